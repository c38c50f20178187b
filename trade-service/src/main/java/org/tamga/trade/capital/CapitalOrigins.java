package org.tamga.trade.capital;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.ForeignHoldings;

/**
 * Reads who owns whom, and answers whose capital works where. Four statements for any depth: which companies are concerned,
 * those companies, how many holders they have, their holders.
 */
@Singleton
public class CapitalOrigins {

    /** Owners of owners of one company; more are no answer that anybody could read. */
    private static final int MAX_OWNERS = 10_000;
    /** Holdings in one company and in its owners of owners, which are read whole. */
    private static final int MAX_HOLDINGS = 10_000;
    /** Companies whose holders are looked up together. */
    private static final int TOGETHER = 5_000;
    /** How long working out one country's shares may take, and how long it waits for another's; a door waits for a minute. */
    private static final Duration LIMIT = Duration.ofSeconds(45);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final int RETRY_AFTER_SECONDS = 10;
    private static final String CANCELLED = "57014";

    private static final String PART = "%1$s.entity_type in ('branch', 'representative-office') and %1$s.head_id is not null and "
            + Confidence.sure("%1$s");
    private static final Condition CAPITAL = Condition.of(ForeignHoldings.capital("i"));

    private final Database database;
    private final CompanyRecords companies;
    /** Half of all memory is for one country's shares, so they are worked out one country at a time. */
    private final Semaphore turn = new Semaphore(1, true);
    private final long room = Runtime.getRuntime().maxMemory() / 2;

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
                                where i.parent_id = owner.id and %s and i.holder_company is not null and %s
                                union all
                                select c.head_id from company_version c where c.id = owner.id and %s and %s) above (id))
                            select id from owner""", companyId, CAPITAL, at.on("i"), part("c"), at.on("c")));
            var recorded = recorded(transaction, concerned, at);
            if (recorded.stream().noneMatch(company -> company.id().equals(companyId))) {
                return Optional.<CapitalOrigin>empty();
            }
            var ids = recorded.stream().map(Ownership.Company::id).toList();
            requireFewHoldings(transaction, ids, at);
            var stakes = stakes(transaction, ids, at);
            var found = new Ownership(recorded, stakes).originOf(companyId);
            return Optional.of(new CapitalOrigin(companyId, at.validAt(), at.knownAt() == null ? Instant.now() : at.knownAt(),
                    found.origins(), found.unknown(), found.cycles(), found.overstated(), new CapitalOrigin.Inputs(
                            concerned.size(),
                            (int) stakes.stream().filter(stake -> stake.interestId() != null).count())));
        }).orElseThrow(() -> companies.absence(companyId, at));
    }

    /**
     * What a country has in companies, itself and through chains of owners. Throws a 503 {@link Problem} where others are asking for as
     * long as one waits, or it takes too long, and a 422 where more companies hang together than there is memory for.
     *
     * @param label an expression over a company {@code c} for one of few texts, null for companies that are not asked for
     * @param each takes of each company of which the country may have anything its label, and what it surely has, in per cent
     */
    public void sharesOf(Country country, Condition label, At at, BiConsumer<String, BigDecimal> each) {
        takeTurn();
        try {
            database.snapshot(transaction -> {
                try {
                    var shares = new Shares(country.code(), room);
                    tell(transaction, shares, country, label, at, System.nanoTime() + LIMIT.toNanos());
                    shares.tell(each);
                    return null;
                } catch (SQLException e) {
                    if (CANCELLED.equals(e.getSQLState())) {
                        throw tookTooLong();
                    }
                    throw e;
                }
            });
        } finally {
            turn.release();
        }
    }

    private void takeTurn() {
        try {
            if (turn.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Problem.unavailable("Others ask what countries have through chains of owners; that is worked out one by one.",
                RETRY_AFTER_SECONDS);
    }

    /** Tells the shares of all companies that are concerned, and of their holders. */
    private static void tell(Transaction transaction, Shares shares, Country country, Condition label, At at, long deadline)
            throws SQLException {
        transaction.first("select set_config('statement_timeout', ?, true)", row -> true, Long.toString(LIMIT.toMillis()));
        // Whoever has ever been of that country: which of them was so then, the stakes say.
        var concerned = Condition.nested(
                """
                with recursive held (id) as (
                  (%s)
                  union
                  (%s)
                  union
                  select below.id from held cross join lateral (
                    select i.parent_id from interest_version i where i.holder_company = held.id and %s and %s
                    union all
                    select c.id from company_version c where c.head_id = held.id and %s and %s) below (id))
                select id from held
                union
                select i.holder_company from held join interest_version i on i.parent_id = held.id
                where (i.holder_country = ? or i.holder_countries @> array[?::text])
                  and i.holder_company is not null and %s and %s
                union
                select c.head_id from held join company_version c on c.id = held.id
                where (c.head_country = ? or c.head_countries @> array[?::text]) and %s and %s
                order by id""",
                ForeignHoldings.everHeldFrom(country, at), ForeignHoldings.everPartOf(country, at), CAPITAL, at.on("i"),
                part("c"), at.on("c"), country.code(), country.code(), CAPITAL, at.on("i"), country.code(), country.code(),
                part("c"), at.on("c"));
        transaction.stream(concerned.sql(), row -> {
            shares.company(row.getObject("id", UUID.class));
            requireRoom(shares);
        }, concerned.arguments().toArray());
        // By lists of ids, which are found by their B-tree: one by one the planner would go by the exclusion constraint's index.
        for (var ids : some(shares, deadline)) {
            var recorded = Condition.nested(
                    "select c.id, %s as label from company_version c where c.id = any (?::uuid[]) and %s",
                    label, ids, at.on("c"));
            for (var one : transaction.list(Plan.EACH_TIME, recorded.sql(),
                    row -> new Label(row.getObject("id", UUID.class), row.getString("label")),
                    recorded.arguments().toArray())) {
                shares.recorded(one.id, one.label);
            }
        }
        for (var ids : some(shares, deadline)) {
            var stakes = stakes(transaction, ids.stream().filter(shares::isRecorded).toList(), at).stream()
                    .collect(Collectors.groupingBy(Ownership.Stake::company));
            ids.forEach(id -> shares.stakes(stakes.getOrDefault(id, List.of())));
            requireRoom(shares);
        }
    }

    private record Label(UUID id, String label) {}

    /** All companies, in their order, some at a time. Throws a 503 {@link Problem} after the deadline. */
    private static Iterable<List<UUID>> some(Shares shares, long deadline) {
        return () -> IntStream.iterate(0, first -> first < shares.companies(), first -> first + TOGETHER).mapToObj(first -> {
            if (System.nanoTime() > deadline) {
                throw tookTooLong();
            }
            return IntStream.range(first, Math.min(first + TOGETHER, shares.companies())).mapToObj(shares::id).toList();
        }).iterator();
    }

    private static void requireRoom(Shares shares) {
        if (!shares.hasRoom()) {
            throw new Problem(ProblemType.RULE_BROKEN, "More than " + shares.companies()
                    + " companies hang together here, and this service has no memory for more; ask for direct holdings.");
        }
    }

    private static Problem tookTooLong() {
        return Problem.unavailable("So many companies hang together here that it took too long; ask for direct holdings.",
                RETRY_AFTER_SECONDS);
    }

    private static List<UUID> concerned(Transaction transaction, Condition query) throws SQLException {
        var ids = transaction.list(Plan.EACH_TIME, query.sql() + " limit " + (MAX_OWNERS + 1),
                row -> row.getObject(1, UUID.class), query.arguments().toArray());
        if (ids.size() > MAX_OWNERS) {
            throw new Problem(ProblemType.RULE_BROKEN, "The company has more than " + MAX_OWNERS + " owners of owners.");
        }
        return ids;
    }

    private static void requireFewHoldings(Transaction transaction, Collection<UUID> ids, At at) throws SQLException {
        var some = Condition.nested("""
                                    select count(*) from (select from interest_version i
                                      where i.parent_id = any (?::uuid[]) and %s and %s limit ?) i""", ids, CAPITAL,
                at.on("i"),
                MAX_HOLDINGS + 1);
        if (transaction.first(some.sql(), row -> row.getInt(1), some.arguments().toArray()).orElseThrow() > MAX_HOLDINGS) {
            throw new Problem(ProblemType.RULE_BROKEN,
                    "The company and its owners of owners have more than " + MAX_HOLDINGS + " holders.");
        }
    }

    private static List<Ownership.Company> recorded(Transaction transaction, Collection<UUID> ids, At at) throws SQLException {
        var query = Condition.nested("""
                                     select c.id, c.names -> 0 ->> 'text' as name from company_version c
                                     where c.id = any (?::uuid[]) and %s""", ids, at.on("c"));
        return transaction.list(Plan.EACH_TIME, query.sql(),
                row -> new Ownership.Company(row.getObject("id", UUID.class), row.getString("name")),
                query.arguments().toArray());
    }

    /** Holdings that are recorded then in those companies, which are too. */
    private static List<Ownership.Stake> stakes(Transaction transaction, Collection<UUID> ids, At at) throws SQLException {
        var query = Condition.nested(
                """
                select i.id, i.parent_id, i.holder_company, i.holder ->> 'name' as name, %s as holder_country,
                  coalesce(i.least_share, 0) as least, coalesce((i.share ->> 'exact')::double precision,
                    (i.share ->> 'max')::double precision, 100) as most, i.share_as_of
                from interest_version i where i.parent_id = any (?::uuid[]) and %s and %s
                union all
                select null, c.id, c.head_id, null, %s, 100, 100, null from company_version c
                where c.id = any (?::uuid[]) and %s and %s""", ForeignHoldings.holderCountry("i", at), ids, CAPITAL, at.on("i"),
                ForeignHoldings.headCountry("c", at), ids, part("c"), at.on("c"));
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
