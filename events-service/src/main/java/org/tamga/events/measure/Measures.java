package org.tamga.events.measure;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the other services measure and what they have announced of it: our copies. */
@Singleton
public class Measures {

    private final Database database;
    private final ObjectMapper mapper;
    private final Instance<Listener> listeners;

    Measures(Ledger ledger, ObjectMapper mapper, Instance<Listener> listeners) {
        this.database = ledger.database();
        this.mapper = mapper;
        this.listeners = listeners;
    }

    /** Is told of every definition and every reading that has come or gone, in the transaction that takes it in. */
    public interface Listener {
        void defined(Transaction transaction, String code, String traceparent) throws SQLException;

        void changed(Transaction transaction, String code, Map<String, String> dimensions, String traceparent)
                throws SQLException;
    }

    /** The definition of a measure, if it is known. */
    public Optional<MeasureDefinition> definition(String code) {
        return database.read(transaction -> definition(transaction, code));
    }

    /** As {@link #definition(String)}, in a transaction that is open. */
    public Optional<MeasureDefinition> definition(Transaction transaction, String code) throws SQLException {
        return transaction.first("select definition from measure_definition_copy where code = ?",
                row -> read(row.getString(1), MeasureDefinition.class), code);
    }

    /** The reading as it was announced last before that instant; null is now. */
    public Optional<MeasureReading> reading(String code, Map<String, String> dimensions, Instant knownAt) {
        return announcement(code, dimensions, knownAt).map(Announcement::reading);
    }

    /** As {@link #reading}, with the event by which it was announced. */
    public Optional<Announcement> announcement(String code, Map<String, String> dimensions, Instant knownAt) {
        return database.read(transaction -> transaction.first(
                "select reading, key, sequence, event_id from measure_reading_copy"
                        + " where code = ? and dimensions = ?::jsonb and recorded_at <= coalesce(?::timestamptz, 'infinity')"
                        + " order by recorded_at desc limit 1",
                row -> new Announcement(read(row.getString("reading"), MeasureReading.class),
                        new Announcement.Event(domain(code) + ".measure", row.getString("key"), row.getLong("sequence"),
                                row.getObject("event_id", UUID.class))),
                code, json(dimensions), knownAt));
    }

    private static String domain(String code) {
        return code.contains(".") ? code.substring(0, code.indexOf('.')) : code;
    }

    /** Refuses a reference to a measure that its service does not have, or one without just its dimensions; once that is known. */
    public void check(Transaction transaction, String code, Set<String> dimensions, String pointer, Findings findings)
            throws SQLException {
        var domain = domain(code);
        var definition = definition(transaction, code);
        if (definition.isEmpty()) {
            var knowsDomain = transaction.first("select exists (select from measure_definition_copy where domain = ?)",
                    row -> row.getBoolean(1), domain).orElseThrow();
            findings.refuseIf(knowsDomain, pointer + "/code", "there is no measure " + code);
        } else {
            var names = definition.get().dimensions();
            findings.refuseIf(!dimensions.equals(Set.copyOf(names)), pointer + "/dimensions", "must have " + names);
        }
    }

    /** What was announced last stands, also with a lower version, as where an upgrade was taken back: it is counted by. */
    void keep(Transaction transaction, String domain, MeasureDefinition definition, String traceparent) throws SQLException {
        if (transaction.update("insert into measure_definition_copy as m (code, domain, definition) values (?, ?, ?::jsonb)"
                + " on conflict (code) do update set definition = excluded.definition where m.definition <> excluded.definition",
                definition.code(), domain, json(definition)) == 1) {
            defined(transaction, definition.code(), traceparent);
        }
    }

    void dropDefinition(Transaction transaction, String code) throws SQLException {
        if (transaction.update("delete from measure_definition_copy where code = ?", code) == 1) {
            defined(transaction, code, null);
        }
    }

    private void defined(Transaction transaction, String code, String traceparent) throws SQLException {
        for (var listener : listeners) {
            listener.defined(transaction, code, traceparent);
        }
    }

    void keep(Transaction transaction, Announcement announcement, String traceparent) throws SQLException {
        var reading = announcement.reading();
        var event = announcement.event();
        transaction.update("insert into measure_reading_copy (code, dimensions, recorded_at, key, sequence, event_id, reading)"
                + " values (?, ?::jsonb, ?, ?, ?, ?, ?::jsonb) on conflict (code, dimensions, recorded_at) do update"
                + " set reading = excluded.reading, event_id = coalesce(excluded.event_id, measure_reading_copy.event_id)",
                reading.code(), json(reading.dimensions()), reading.recordedAt(), event.key(), event.sequence(), event.id(),
                json(reading));
        changed(transaction, reading.code(), reading.dimensions(), traceparent);
    }

    void dropReadings(Transaction transaction, String key) throws SQLException {
        var dropped = transaction.list("delete from measure_reading_copy where key = ? returning reading",
                row -> read(row.getString(1), MeasureReading.class), key);
        for (var reading : dropped) {
            changed(transaction, reading.code(), reading.dimensions(), null);
        }
    }

    private void changed(Transaction transaction, String code, Map<String, String> dimensions, String traceparent)
            throws SQLException {
        for (var listener : listeners) {
            listener.changed(transaction, code, dimensions, traceparent);
        }
    }

    /** The dimensions as they are stored. */
    public String json(Map<String, String> dimensions) {
        return json((Object) new TreeMap<>(dimensions));
    }

    private String json(Object value) {
        return mapper.valueToTree(value).toString();
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a copy cannot be read", e);
        }
    }
}
