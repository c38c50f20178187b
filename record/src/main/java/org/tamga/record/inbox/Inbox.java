package org.tamga.record.inbox;

import java.sql.SQLException;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.record.database.Transaction;

/**
 * What each subscription has taken in, per topic and key. Called in the transaction of the effect, so that both stand or fall
 * together: effects happen exactly once, however often an event is delivered, and never go back in time.
 */
@Singleton
public class Inbox {

    private static final String SEEN = """
                                       insert into inbox as i (consumer, topic, key, sequence, event_id) values (?, ?, ?, ?, ?)
                                       on conflict (consumer, topic, key) do update
                                       set sequence = excluded.sequence, event_id = excluded.event_id, at = clock_timestamp()
                                       where i.sequence %s excluded.sequence""";

    /**
     * Takes an event in, unless it or a later one of its key was taken in before.
     *
     * @param consumer who takes it in, such as {@code gathering}
     * @param sequence the event's {@code ce_sequence}
     * @return false for a repeat, or for what a revived relay sends late: the effect must then be left out
     */
    public boolean takeIn(Transaction transaction, String consumer, String topic, String key, long sequence, String eventId)
            throws SQLException {
        return transaction.update(SEEN.formatted("<"), consumer, topic, key, sequence, eventId) == 1;
    }

    /** As {@link #takeIn}, of a state: it may put again what its own event has put. */
    boolean restore(Transaction transaction, String consumer, String topic, String key, long sequence) throws SQLException {
        return transaction.update(SEEN.formatted("<="), consumer, topic, key, sequence, "") == 1;
    }

    /**
     * Some of the keys which nothing has touched since a rebuild began; they count as touched now. A key with dead letters is
     * not among them: its state may be what could not be taken in.
     */
    List<String> untouched(Transaction transaction, Subscription<?, ?> by, String beganAt, int limit) throws SQLException {
        return transaction.list(
                """
                update inbox set at = clock_timestamp() where consumer = ? and topic = ? and key in (
                  select key from inbox i where consumer = ? and topic = ? and at < ?::timestamptz
                    and not exists (select from dead_letter d where d.consumer = i.consumer and d.topic = i.topic and d.key = i.key)
                  limit ? for update)
                returning key""",
                row -> row.getString(1), by.name(), by.topic(), by.name(), by.topic(), beganAt, limit);
    }
}
