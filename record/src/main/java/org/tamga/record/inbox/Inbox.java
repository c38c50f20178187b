package org.tamga.record.inbox;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.DeadLetter.Message;

/**
 * What each subscription has taken in, per topic and key. Called in the transaction of the effect, so that both stand or fall
 * together: effects happen exactly once, however often an event is delivered, and never go back in time.
 */
@Singleton
public class Inbox {

    private static final String SEEN = """
                                       insert into inbox as i (consumer, topic, key, sequence, event_id)
                                       select ?, ?, key, sequence::bigint, event_id
                                         from unnest(?::text[], ?::text[], ?::text[]) as n (key, sequence, event_id) order by key
                                       on conflict (consumer, topic, key) do update
                                       set sequence = excluded.sequence, event_id = excluded.event_id, at = clock_timestamp()
                                       where i.sequence %s excluded.sequence
                                       returning key""";
    /** A key of which nothing was taken in yet is before all its events. */
    private static final String TOUCHED = """
                                          insert into inbox as i (consumer, topic, key, sequence, event_id)
                                          select ?, ?, key, 0, '' from unnest(?::text[]) as n (key) order by key
                                          on conflict (consumer, topic, key) do update set at = clock_timestamp()
                                          returning key, sequence""";

    /**
     * Takes events of as many keys in, but for those which, or a later one of whose key, were taken in before.
     *
     * @param consumer who takes them in, such as {@code gathering}
     * @return their keys without those of repeats, and of what a revived relay sends late: the effect of these must be left out
     */
    Set<String> takeIn(Transaction transaction, String consumer, String topic, List<Message> events) throws SQLException {
        return seen(transaction, "<", consumer, topic, events, events.stream().map(event -> event.header("ce_id")).toList());
    }

    /** As {@link #takeIn}, of states: each may put again what its own event has put. */
    Set<String> restore(Transaction transaction, String consumer, String topic, List<Message> states) throws SQLException {
        return seen(transaction, "<=", consumer, topic, states, states.stream().map(state -> "").toList());
    }

    /** As {@link #restore}, where the events up to the states are to be taken in all the same: only that their keys are touched is noted. */
    Set<String> touch(Transaction transaction, String consumer, String topic, List<Message> states) throws SQLException {
        var taken = new HashMap<String, Long>();
        transaction.list(TOUCHED, row -> taken.put(row.getString(1), row.getLong(2)), consumer, topic,
                states.stream().map(Message::key).toList());
        return states.stream().filter(state -> taken.get(state.key()) <= state.sequence()).map(Message::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> seen(Transaction transaction, String than, String consumer, String topic, List<Message> messages,
            List<String> eventIds) throws SQLException {
        return Set.copyOf(transaction.list(SEEN.formatted(than), row -> row.getString(1), consumer, topic,
                messages.stream().map(Message::key).toList(),
                messages.stream().map(message -> Long.toString(message.sequence())).toList(), eventIds));
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
