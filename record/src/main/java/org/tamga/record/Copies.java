package org.tamga.record;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.Received;
import org.tamga.record.inbox.Subscription;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * A service's own copy of another's records, as they are known now: a room extends it with the fields that it reads (a Java
 * record, whatever else the foreign record has is passed over) and makes a table with those columns, which
 * {@code call read_copy('<table>')} completes. One row is one period.
 *
 * @param <C> the fields that are read
 */
public abstract class Copies<C extends Record> extends Subscription<Copies.Changed, Copies.Standing> {

    private final Database database;
    private final String table;
    private final Fields<C> fields;
    private final ObjectReader content;
    private final ObjectReader days;
    private final String select;
    private final String insert;
    private final String clear;

    /**
     * @param topic such as {@code events.gathering}
     * @param table the copy's table; also names the subscription
     */
    protected Copies(Ledger ledger, String topic, String table, Class<C> content) {
        super(table, topic, Changed.class, Standing.class);
        this.database = ledger.database;
        this.table = table;
        this.fields = new Fields<>(content, ledger.mapper);
        var tolerant = ledger.mapper.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.content = tolerant.forType(content);
        this.days = tolerant.forType(Days.class);
        this.select = "select v.id, v.parent_id, lower(v.valid) as valid_from, upper(v.valid) as valid_to, "
                + fields.columns("v.") + " from " + table + " v where ";
        this.insert = "insert into " + table + " (id, parent_id, valid, " + fields.writtenColumns()
                + ") values (?, ?, ?::daterange, " + fields.placeholders() + ")";
        this.clear = "delete from " + table + " v using unnest(?::uuid[], ?::text[]) as n (id, days)"
                + " where v.id = n.id and v.valid && n.days::daterange returning 1";
    }

    /**
     * What is read of every change: the periods that no longer stand as they were, and those that stand instead.
     *
     * @param withheld true where nothing of the record may be held any more; else null
     */
    public record Changed(UUID parentId, List<JsonNode> before, List<JsonNode> after, Boolean withheld) {}

    /** What is read of every state: the periods that stand. */
    public record Standing(List<JsonNode> periods) {}

    /**
     * What is read of every period beside the room's fields.
     *
     * @param knownTo until when it was known; null for what stands
     */
    record Days(UUID parentId, LocalDate validFrom, LocalDate validTo, Instant knownTo) {

        Interval valid() {
            return new Interval(validFrom, validTo);
        }
    }

    /**
     * A period of a copied record.
     *
     * @param id the record
     * @param parentId the record that it is part of, or null
     */
    public record Copy<C>(UUID id, UUID parentId, Interval valid, C content) {}

    /** Told in the transaction in which what is held of a record has changed, so that what rests on it can be marked. */
    protected void changed(Transaction transaction, UUID id, Received received) throws SQLException {
    }

    /** The record as it is on that day, if it is known. */
    public Optional<Copy<C>> find(UUID id, LocalDate validAt) {
        return matching(Condition.of("v.id = ?", id), validAt, 1).stream().findFirst();
    }

    /** When what is held of a record was taken in last: what was held of it before that is not kept. */
    public Optional<Instant> takenInAt(UUID id) {
        return database
                .read(transaction -> transaction.first("select at from inbox where consumer = ? and topic = ? and key = ?",
                        row -> Transaction.instant(row, "at"), name(), topic(), id.toString()));
    }

    /** The periods that meet the condition on that day, in the order of ids; at most {@code limit}. */
    public List<Copy<C>> matching(Condition condition, LocalDate validAt, int limit) {
        return database.read(transaction -> matching(transaction, condition, validAt, limit));
    }

    /** As {@link #matching(Condition, LocalDate, int)}, in a transaction that is open. */
    public List<Copy<C>> matching(Transaction transaction, Condition condition, LocalDate validAt, int limit)
            throws SQLException {
        return transaction.list(select + "(" + condition.sql() + ") and v.valid @> ?::date order by v.id limit " + limit,
                this::copy, Stream.concat(condition.arguments().stream(), Stream.of(validAt)).toArray());
    }

