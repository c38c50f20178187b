package org.tamga.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * The two tables of a record: the head {@code <name>} (row lock, version) and {@code <name>_version} (its periods), as the
 * procedure {@code two_time} makes them. Rows are only ever inserted and closed.
 */
final class VersionTable<C extends Record> {

    private static final int FIRST_FIELD = 15;
    private static final Condition AS_NOW = At.now(LocalDate.EPOCH).on("v");

    private final String head;
    private final String versions;
    private final Fields<C> fields;
    private final ObjectReader citationReader;
    private final ObjectMapper mapper;
    private final String select;
    private final String selectWithHead;
    private final String insert;
    private final String findNow;

    VersionTable(String name, Fields<C> fields, ObjectMapper mapper) {
        this.head = name.replace('-', '_');
        this.versions = head + "_version";
        this.fields = fields;
        this.mapper = mapper;
        this.citationReader = mapper.readerFor(new TypeReference<List<Citation>>() {
        });
        this.select = "select v.row_id, v.id, v.parent_id, v.version, lower(v.valid) as valid_from, upper(v.valid) as valid_to,"
                + " lower(v.recorded) as recorded_at, upper(v.recorded) as superseded_at, lower(v.known) as known_from,"
                + " v.recorded_by, v.reason, v.confidence, v.note, v.sources, " + fields.columns("v.") + " from " + versions
                + " v";
        this.selectWithHead = select.replace(" from " + versions + " v",
                ", h.version as record_version, h.written_at from " + versions
                        + " v join " + head + " h on h.id = v.id");
        // An array of one, because GiST cannot look for arrays: the B-tree finds what stands now for a third of the work that the
        // exclusion constraint's index would take, which the planner thinks as good.
        this.findNow = selectWithHead + " where v.id = any (array[?]) and " + AS_NOW.sql();
        this.insert = "insert into " + versions
                + " (row_id, id, parent_id, version, valid, known, recorded, recorded_by, reason,"
                + " confidence, note, sources, " + fields.writtenColumns() + ") values (?, ?, ?, ?, ?::daterange,"
                + " tstzrange(?, null), tstzrange(?, null), ?, ?, ?, ?, ?::jsonb, " + fields.placeholders() + ")";
    }

    /** The head row: the record's version and where it belongs. */
    record Head(int version, UUID parentId) {}

    /** What a write draws once the record is locked: its version, its instant, its place in the change log. */
    record Stamp(int version, Instant at, long position) {}

    /** Locks the record until the transaction's end, making it at version 0 if there is none. */
    Head lock(Transaction transaction, UUID id, UUID parentId) throws SQLException {
        var made = transaction.update("insert into " + head + " (id, version, written_at, parent_id)"
                + " values (?, 0, '-infinity', ?) on conflict do nothing", id, parentId);
        return made == 1
                ? new Head(0, parentId)
                : transaction.first("select version, parent_id from " + head + " where id = ? for update",
                        row -> new Head(row.getInt(1), row.getObject(2, UUID.class)), id).orElseThrow();
    }

    Optional<Head> head(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select version, parent_id from " + head + " where id = ?",
                row -> new Head(row.getInt(1), row.getObject(2, UUID.class)), id);
    }

    /**
     * Draws the next version, instant and position; only with the lock held. The instant never stands still nor goes back
     * for a record, whatever the clock does; it is taken after the transaction has its id, as the settled horizon needs.
     */
    Stamp advance(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("update " + head + " set version = version + 1,"
                + " written_at = greatest(clock_timestamp(), written_at + interval '1 microsecond') where id = ?"
                + " returning version, written_at, nextval('change_position') as position",
                row -> new Stamp(row.getInt("version"), Transaction.instant(row, "written_at"), row.getLong("position")), id)
                .orElseThrow();
    }

    /** True if anything stands now; the record is locked against change until the transaction ends. */
    boolean isStanding(Transaction transaction, UUID id) throws SQLException {
        return transaction.first("select exists (select from " + versions
                + " where id = ? and standing) from " + head + " where id = ? for share",
                row -> row.getBoolean(1), id, id).orElse(false);
    }

    /** The periods that stand now, in the order of their days. */
    List<Period<C>> standing(Transaction transaction, UUID id) throws SQLException {
        return transaction.list(select + " where v.id = ? and v.standing"
                + " order by lower(v.valid) nulls first", this::period, id);
    }

    /** A period and what its record has come to: the version of its last write, and that write's instant. */
    record Found<C>(Period<C> period, int version, Instant writtenAt) {}

    /** The period that holds then, with its record's head: one statement, because every read by id is this one. */
    Optional<Found<C>> find(Transaction transaction, UUID id, At at) throws SQLException {
        var holds = at.on("v");
        return transaction.first(at.knownAt() == null ? findNow : selectWithHead + " where v.id = ? and " + holds.sql(),
                row -> new Found<>(period(row).asKnown(at.knownAt()), row.getInt("record_version"),
                        Transaction.instant(row, "written_at")),
                Stream.concat(Stream.of(id), holds.arguments().stream()).toArray());
    }

    /** All periods of all versions, newest recorded first. */
    List<Period<C>> history(Transaction transaction, UUID id) throws SQLException {
        return transaction.list(select + " where v.id = ? order by lower(v.recorded) desc, lower(v.valid) nulls first",
                this::period, id);
    }

    void close(Transaction transaction, Collection<UUID> rowIds, Instant at) throws SQLException {
        if (!rowIds.isEmpty()) {
            transaction.update("update " + versions + " set known = tstzrange(lower(known), ?),"
                    + " recorded = tstzrange(lower(recorded), ?) where row_id = any (?)", at, at, rowIds);
        }
    }

    void insert(Transaction transaction, List<Period<C>> periods) throws SQLException {
        var rows = new ArrayList<Object[]>();
        for (var period : periods) {
            rows.add(Stream.concat(
                    Stream.of(period.rowId(), period.id(), period.parentId(), period.version(), period.valid().toRange(),
                            period.knownFrom(), period.recordedAt(), period.recordedBy(), Json.name(period.reason()),
                            Json.name(period.confidence()), period.note(), json(period.sources())),
                    fields.arguments(period.content())).toArray());
        }
        transaction.batch(insert, rows);
    }

    /** Rows by a condition over {@code v}; order and limit included. */
    List<Period<C>> list(Transaction transaction, String conditions, List<Object> arguments) throws SQLException {
        return transaction.list(select + " where " + conditions, this::period, arguments.toArray());
    }

    /** The same rows one by one, in bounded memory. */
    void stream(Transaction transaction, String conditions, List<Object> arguments, PeriodSink<C> sink) throws SQLException {
        transaction.stream(select + " where " + conditions, row -> sink.accept(period(row)), arguments.toArray());
    }

    /** Takes one period of a streamed list. */
    @FunctionalInterface
    interface PeriodSink<C> {
        void accept(Period<C> period) throws SQLException;
    }

    private Period<C> period(ResultSet row) throws SQLException {
        // By place, in the order of the select: a page has some thousand columns to find.
        var values = fields.values(row, FIRST_FIELD);
        var sourcesJson = row.getString(14);
        return new Period<>(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class),
                row.getInt(4), new Interval(row.getObject(5, LocalDate.class), row.getObject(6, LocalDate.class)),
                Transaction.instant(row, 7), Transaction.instant(row, 8), Transaction.instant(row, 9), row.getString(10),
                Json.constant(Reason.class, row.getString(11)), Json.constant(Confidence.class, row.getString(12)),
                row.getString(13), new Stated<>(values, sourcesJson, () -> fields.read(values), () -> sources(sourcesJson)));
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
