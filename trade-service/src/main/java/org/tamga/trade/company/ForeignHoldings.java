package org.tamga.trade.company;

import java.math.BigDecimal;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;

/**
 * What holders of a country have, as SQL over {@code interest_version} and {@code company_version}.
 * <p>
 * Nearly every company has only ever been recorded with one country, which stands beside what it holds and is found by an index.
 * One that moved, or whose country was corrected, is of the country that it is recorded with on the day, as known then; between and
 * before its recorded days, of that of the next before or else after.
 * <p>
 * Countries stand in the SQL itself, because what is common of one country is rare of another, and a plan for all of them would be a
 * bad one for most.
 */
public final class ForeignHoldings {

    private ForeignHoldings() {
    }

    /**
     * Rows {@code (id)}: companies in which that country's holders have capital interests, and parts of its companies; in the order
     * of ids, so that a page reads as far as it goes: the arms are distinct, and the long ones come sorted from an index.
     *
     * @param in where the companies are, or null; a hint that may let others through
     * @param having what the holders' interests {@code i} must come to in one company; empty is anything
     * @param among what companies {@link #mayHold} gave, for an interest {@code i}; empty is all
     */
    public static Condition companies(Country from, Country in, Condition having, Condition among, At at) {
        return Condition.nested("""
                                select i.parent_id as id from interest_version i
                                where i.holder_country = '%1$s'%2$s and i.is_capital%%s and %%s group by i.parent_id%%s
                                union select i.parent_id from interest_version i
                                where i.parent_id in (select e.parent_id from interest_version e
                                    where e.holder_countries @> array['%1$s'] and e.is_capital)
                                  and i.is_capital and %%s and %%s = '%1$s' group by i.parent_id%%s
                                union select b.id from company_version b where b.head_country = '%1$s'%3$s and %%s
                                union select b.id from company_version b
                                where b.head_countries @> array['%1$s']%3$s and %%s and %%s = '%1$s'
                                order by id""".formatted(from, in == null ? "" : " and i.company_country = '" + in + "'",
                in == null ? "" : " and b.jurisdiction = '" + in + "'"), among, at.on("i"), having, at.on("i"),
                holderCountry("i", at),
                having, at.on("b"), at.on("b"), headCountry("b", at));
    }

    /**
     * Rows {@code (company)}: those in which that country's holders can ever have come to so much, but for holders and companies of
     * several countries; no other, in no order, and some of them more than once.
     *
     * @param share per cent, above 0
     */
    static Condition mayHold(Country from, Country in, BigDecimal share) {
        // A hair below, for the bound is a sum of binary numbers. Of those whose sums are not sure each is summed once.
        return Condition.of("""
                            select company from capital_bound where holder_country = '%1$s'%2$s and total > %3$s - 1e-6
                            union all select u.company from (select distinct company from capital_bound
                              where holder_country = '%1$s' and not is_sure%2$s) u
                            where (select sum(s.upper) from capital_bound s
                              where s.holder_country = '%1$s' and s.company = u.company) > %3$s - 1e-6"""
                .formatted(from, in == null ? "" : " and company_country = '" + in + "'", share.toPlainString()));
    }

    /** Rows {@code (id, least_share, share_as_of)}: capital interests of that country's holders in companies of {@code in}; others may be among them. */
    public static Condition interests(Country from, Country in, At at) {
        return Condition.nested("""
                                select i.parent_id as id, i.least_share, i.share_as_of from interest_version i
                                where i.holder_country = '%1$s' and i.company_country = '%2$s' and i.is_capital and %%s
                                union all select i.parent_id, i.least_share, i.share_as_of from interest_version i
                                where i.holder_countries @> array['%1$s'] and i.is_capital and %%s and %%s = '%1$s'"""
                .formatted(from, in), at.on("i"), at.on("i"), holderCountry("i", at));
    }

    /** Rows {@code (id)}: branches and representative offices of that country's companies in {@code in}. */
    public static Condition parts(Country from, Country in, At at) {
        return Condition.nested("""
                                select b.id from company_version b
                                where b.head_country = '%1$s' and b.jurisdiction = '%2$s' and %%s
                                union all select b.id from company_version b
                                where b.head_countries @> array['%1$s'] and b.jurisdiction = '%2$s' and %%s and %%s = '%1$s'"""
                .formatted(from, in), at.on("b"), at.on("b"), headCountry("b", at));
    }

    /** Companies in which somebody has capital then who has at some time been of that country: a query for ids. */
    public static Condition everHeldFrom(Country from, At at) {
        return Condition.nested("""
                                select i.parent_id from interest_version i
                                where i.holder_country = '%1$s' and i.is_capital and %%s
                                union all select i.parent_id from interest_version i
                                where i.holder_countries @> array['%1$s'] and i.is_capital and %%s""".formatted(from),
                at.on("i"), at.on("i"));
    }

    /** As {@link #everHeldFrom}, branches and representative offices, and their heads. */
    public static Condition everPartOf(Country from, At at) {
        return Condition.nested("""
                                select b.id from company_version b where b.head_country = '%1$s' and %%s
                                union all select b.id from company_version b where b.head_countries @> array['%1$s'] and %%s"""
                .formatted(from), at.on("b"), at.on("b"));
    }

    /** The country whose capital an interest is, then: an expression. */
    public static Condition holderCountry(String row, At at) {
        return Condition.nested("""
                                case when %1$s.holder_countries is null then %1$s.holder_country
                                  else coalesce(%1$s.holder ->> 'country', (%%s)) end""".formatted(row),
                at.said("company", "jurisdiction", row + ".holder_company"));
    }

    /** The country whose capital a branch or representative office is, then: an expression. */
    public static Condition headCountry(String row, At at) {
        return Condition.nested("case when %1$s.head_countries is null then %1$s.head_country else (%%s) end".formatted(row),
                at.said("company", "jurisdiction", row + ".head_id"));
    }
}
