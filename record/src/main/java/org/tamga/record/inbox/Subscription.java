package org.tamga.record.inbox;

import java.sql.SQLException;
import java.util.Set;

import org.tamga.record.database.Transaction;

/**
 * What a room does with a foreign topic. A bean of this type is all that a room writes: events come to it once and in order
 * per key, each in a transaction that stands or falls with the room's effect, whatever is killed when; what it cannot take in
 * waits among the dead letters and holds up only its own key; and its copy is rebuilt from the topic's states when asked.
 *
 * <p>Any exception but an unavailable database says that an event can never be taken in as things are.
 *
 * @param <E> what the room reads of an event's data: a record with those members and no others
 * @param <S> what it reads of a state
 */
public abstract class Subscription<E, S> {

    private final String name;
    private final String topic;
    private final Class<E> event;
    private final Class<S> state;

    /**
     * @param name the room's, unique in the service; it names the subscription for good, in tables and metrics
     * @param topic such as {@code events.gathering}
     */
    protected Subscription(String name, String topic, Class<E> event, Class<S> state) {
        this.name = name;
        this.topic = topic;
        this.event = event;
        this.state = state;
    }

    /** Does what one event asks. */
    protected abstract void apply(Transaction transaction, Received received, E event) throws SQLException;

    /**
     * Those of some types of events that mean anything here just now: the others are passed over unread, as if they had not come,
     * which costs next to nothing. All of them, unless a room says otherwise.
     */
    protected Set<String> heeded(Transaction transaction, Set<String> types) throws SQLException {
        return types;
    }

    /**
     * True where each event counts, and not only what stands after the last of them: a state then stands for no event before it, so
     * that what is rebuilt takes in, and redrives, all that has not been taken in yet. It must do no harm there that a state was put
     * before its own event and those that led to it.
     */
    protected boolean everyEventCounts() {
        return false;
    }

    /**
     * Goes up by one with each version that reads more of a state than the one before: the copy is then built anew, by a replica of
     * that version, whatever an older one that still runs has built.
     */
    protected int revision() {
        return 0;
    }

    /** Puts a state in the place of whatever is held of its key. */
    protected abstract void restore(Transaction transaction, Received received, S state) throws SQLException;

    /** Drops what is held of a key: nothing is known of it any more. */
    protected abstract void forget(Transaction transaction, String key) throws SQLException;

    public final String name() {
        return name;
    }

    public final String topic() {
        return topic;
    }

    /** The topic on which the last state of every key is kept. */
    public final String stateTopic() {
        return topic + ".state";
    }

    /** Where events that cannot be taken in are shown to others. */
    public final String deadLetterTopic(String domain) {
        return topic + "." + domain + ".dlq";
    }

    final Class<E> event() {
        return event;
    }

    final Class<S> state() {
        return state;
    }
}
