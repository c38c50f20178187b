package org.tamga.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * The two tables of a record: the head {@code <name>} (row lock, version) and {@code <name>_version} (its periods), as the
 * procedure {@code two_time} makes them. Rows are only ever inserted and closed.
 */
final class VersionTable<C extends Record> {

    private static final int FIRST_FIELD = 16;
    private static final Condition AS_NOW = At.now(LocalDate.EPOCH).on("v");

    /** What a page, and so an answer, may have at the most, but for its last record; a page that has no more ends early. */
    private static final long MOST_OF_A_PAGE = 8 << 20;
    private static final long MOST_OF_A_HISTORY = 4 * MOST_OF_A_PAGE;
    private static final Duration LOOK_FOR_LONG_ROWS = Duration.ofMinutes(1);

    /** As many periods as an answer names on each side of a day. */
    private static final int NEAREST = 3;

    /** How many records one statement of {@link #findNow} may look for. */
    static final int TOGETHER = 64;

    private final String head;
    private final String versions;
    private final Fields<C> fields;
    private final ObjectReader citationReader;
    private final ObjectMapper mapper;
    private final String columns;
    private final String select;
    private final String selectWithHead;
    private final String insert;
    /** By the power of two that is its number of ids. */
    private final List<String> findNow;
    private volatile long lookedForLongRows = System.nanoTime() - LOOK_FOR_LONG_ROWS.toNanos();
    private volatile boolean hasLongRows;

    VersionTable(String name, Fields<C> fields, ObjectMapper mapper) {
        this.head = name.replace('-', '_');
        this.versions = head + "_version";
        this.fields = fields;
        this.mapper = mapper;
        this.citationReader = mapper.readerFor(new TypeReference<List<Citation>>() {
        });
        this.columns = "select v.row_id, v.id, v.parent_id, v.version, lower(v.valid) as valid_from, upper(v.valid) as valid_to,"
                + " lower(v.recorded) as recorded_at, upper(v.recorded) as superseded_at, lower(v.known) as known_from,"
                + " upper(v.known) as known_to,"
                + " v.recorded_by, v.reason, v.confidence, v.note, v.sources, " + fields.columns("v.") + " ";
        this.select = columns + "from " + versions + " v";
        this.selectWithHead = select.replace(" from " + versions + " v",
                ", h.version as record_version, h.written_at from " + versions
                        + " v join " + head + " h on h.id = v.id");
        // An array, even of one, because GiST cannot look for arrays: the B-tree finds what stands now for a third of the work that
        // the exclusion constraint's index would take, which the planner thinks as good. Of a length that the planner sees, for its
        // guess of another would keep it from planning once for all.
        this.findNow = IntStream.iterate(1, length -> length <= TOGETHER, length -> 2 * length)
                .mapToObj(length -> selectWithHead + " where v.id = any (array[" + "?, ".repeat(length - 1) + "?]::uuid[]) and "
                        + AS_NOW.sql())
                .toList();
        this.insert = "insert into " + versions
                + " (row_id, id, parent_id, version, valid, known, recorded, recorded_by, reason,"
                + " confidence, note, sources, " + fields.writtenColumns() + ") values (?, ?, ?, ?, ?::daterange,"
                + " tstzrange(?, ?), tstzrange(?, ?), ?, ?, ?, ?, ?::jsonb, " + fields.placeholders() + ")";
    }

    /** The name of the table of periods. */
    String versions() {
        return versions;
    }

    /** The head row: the record's version, the instant of its last write, where it belongs, and whether it may not be read. */
    record Head(UUID id, UUID parentId, int version, Instant writtenAt, boolean isWithheld) {}

    /** An instant, and a place in the change log. */
    record Draw(Instant at, long position) {}

    /** What a write of a locked record has of its own: its version, its instant, its place in the change log. */
    record Stamp(int version, Instant at, long position) {}

