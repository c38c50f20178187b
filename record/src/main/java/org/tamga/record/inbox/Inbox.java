package org.tamga.record.inbox;

import java.sql.SQLException;

import jakarta.inject.Singleton;

import org.tamga.record.database.Transaction;

/**
 * What each consumer has taken in, per topic and key. Called in the transaction of the effect, so that both stand or fall
 * together: effects happen exactly once, however often an event is delivered, and never go back in time.
 */
@Singleton
public class Inbox {

    /**
     * Takes an event in, unless it or a later one of its key was taken in before.
     *
     * @param consumer who takes it in, such as {@code mobility.gathering}
     * @param sequence the event's {@code ce_sequence}
     * @return false for a repeat, or for what a revived relay sends late: the effect must then be left out
     */
    public boolean takeIn(Transaction transaction, String consumer, String topic, String key, long sequence, String eventId)
            throws SQLException {
        return transaction.update("""
                                  insert into inbox as i (consumer, topic, key, sequence, event_id) values (?, ?, ?, ?, ?)
                                  on conflict (consumer, topic, key) do update
                                  set sequence = excluded.sequence, event_id = excluded.event_id, at = clock_timestamp()
                                  where i.sequence < excluded.sequence""", consumer, topic, key, sequence, eventId) == 1;
    }
}
