package org.tamga.record.change;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** As {@link #stamp}, for several rows by their {@code key}. */
    public Map<String, Stamp> stamps(Transaction transaction, String table, Collection<String> keys) throws SQLException {
        var stamps = new HashMap<String, Stamp>();
        transaction.list("update " + table + " set at = greatest(clock_timestamp(), at + interval '1 microsecond')"
                + " where key = any (?) returning key, at, nextval('change_position') as position",
                drawn -> stamps.put(drawn.getString("key"),
                        new Stamp(Transaction.instant(drawn, "at"), drawn.getLong("position"))),
                keys);
        return stamps;
    }

    /** An event at its position, which was drawn from {@code change_position} after its key's row was locked. */
    public record Placed(long position, Event event) {}

    /** Appends one event. */
    public void append(Transaction transaction, long position, Event event) throws SQLException {
        append(transaction, List.of(new Placed(position, event)));
    }

    /** Appends events, to the log and to the queue. */
    public void append(Transaction transaction, List<Placed> entries) throws SQLException {
        transaction.batch(
                "insert into change_log (position, id, topic, key, type, at, countries, traceparent, data)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream().map(entry -> row(entry).toArray()).toList());
        transaction.batch(
                "insert into outbox (position, id, aggregatetype, aggregateid, type, at, countries, traceparent, payload, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entries.stream().map(entry -> Stream.concat(row(entry), Stream.of(entry.event.state())).toArray()).toList());
        transaction.afterCommit(listener);
    }

    private static Stream<Object> row(Placed entry) {
        var event = entry.event;
        return Stream.of(entry.position, event.id(), event.topic(), event.key(), event.type(), event.at(),
                List.copyOf(event.countries()), event.traceparent(), event.data());
    }

    /**
     * What is left of the data of an event on something that is withheld: that there was one, as its contract asks.
     *
     * @param without the members that it loses
     * @param with a JSON object that is laid over the others
     */
    public record Redaction(List<String> without, String with) {}

    /**
     * Keeps from being read what has been appended on a key so far. Events that have not been sent yet still are, redacted, and
     * without a state.
     */
    public void withhold(Transaction transaction, String topic, String key, Redaction redaction) throws SQLException {
        transaction.update("update change_log set withheld = true where topic = ? and key = ?", topic, key);
        transaction.update("update outbox set payload = (payload::jsonb - ?::text[] || ?::jsonb)::text, state = null"
                + " where aggregatetype = ? and aggregateid = ?", redaction.without(), redaction.with(), topic, key);
    }

    /** Lets it be read again. */
    public void release(Transaction transaction, String topic, String key) throws SQLException {
        transaction.update("update change_log set withheld = false where topic = ? and key = ?", topic, key);
    }

    /** Redacts for good what has been appended on a key that is withheld. */
    public void erase(Transaction transaction, String topic, String key, Redaction redaction) throws SQLException {
        withhold(transaction, topic, key, redaction);
        transaction.update("update change_log set data = (data::jsonb - ?::text[] || ?::jsonb)::text"
                + " where topic = ? and key = ?", redaction.without(), redaction.with(), topic, key);
    }

    /** An entry: its position, its topic and the event's data. */
    public record Entry(long position, String topic, String data) {}

    /**
     * The first entries on some topics after a position, but for those that are known already. Entries below the last of these
     * can still appear, by the commit of a transaction that is open now ({@link Horizon}).
     *
     * @param known positions above that one
     */
    public List<Entry> after(Transaction transaction, Collection<String> topics, long position, Collection<Long> known,
            int limit) throws SQLException {
        return transaction.list("select position, topic, data from change_log where position > ? and topic = any (?)"
                + " and position <> all (?::bigint[]) order by position limit ?",
                row -> new Entry(row.getLong("position"), row.getString("topic"), row.getString("data")),
                position, topics, known, limit);
    }
}
