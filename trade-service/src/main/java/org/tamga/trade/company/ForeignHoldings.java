package org.tamga.trade.company;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;

/**
 * What holders of a country have, as SQL over {@code interest_version} and {@code company_version}. What is only planned, or
 * disputed, is no holding.
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
     * A way in which companies have capital from a country. Most countries have only ever had it in some of them: {@link #recorded} is
     * asked in no time, while PostgreSQL takes longer to plan the last than to go the first.
     */
    enum Way {
        /** Its holders have interests in them. */
        HELD("interest_version r where r.holder_country = '%s' and r.is_capital"),
        /** Of these, holders that have been recorded with several countries. */
        HELD_BY_MOVED("interest_version r where r.holder_countries @> array['%s'] and r.is_capital"),
        /** They are parts of its companies. */
        PART("company_version r where r.head_country = '%s'"),
        /** Of these, parts of companies that have been recorded with several countries. */
        PART_OF_MOVED("company_version r where r.head_countries @> array['%s']");

        private final String rows;

        Way(String rows) {
            this.rows = rows;
        }

        /** SQL for whether anything was ever recorded by which companies might be found so. */
        private String recorded(Country from) {
            return "exists (select from " + rows.formatted(from) + ")";
        }
    }

    /** SQL for one row with a column for each {@link Way}, in their order: whether any company can ever have had that country's capital so. */
    static String recorded(Country from) {
        return "select " + Stream.of(Way.values()).map(way -> way.recorded(from)).collect(Collectors.joining(", "));
    }

    /**
     * Rows {@code (id)}: companies in which that country's holders have capital interests, and parts of its companies; in the order
     * of ids, so that a page reads as far as it goes: the arms are distinct, and the long ones come sorted from an index.
     *
     * @param in where the companies are, or null; a hint that may let others through
     * @param ways those of which anything is {@link #recorded}; at least one
     * @param having what the holders' interests {@code i} must come to in one company; empty is anything
     * @param among what companies {@link #mayHold} gave, for an interest {@code i}; empty is all
     */
    public static Condition companies(Country from, Country in, Set<Way> ways, Condition having, Condition among, At at) {
        var arms = ways.stream().sorted().map(way -> arm(way, from, in, having, among, at)).toArray();
        return Condition.nested(Stream.of(arms).map(arm -> "%s").collect(Collectors.joining(" union ")) + " order by id", arms);
    }

    private static Condition arm(Way way, Country from, Country in, Condition having, Condition among, At at) {
        var inCompanies = in == null ? "" : " and i.company_country = '" + in + "'";
        var inParts = in == null ? "" : " and b.jurisdiction = '" + in + "'";
        return switch (way) {
            case HELD -> Condition.nested("""
                                          select i.parent_id as id from interest_version i
                                          where i.holder_country = '%s'%s and %s%%s and %%s group by i.parent_id%%s"""
                    .formatted(from, inCompanies, capital("i")), among, at.on("i"), having);
            case HELD_BY_MOVED -> Condition.nested("""
                                                   select i.parent_id as id from interest_version i
                                                   where i.parent_id in (select e.parent_id from interest_version e
                                                       where e.holder_countries @> array['%1$s'] and e.is_capital)
                                                     and %2$s and %%s and %%s = '%1$s' group by i.parent_id%%s"""
                    .formatted(from, capital("i")), at.on("i"), holderCountry("i", at), having);
            case PART -> Condition.nested("select b.id from company_version b where b.head_country = '%s'%s and %s and %%s"
                    .formatted(from, inParts, Confidence.sure("b")), at.on("b"));
            case PART_OF_MOVED ->
                Condition.nested("""
                                 select b.id from company_version b
                                 where b.head_countries @> array['%1$s']%2$s and %3$s and %%s and %%s = '%1$s'"""
                        .formatted(from, inParts, Confidence.sure("b")), at.on("b"), headCountry("b", at));
        };
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

    /**
     * Rows {@code (id, least_share, share_as_of, is_sure, is_disputed)}: capital interests of that country's holders in companies
     * of {@code in}; others may be among them. Those too that are only planned or disputed, which have no share.
     */
    public static Condition interests(Country from, Country in, At at) {
        return Condition.nested("""
                                select i.parent_id as id, case when %3$s then i.least_share end as least_share, i.share_as_of,
                                  %3$s as is_sure, i.confidence = 'disputed' as is_disputed
                                from interest_version i
                                where i.holder_country = '%1$s' and i.company_country = '%2$s' and i.is_capital and %%s
                                union all select i.parent_id, case when %3$s then i.least_share end, i.share_as_of, %3$s,
                                  i.confidence = 'disputed'
                                from interest_version i
                                where i.holder_countries @> array['%1$s'] and i.is_capital and %%s and %%s = '%1$s'"""
                .formatted(from, in, Confidence.sure("i")), at.on("i"), at.on("i"), holderCountry("i", at));
    }

    /** Rows {@code (id)}: branches and representative offices of that country's companies in {@code in}, whatever their confidence. */
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
                                where i.holder_country = '%1$s' and %2$s and %%s
                                union all select i.parent_id from interest_version i
                                where i.holder_countries @> array['%1$s'] and %2$s and %%s""".formatted(from, capital("i")),
                at.on("i"), at.on("i"));
    }

    /** As {@link #everHeldFrom}, branches and representative offices, and their heads. */
    public static Condition everPartOf(Country from, At at) {
        return Condition.nested("""
                                select b.id from company_version b where b.head_country = '%1$s' and %2$s and %%s
                                union all select b.id from company_version b
                                where b.head_countries @> array['%1$s'] and %2$s and %%s"""
                .formatted(from, Confidence.sure("b")), at.on("b"), at.on("b"));
    }

    /** What an interest must meet to be capital that somebody has; {@code row} is its alias. */
    public static String capital(String row) {
        return row + ".is_capital and " + Confidence.sure(row);
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
