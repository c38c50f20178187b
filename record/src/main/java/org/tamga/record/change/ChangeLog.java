package org.tamga.record.change;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.record.database.Transaction;

/**
 * The append-only log of every change, and beside it the queue of what Kafka has not acknowledged. Both are written in the
 * transaction of the change itself.
 */
@Singleton
public class ChangeLog {

    /** The constraint that refuses an event which the broker would not take. */
    public static final String SENDABLE = "outbox_sendable";

    private volatile Runnable listener = () -> {
    };

    /** Names who is told after a commit that appended something. */
    void whenAppended(Runnable listener) {
        this.listener = listener;
    }

    /** When something is appended, and where. */
    public record Stamp(Instant at, long position) {}

    /**
     * Draws the next instant and position for something derived; only with its row locked. The instant never stands still nor
     * goes back for a row.
     *
     * @param table which has a column {@code at}
     * @param row the condition that finds the one row
     */
    public Stamp stamp(Transaction transaction, String table, String row, Object... arguments) throws SQLException {
        return transaction.first("update " + table + " set at = greatest(clock_timestamp(), at + interval '1 microsecond')"
                + " where " + row + " returning at, nextval('change_position') as position",
                drawn -> new Stamp(Transaction.instant(drawn, "at"), drawn.getLong("position")), arguments).orElseThrow();
    }

    /**
     * Appends an event at a position that was drawn under the lock of its key.
     *
     * @param position from {@code nextval('change_position')}, drawn after the key's row was locked
     * @param event what happened
     */
    public void append(Transaction transaction, long position, Event event) throws SQLException {
        transaction.update(
                """
                with logged as (
                  insert into change_log (position, id, topic, key, type, at, countries, traceparent, data)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                  returning position, id, topic, key, type, data, at, countries, traceparent)
                insert into outbox (position, id, aggregatetype, aggregateid, type, payload, at, countries, traceparent, state)
                select l.*, ?::text from logged l""",
                position, event.id(), event.topic(), event.key(), event.type(), event.at(), List.copyOf(event.countries()),
                event.traceparent(), event.data(), event.state());
        transaction.afterCommit(listener);
    }

    /** An entry: its position, its topic and the event's data. */
    public record Entry(long position, String topic, String data) {}

    /**
     * What has been appended on some topics after a position. Entries below the last of these can still appear, by the commit
     * of a transaction that is open now ({@link Horizon}).
     */
    public List<Entry> after(Transaction transaction, Collection<String> topics, long position) throws SQLException {
        return transaction.list("select position, topic, data from change_log where position > ? and topic = any (?)"
                + " order by position",
                row -> new Entry(row.getLong("position"), row.getString("topic"), row.getString("data")),
                position, topics);
    }
}