    /** All periods of a record, in the order of their days. */
    public List<Copy<C>> standing(Transaction transaction, UUID id) throws SQLException {
        return transaction.list(select + "v.id = ? order by v.valid", this::copy, id);
    }

    @Override
    protected final void apply(Transaction transaction, Received received, Changed change) throws SQLException {
        var id = UUID.fromString(received.key());
        if (Boolean.TRUE.equals(change.withheld())) {
            pending(transaction).clear(id, Interval.ALWAYS);
        }
        // What a dated import tells of former knowledge replaces nothing that stands.
        var standing = told(change.after()).filter(Told::stands).toList();
        var replaced = told(change.before()).filter(Told::stands);
        // Whatever we have for the days of what stands now is older, even where an event told of it that we never saw.
        var pending = pending(transaction);
        Stream.concat(replaced, standing.stream()).forEach(period -> pending.clear(id, period.days.valid()));
        pending.insert(id, standing);
        changed(transaction, id, received);
    }

    /** A period as we are told of it, with its days as they are read. */
    private record Told(JsonNode period, Days days) {

        boolean stands() {
            return days.knownTo() == null;
        }
    }

    private Stream<Told> told(List<JsonNode> periods) {
        return periods.stream().map(period -> new Told(period, read(days, period, Days.class)));
    }

    @Override
    protected final void restore(Transaction transaction, Received received, Standing state) throws SQLException {
        var id = UUID.fromString(received.key());
        pending(transaction).clear(id, Interval.ALWAYS);
        pending(transaction).insert(id, told(state.periods()).toList());
        changed(transaction, id, received);
    }

    @Override
    protected final void forget(Transaction transaction, String key) throws SQLException {
        var id = UUID.fromString(key);
        pending(transaction).clear(id, Interval.ALWAYS);
        changed(transaction, id, new Received(topic(), key, 0, null, null, null));
    }

    private Pending pending(Transaction transaction) {
        return transaction.kept(this, () -> new Pending(transaction));
    }

    /** What is to be written of records that are taken in together: one statement for what goes and one for what comes. */
    private final class Pending implements Transaction.Deferred {

        private final Transaction transaction;
        private final List<UUID> cleared = new ArrayList<>();
        private final List<String> clearedDays = new ArrayList<>();
        private final List<Object[]> rows = new ArrayList<>();
        private boolean isDeferred;

        Pending(Transaction transaction) {
            this.transaction = transaction;
        }

        void clear(UUID id, Interval valid) {
            cleared.add(id);
            clearedDays.add(valid.toRange());
            defer();
        }

        void insert(UUID id, List<Told> periods) {
            for (var told : periods) {
                rows.add(Stream.concat(Stream.<Object>of(id, told.days.parentId(), told.days.valid().toRange()),
                        fields.arguments(read(content, told.period, fields.type()))).toArray());
            }
            defer();
        }

        private void defer() {
            if (!isDeferred) {
                isDeferred = true;
                transaction.defer(this);
            }
        }

        @Override
        public void run() throws SQLException {
            isDeferred = false;
            // Planned each time: a plan from when the table was small would go through all of it.
            transaction.list(Transaction.Plan.EACH_TIME, clear, row -> null, List.copyOf(cleared), List.copyOf(clearedDays));
            transaction.batch(insert, List.copyOf(rows));
            cleared.clear();
            clearedDays.clear();
            rows.clear();
        }
    }

    private static <T> T read(ObjectReader reader, JsonNode period, Class<T> type) {
        try {
            return type.cast(reader.readValue(period));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    private Copy<C> copy(ResultSet row) throws SQLException {
        return new Copy<>(row.getObject("id", UUID.class), row.getObject("parent_id", UUID.class),
                new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                fields.read(row));
    }
}