    /**
     * Makes those of the records that there are not, locked, at the version of their first write; with what that write draws.
     * The instant is taken when the transaction has its id, and the position when the record is locked, as the settled horizon
     * needs.
     */
    Map<UUID, Draw> make(Transaction transaction, Collection<Landing.Target> targets) throws SQLException {
        var made = new HashMap<UUID, Draw>();
        transaction.list("insert into " + head + " (id, version, written_at, parent_id)"
                + " select id, 1, case when pg_current_xact_id() is not null then clock_timestamp() end, parent"
                + " from unnest(?::uuid[], ?::uuid[]) as n (id, parent) order by id on conflict do nothing"
                + " returning id, written_at, nextval('change_position') as position",
                row -> made.put(row.getObject("id", UUID.class),
                        new Draw(Transaction.instant(row, "written_at"), row.getLong("position"))),
                targets.stream().map(Landing.Target::id).toList(), targets.stream().map(Landing.Target::parentId).toList());
        return made;
    }

    /** Locks records until the transaction's end. */
    List<Head> lock(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return transaction.list("select id, version, written_at, parent_id, withheld from " + head
                + " where id = any (?::uuid[]) order by id for update", VersionTable::head, ids);
    }

    /** Those that there are, by their ids; not locked. */
    Map<UUID, Head> heads(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return transaction.list("select id, version, written_at, parent_id, withheld from " + head
                + " where id = any (?::uuid[])", VersionTable::head, ids).stream()
                .collect(Collectors.toMap(Head::id, head -> head));
    }

