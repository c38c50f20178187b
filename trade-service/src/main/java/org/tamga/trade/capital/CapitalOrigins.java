package org.tamga.trade.capital;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.ForeignHoldings;

/**
 * Reads who owns whom, and answers whose capital works where. Three statements for any depth: which companies are concerned,
 * those companies, their holders.
 */
@Singleton
public class CapitalOrigins {

    /** Owners of owners of one company; more are no answer that anybody could read. */
    private static final int MAX_OWNERS = 10_000;
    /** Companies in which one country has something through a chain. */
    private static final int MAX_HELD = 200_000;

    private static final String PART = "%1$s.entity_type in ('branch', 'representative-office') and %1$s.head_id is not null";

    private final Database database;
    private final CompanyRecords companies;

    CapitalOrigins(Ledger ledger, CompanyRecords companies) {
        this.database = ledger.database();
        this.companies = companies;
    }

    /** Whose capital works in the company then. Throws a 404 where it is not recorded then. */
    public CapitalOrigin of(UUID companyId, At at) {
        return database.snapshot(transaction -> {
            var concerned = concerned(transaction, Condition
                    .nested("""
                            with recursive owner (id) as (
                              select ?::uuid
                              union
                              select above.id from owner cross join lateral (
                                select i.holder_company from interest_version i
                                where i.parent_id = owner.id and i.is_capital and i.holder_company is not null and %s
                                union all
                                select c.head_id from company_version c where c.id = owner.id and %s and %s) above (id))
                            select id from owner""", companyId, at.on("i"), part("c"), at.on("c")), MAX_OWNERS);
            var recorded = recorded(transaction, concerned, at);
            if (recorded.stream().noneMatch(company -> company.id().equals(companyId))) {
                return Optional.<CapitalOrigin>empty();
            }
            var stakes = stakes(transaction, concerned, at);
            var found = new Ownership(recorded, stakes).originOf(companyId);
            return Optional.of(new CapitalOrigin(companyId, at.validAt(), at.knownAt() == null ? Instant.now() : at.knownAt(),
                    found.origins(), found.unknown(), found.cycles(), found.overstated(), new CapitalOrigin.Inputs(
                            concerned.size(),
                            (int) stakes.stream().filter(stake -> stake.interestId() != null).count())));
        }).orElseThrow(() -> companies.absence(companyId, at));
    }

    /** What a country has in companies, itself and through chains of owners: the bounds of its share, in per cent, by company. */
    public Map<UUID, Bounds> sharesOf(Country country, At at) {
        return database.snapshot(transaction -> {
            // Whoever has ever been of that country: which of them was so then, the stakes say.
            var concerned = concerned(transaction, Condition.nested(
                    """
                    with recursive held (id) as (
                      (%s)
                      union
                      (%s)
                      union
                      select below.id from held cross join lateral (
                        select i.parent_id from interest_version i where i.holder_company = held.id and i.is_capital and %s
                        union all
                        select c.id from company_version c where c.head_id = held.id and %s and %s) below (id))
                    select id from held
                    union
                    select i.holder_company from held join interest_version i on i.parent_id = held.id
                    where (i.holder_country = ? or i.holder_countries @> array[?::text])
                      and i.holder_company is not null and i.is_capital and %s
                    union
                    select c.head_id from held join company_version c on c.id = held.id
                    where (c.head_country = ? or c.head_countries @> array[?::text]) and %s and %s""",
                    ForeignHoldings.everHeldFrom(country, at), ForeignHoldings.everPartOf(country, at), at.on("i"), part("c"),
                    at.on("c"), country.code(), country.code(), at.on("i"), country.code(), country.code(), part("c"),
                    at.on("c")), MAX_HELD);
            return new Ownership(recorded(transaction, concerned, at), stakes(transaction, concerned, at))
                    .sharesOf(country.code());
        });
    }

    private static List<UUID> concerned(Transaction transaction, Condition query, int limit) throws SQLException {
        var ids = transaction.list(Plan.EACH_TIME, query.sql() + " limit " + (limit + 1), row -> row.getObject(1, UUID.class),
                query.arguments().toArray());
        if (ids.size() > limit) {
            throw new Problem(ProblemType.RULE_BROKEN,
                    "More than " + limit + " companies hang together here; ask for less, or for direct holdings.");
        }
        return ids;
    }

    private static List<Ownership.Company> recorded(Transaction transaction, Collection<UUID> ids, At at) throws SQLException {
        var query = Condition.nested("""
                                     select c.id, c.names -> 0 ->> 'text' as name, c.jurisdiction from company_version c
                                     where c.id = any (?::uuid[]) and %s""", ids, at.on("c"));
        return transaction.list(Plan.EACH_TIME, query.sql(),
                row -> new Ownership.Company(row.getObject("id", UUID.class), row.getString("name"),
                        row.getString("jurisdiction")),
                query.arguments().toArray());
    }

    /** Holdings in those companies that are recorded then; an interest in a company that is not is left out. */
    private static List<Ownership.Stake> stakes(Transaction transaction, Collection<UUID> ids, At at) throws SQLException {
        var query = Condition.nested(
                """
                select i.id, i.parent_id, i.holder_company, i.holder ->> 'name' as name, %s as holder_country,
                  coalesce(i.least_share, 0) as least, coalesce((i.share ->> 'exact')::double precision,
                    (i.share ->> 'max')::double precision, 100) as most, i.share_as_of
                from interest_version i join company_version c on c.id = i.parent_id
                where i.parent_id = any (?::uuid[]) and i.is_capital and %s and %s
                union all
                select null, c.id, c.head_id, null, %s, 100, 100, null from company_version c
                where c.id = any (?::uuid[]) and %s and %s""", ForeignHoldings.holderCountry("i", at), ids, at.on("i"),
                at.on("c"), ForeignHoldings.headCountry("c", at), ids, part("c"), at.on("c"));
        return transaction.list(Plan.EACH_TIME, query.sql(), row -> {
            var asOf = row.getObject("share_as_of", LocalDate.class);
            // Before its day, a share that is stated as of some day is only an interest of unknown size.
            var known = asOf == null || !asOf.isAfter(at.validAt());
            return new Ownership.Stake(row.getObject("id", UUID.class), row.getObject("parent_id", UUID.class),
                    row.getObject("holder_company", UUID.class), row.getString("name"), row.getString("holder_country"),
                    known ? row.getDouble("least") / 100 : 0, known ? row.getDouble("most") / 100 : 1);
        }, query.arguments().toArray());
    }

    private static Condition part(String row) {
        return new Condition(PART.formatted(row), List.of());
    }
}