    Optional<Head> head(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select id, version, written_at, parent_id, withheld from " + head + " where id = ?",
                VersionTable::head, id);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getObject("id", UUID.class), row.getObject("parent_id", UUID.class), row.getInt("version"),
                Transaction.instant(row, "written_at"), row.getBoolean("withheld"));
    }

    /** Keeps a record from being read, or lets it be read again; only with its lock held. */
    void withhold(Transaction transaction, UUID id, boolean withheld) throws SQLException {
        transaction.update("update " + head + " set withheld = ? where id = ?", withheld, id);
        transaction.update("update " + versions + " set withheld = ? where id = ?", withheld, id);
    }

    /** Leaves of a record its head row alone, so that its id stays taken; only with its lock held. */
    void erase(Transaction transaction, UUID id) throws SQLException {
        transaction.update("delete from " + versions + " where id = ?", id);
    }

    boolean isErased(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select from " + versions + " where id = ? limit 1", row -> true, id).isEmpty();
    }

    /** Draws for writes of records that exist; only with their locks held. */
    List<Draw> draw(Transaction transaction, int count) throws SQLException {
        return transaction.list("select clock_timestamp() as at, nextval('change_position') as position"
                + " from generate_series(1, ?)", row -> new Draw(Transaction.instant(row, "at"), row.getLong("position")),
                count);
    }

    /** Notes what the records have come to. */
    void advance(Transaction transaction, Collection<Head> heads) throws SQLException {
        transaction.batch("update " + head + " set version = ?, written_at = ? where id = ?",
                heads.stream().map(head -> new Object[]{head.version(), head.writtenAt(), head.id()}).toList());
    }

    /** Takes back what was made and not written. */
    void forget(Transaction transaction, Collection<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            transaction.update("delete from " + head + " where id = any (?::uuid[])", ids);
        }
    }

    /**
     * Those of which anything stands now; they are locked against change until the transaction ends. Two statements: one that has
     * waited for the locks would still see the periods as they were before.
     */
    List<UUID> standingOf(Transaction transaction, Collection<UUID> ids) throws SQLException {
        var locked = transaction.list("select id from " + head + " where id = any (?::uuid[]) order by id for share",
                VersionTable::id,
                ids);
        return locked.isEmpty()
                ? locked
                : transaction.list("select distinct id from " + versions + " where id = any (?::uuid[]) and standing",
                        VersionTable::id, locked);
    }

    /** The next records in the order of their ids. */
    List<UUID> idsAfter(Transaction transaction, UUID after, int limit) throws SQLException {
        return transaction.list("select id from " + head + " where id > ? order by id limit ?", VersionTable::id, after, limit);
    }

    private static UUID id(ResultSet row) throws SQLException {
        return row.getObject(1, UUID.class);
    }

    /** The periods that stand now, in the order of their days. */
    List<Period<C>> standing(Transaction transaction, UUID id) throws SQLException {
        return transaction.list(select + " where v.id = ? and v.standing"
                + " order by lower(v.valid) nulls first", this::period, id);
    }

    /** As {@link #standing(Transaction, UUID)}, of several records; none for one of which nothing stands. */
    Map<UUID, List<Period<C>>> standing(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return byRecord(transaction, "v.standing", ids);
    }

    /** All that counts by source, of several records: what stands, and what stood until it was replaced. */
    Map<UUID, List<Period<C>>> counting(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return byRecord(transaction, At.COUNTS.formatted("v"), ids);
    }

    /** What stands now of all records in some neighbourhoods. */
    List<Period<C>> neighbours(Transaction transaction, Collection<Map<String, String>> neighbourhoods) throws SQLException {
        var columns = neighbourhoods.iterator().next().keySet().stream().sorted().toList();
        return transaction.list(select + " where v.standing and ("
                + columns.stream().map(column -> "v." + column).collect(Collectors.joining(", "))
                + ") in (select * from unnest(" + columns.stream().map(column -> "?::text[]").collect(Collectors.joining(", "))
                + "))", this::period,
                columns.stream().map(column -> neighbourhoods.stream().map(place -> place.get(column)).toList()).toArray());
    }

    private Map<UUID, List<Period<C>>> byRecord(Transaction transaction, String condition, Collection<UUID> ids)
            throws SQLException {
        return ids.isEmpty()
                ? new HashMap<>()
                : transaction.list(select + " where v.id = any (?::uuid[]) and " + condition
                        + " order by v.id, lower(v.valid) nulls first", this::period, ids).stream()
                        .collect(Collectors.groupingBy(Period::id, HashMap::new, Collectors.toList()));
    }

    /** A period and what its record has come to: the version of its last write, and that write's instant. */
    record Found<C>(Period<C> period, int version, Instant writtenAt) {}

    /** The period that holds then, with its record's head: one statement, because every read by id is this one. */
    Optional<Found<C>> find(Transaction transaction, UUID id, At at) throws SQLException {
        if (at.knownAt() == null) {
            return Optional.ofNullable(findNow(transaction, Set.of(id), at).get(id));
        }
        var holds = at.on("v");
        return transaction.first(selectWithHead + " where v.id = ? and " + holds.sql(), row -> found(row, at),
                Stream.concat(Stream.of(id), holds.arguments().stream()).toArray());
    }

    /** As {@link #find}, of several records and of what is held now; those that have no such period are missing. */
    Map<UUID, Found<C>> findNow(Transaction transaction, Set<UUID> ids, At now) throws SQLException {
        var power = 32 - Integer.numberOfLeadingZeros(ids.size() - 1);
        var arguments = new ArrayList<Object>(ids);
        arguments.addAll(Collections.nCopies((1 << power) - ids.size(), arguments.get(0)));
        arguments.addAll(now.on("v").arguments());
        var found = new HashMap<UUID, Found<C>>();
        transaction.list(findNow.get(power), row -> found(row, now), arguments.toArray())
                .forEach(one -> found.put(one.period().id(), one));
        return found;
    }

    private Found<C> found(ResultSet row, At at) throws SQLException {
        return new Found<>(period(row).asKnown(at.knownAt()), row.getInt("record_version"),
                Transaction.instant(row, "written_at"));
    }

    /** All periods of all versions, newest recorded first; cut where they are longer than an answer may be. */
    Transaction.Cut<Period<C>> history(Transaction transaction, UUID id) throws SQLException {
        return transaction.listUpTo(MOST_OF_A_HISTORY, Plan.USUAL,
                select + " where v.id = ? and not v.withheld order by lower(v.recorded) desc, lower(v.valid) nulls first",
                this::period, id);
    }

    /** When anything of a record was known first; empty where nothing of it may be read. */
    Optional<Instant> knownFirst(Transaction transaction, UUID id) throws SQLException {
        return transaction.first(
                "select min(lower(v.known)) as first from " + versions + " v where v.id = ? and not v.withheld",
                row -> Transaction.instant(row, "first"), id);
    }

    /** When the last of what was replaced or withdrawn by then was so; of that day, or of any where it is null. */
    Optional<Instant> superseded(Transaction transaction, UUID id, LocalDate day, Instant knownAt) throws SQLException {
        return transaction.first("select max(upper(v.recorded)) as last from " + versions
                + " v where v.id = ? and not v.withheld"
                + " and (?::date is null or v.valid @> ?::date) and (?::timestamptz is null or upper(v.recorded) <= ?::timestamptz)",
                row -> Transaction.instant(row, "last"), id, day, day, knownAt, knownAt);
    }

    /** The days for which something was known then: those nearest to that day, a few on each side of it, in their order. */
    List<Interval> nearest(Transaction transaction, UUID id, At at) throws SQLException {
        var side = "(select lower(v.valid) as valid_from, upper(v.valid) as valid_to from " + versions
                + " v where v.id = ? and %s and ";
        var nearest = Condition.nested(
                "select * from (" + side
                        + "coalesce(lower(v.valid) <= ?::date, true) order by lower(v.valid) desc nulls last limit ?)"
                        + " union all " + side + "lower(v.valid) > ?::date order by lower(v.valid) limit ?)) sides"
                        + " order by valid_from nulls first",
                id, at.known("v"), at.validAt(), NEAREST, id, at.known("v"), at.validAt(), NEAREST);
        return transaction.list(nearest.sql(), row -> new Interval(row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class)), nearest.arguments().toArray());
    }

    /** Ends rows, in one or both of the times in which they are known. */
    void close(Transaction transaction, Collection<Period<C>> rows) throws SQLException {
        transaction.batch("update " + versions + " set known = tstzrange(?, ?), recorded = tstzrange(?, ?) where row_id = ?",
                rows.stream().map(row -> new Object[]{row.knownFrom(), row.knownTo(), row.recordedAt(), row.supersededAt(),
                        row.rowId()}).toList());
    }

    void insert(Transaction transaction, Collection<Period<C>> periods) throws SQLException {
        var rows = new ArrayList<Object[]>();
        for (var period : periods) {
            rows.add(Stream.concat(
                    Stream.of(period.rowId(), period.id(), period.parentId(), period.version(), period.valid().toRange(),
                            period.knownFrom(), period.knownTo(), period.recordedAt(), period.supersededAt(),
                            period.recordedBy(), Json.name(period.reason()), Json.name(period.confidence()), period.note(),
                            json(period.sources())),
                    fields.arguments(period.content())).toArray());
        }
        transaction.batch(insert, rows);
    }

    /**
     * One page of a list, and one period more where there is a next. The next records are asked first what the conditions ask of
     * others; all that others give is looked for only where too few of those have it. So what nearly all have takes no longer than
     * what few have, and the planner need not know which it is.
     */
    Transaction.Cut<Period<C>> page(Transaction transaction, Listing listing) throws SQLException {
        var plan = listing.planned() ? Plan.EACH_TIME : Plan.USUAL;
        var terms = new ArrayList<String>();
        var rarest = listing.rarest(head);
        if (rarest.isPresent()) {
            terms.addAll(transaction.list(rarest.get().sql(), row -> row.getString(1), rarest.get().arguments().toArray()));
            plan = Plan.USUAL;
        } else if (listing.asksAmong()) {
            plan = listing.at().knownAt() != null ? Plan.EACH_TIME : Plan.ONCE;
            var ids = list(transaction, plan, "select v.id ", listing.next(head), row -> row.getObject(1, UUID.class));
            var some = listing.pageOfSome(head);
            var page = periods(transaction, plan, Condition.SOME_ARE + columns,
                    new Condition(some.sql(), Stream.concat(Stream.<Object>of(ids), some.arguments().stream()).toList()));
            if (page.isCut() || page.rows().size() > listing.limit() || ids.size() < listing.looked()) {
                return page;
            }
        }
        return periods(transaction, plan, columns, listing.page(head, terms));
    }

    private Transaction.Cut<Period<C>> periods(Transaction transaction, Plan plan, String columns, Condition from)
            throws SQLException {
        return transaction.listUpTo(hasLongRows ? MOST_OF_A_PAGE : Long.MAX_VALUE, plan, columns + from.sql(), this::period,
                from.arguments().toArray());
    }

    /** Runs what may read many periods, so that long ones do not come all at once. */
    <T> T reading(Database database, Database.Work<T> work) {
        return hasLongRows(database) ? database.snapshot(work) : database.read(work);
    }

    /**
     * Whether rows may be long: PostgreSQL keeps what would make a row longer than a fourth of a page of its own beside the table.
     * Looked at now and then only: there are some for long before there are many.
     */
    private boolean hasLongRows(Database database) {
        var now = System.nanoTime();
        if (now - lookedForLongRows >= LOOK_FOR_LONG_ROWS.toNanos()) {
            lookedForLongRows = now;
            hasLongRows = database.read(transaction -> transaction.first(
                    "select pg_relation_size(reltoastrelid) > ? from pg_class where oid = to_regclass(?)",
                    row -> row.getBoolean(1), MOST_OF_A_PAGE / 4, versions)).orElse(false);
        }
        return hasLongRows;
    }

    private static <T> List<T> list(Transaction transaction, Plan plan, String columns, Condition from,
            Transaction.Row<T> row) throws SQLException {
        return transaction.list(plan, columns + from.sql(), row, from.arguments().toArray());
    }

    /** A whole list one by one, in bounded memory. */
    void stream(Transaction transaction, Listing listing, Records.PeriodSink<C> sink) throws SQLException {
        var all = listing.all(head);
        transaction.stream(columns + all.sql(), row -> sink.accept(period(row)), all.arguments().toArray());
    }

    /** Rows by a condition over {@code v}; order and limit included. */
    List<Period<C>> list(Transaction transaction, String conditions, List<Object> arguments) throws SQLException {
        return transaction.list(select + " where " + conditions, this::period, arguments.toArray());
    }

    /** The same rows one by one, in bounded memory. */
    void stream(Transaction transaction, String conditions, List<Object> arguments, Records.PeriodSink<C> sink)
            throws SQLException {
        transaction.stream(select + " where " + conditions, row -> sink.accept(period(row)), arguments.toArray());
    }

    private Period<C> period(ResultSet row) throws SQLException {
        // By place, in the order of the select: a page has some thousand columns to find.
        var values = fields.values(row, FIRST_FIELD);
        var sourcesJson = row.getString(15);
        return new Period<>(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                row.getInt(4), new Interval(row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class)),
                Transaction.instant(row, 7), Transaction.instant(row, 8), Transaction.instant(row, 9),
                Transaction.instant(row, 10), row.getString(11), Json.constant(Reason.class, row.getString(12)),
                Json.constant(Confidence.class, row.getString(13)), row.getString(14),
                new Stated<>(values, sourcesJson, () -> fields.read(values), () -> sources(sourcesJson)));
    }

    private List<Citation> sources(String json) {
        try {
            return citationReader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored sources cannot be read", e);
        }
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sources cannot be written", e);
        }
    }
}
