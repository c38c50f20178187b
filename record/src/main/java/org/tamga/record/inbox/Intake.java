package org.tamga.record.inbox;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.inbox.DeadLetter.Message;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Takes messages in: each once, in the order of its key, in the transaction of its effect. A message that can never be taken
 * in becomes a dead letter, and the later ones of its key wait behind it until they are redriven, in order.
 */
final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    /** In one transaction while nothing is wrong with any of them. */
    private static final int TOGETHER = 250;
    private static final int MOST_KEYS = 10_000;
    private static final int MAX_ERROR = 2_000;

    private final Database database;
    private final Inbox inbox;
    private final ObjectMapper mapper;
    private final DeadLetterTopic topic;
    private final Tracer tracer;
    private final MeterRegistry metrics;

    Intake(Database database, Inbox inbox, ObjectMapper mapper, DeadLetterTopic topic, Tracer tracer, MeterRegistry metrics) {
        this.database = database;
        this.inbox = inbox;
        this.mapper = mapper;
        this.topic = topic;
        this.tracer = tracer;
        this.metrics = metrics;
    }

    /** What a redrive came to. */
    record Redriven(int redriven, int left) {}

    /** What becomes of messages within a transaction. */
    private interface Effect {
        void of(Transaction transaction, List<Message> messages) throws SQLException;
    }

    /** True if the same may succeed later: the database or the broker is away, or memory is short. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof Problem problem && problem.type().mayPass()
                || failure instanceof KafkaException || failure instanceof Error;
    }

    /** Takes events in. Throws what {@link #mayPass}; what was taken in until then is a repeat the next time. */
    <E, S> void takeIn(Subscription<E, S> by, List<Message> events) {
        each(by, events, (transaction, all) -> {
            var some = heeded(transaction, by, all);
            var withLetters = withLetters(transaction, by, some);
            var free = new ArrayList<Message>();
            for (var event : some) {
                if (withLetters.contains(event.key()) && isWaitedFor(transaction, by, event.key())) {
                    park(transaction, by, event, null);
                } else {
                    free.add(event);
                }
            }
            for (var apart : apart(free)) {
                apply(transaction, by, apart);
            }
        });
    }

    /** The events of types that mean something to the room; one without a type is for it to refuse. */
    private static List<Message> heeded(Transaction transaction, Subscription<?, ?> by, List<Message> events)
            throws SQLException {
        var types = events.stream().map(Intake::typeIfAny).filter(Objects::nonNull).collect(Collectors.toSet());
        var heeded = by.heeded(transaction, types);
        return heeded.equals(types)
                ? events
                : events.stream().filter(event -> typeIfAny(event) == null || heeded.contains(typeIfAny(event)))
                        .toList();
    }

    private static String typeIfAny(Message event) {
        return event.headers().get("ce_type");
    }

    /** The events in their order, cut where a key comes again. */
    private static List<List<Message>> apart(List<Message> events) {
        var cut = new ArrayList<List<Message>>();
        var keys = new HashSet<String>();
        for (var event : events) {
            if (!keys.add(event.key()) || cut.isEmpty()) {
                keys.clear();
                keys.add(event.key());
                cut.add(new ArrayList<>());
            }
            cut.get(cut.size() - 1).add(event);
        }
        return cut;
    }

    /**
     * Puts states in the place of what is held.
     *
     * @param behind is given the keys whose last state is behind what is held already: a later one must follow
     */
    <E, S> void restore(Subscription<E, S> by, List<Message> states, Set<String> behind) {
        each(by, states, (transaction, some) -> {
            for (var apart : apart(some)) {
                var restored = restored(transaction, by, apart);
                for (var state : apart) {
                    behind.remove(state.key());
                    if (!restored.contains(state.key())) {
                        behind.add(state.key());
                    }
                }
            }
        });
    }

    /** Drops what is held of these keys. */
    void forget(Transaction transaction, Subscription<?, ?> by, List<String> keys) throws SQLException {
        for (var key : keys) {
            by.forget(transaction, key);
            transaction.update("delete from dead_letter where consumer = ? and topic = ? and key = ?", by.name(), by.topic(),
                    key);
        }
    }

    /** Tries a subscription's dead letters again, key by key in their order; a key ends where one still cannot be taken in. */
    Redriven redrive(Subscription<?, ?> by) {
        var keys = database.read(transaction -> transaction.list(
                "select key from dead_letter where consumer = ? and topic = ? group by key order by min(id) limit ?",
                row -> row.getString(1), by.name(), by.topic(), MOST_KEYS));
        var redriven = 0;
        for (var key : keys) {
            while (redriveFirst(by, key)) {
                redriven++;
            }
        }
        var left = database.read(transaction -> transaction.first(
                "select count(*) from dead_letter where consumer = ? and topic = ?", row -> row.getInt(1), by.name(),
                by.topic())).orElseThrow();
        return new Redriven(redriven, left);
    }

    private boolean redriveFirst(Subscription<?, ?> by, String key) {
        try {
            return database.write(transaction -> {
                lock(transaction, by, key);
                var first = first(transaction, by, key);
                if (first == null) {
                    return false;
                }
                transaction.update("delete from dead_letter where id = ?", first.id());
                if (first.message().isState()) {
                    restored(transaction, by, List.of(first.message()));
                } else {
                    apply(transaction, by, List.of(first.message()));
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (mayPass(e)) {
                throw e;
            }
            database.write(transaction -> transaction.update(
                    "update dead_letter set error = ?, at = clock_timestamp() where id = ("
                            + "select min(id) from dead_letter where consumer = ? and topic = ? and key = ?)",
                    error(e), by.name(),
                    by.topic(), key));
            return false;
        }
    }

    private DeadLetter first(Transaction transaction, Subscription<?, ?> by, String key) throws SQLException {
        return transaction.first("select * from dead_letter where consumer = ? and topic = ? and key = ? order by id limit 1",
                row -> DeadLetter.of(row, mapper), by.name(), by.topic(), key).orElse(null);
    }

    private void each(Subscription<?, ?> by, List<Message> messages, Effect effect) {
        for (int from = 0; from < messages.size(); from += TOGETHER) {
            var some = messages.subList(from, Math.min(messages.size(), from + TOGETHER));
            try {
                database.write(transaction -> {
                    effect.of(transaction, some);
                    return null;
                });
            } catch (RuntimeException e) {
                if (mayPass(e)) {
                    throw e;
                }
                some.forEach(message -> byItself(by, message, effect));
            }
        }
    }

    private void byItself(Subscription<?, ?> by, Message message, Effect effect) {
        try {
            database.write(transaction -> {
                effect.of(transaction, List.of(message));
                return null;
            });
        } catch (RuntimeException e) {
            if (mayPass(e)) {
                throw e;
            }
            putAside(by, message, e);
        }
    }

    private void putAside(Subscription<?, ?> by, Message message, RuntimeException cause) {
        LOG.errorf("%s cannot take in %s (%s, partition %d, offset %d): %s. Later events of this key wait behind it.",
                by.name(),
                message.key(), message.origin(), message.partition(), message.offset(), cause.getMessage());
        topic.show(by, message, cause);
        database.write(transaction -> {
            lock(transaction, by, message.key());
            park(transaction, by, message, error(cause));
            return null;
        });
        metrics.counter("tamga.dead.letters", "consumer", by.name()).increment();
    }

    /** Takes in events of as many keys, but for those that were taken in before. */
    private <E, S> void apply(Transaction transaction, Subscription<E, S> by, List<Message> events) throws SQLException {
        if (events.size() == 1) {
            // All of it within its span, which so tells of what cannot be taken in, too.
            traced(by, events.get(0), received -> {
                if (!inbox.takeIn(transaction, by.name(), by.topic(), events).isEmpty()) {
                    by.apply(transaction, received, read(by.event(), events.get(0)));
                }
            });
            return;
        }
        var taken = inbox.takeIn(transaction, by.name(), by.topic(), events);
        for (var event : events) {
            if (taken.contains(event.key())) {
                traced(by, event, received -> by.apply(transaction, received, read(by.event(), event)));
            }
        }
    }

    /** Puts states of as many keys in the place of what is held, but for those that are behind it; gives the keys of the others. */
    private <E, S> Set<String> restored(Transaction transaction, Subscription<E, S> by, List<Message> states)
            throws SQLException {
        var restored = by.everyEventCounts()
                ? inbox.touch(transaction, by.name(), by.topic(), states)
                : inbox.restore(transaction, by.name(), by.topic(), states);
        var taken = states.stream().filter(state -> restored.contains(state.key())).toList();
        if (!by.everyEventCounts()) {
            // What waited up to here is in the state.
            transaction.update("delete from dead_letter d using unnest(?::text[], ?::text[]) as n (key, sequence)"
                    + " where d.consumer = ? and d.topic = ? and d.key = n.key"
                    + " and (d.sequence is null or d.sequence <= n.sequence::bigint)",
                    taken.stream().map(Message::key).toList(),
                    taken.stream().map(state -> Long.toString(state.sequence())).toList(), by.name(), by.topic());
        }
        for (var state : taken) {
            if (state.data() == null) {
                by.forget(transaction, state.key());
            } else {
                by.restore(transaction, new Received(by.topic(), state.key(), state.sequence(), null, null, null),
                        read(by.state(), state));
            }
        }
        return restored;
    }

    /** What is done with an event within its span. */
    private interface Step {
        void with(Received received) throws SQLException;
    }

    /** Within a span that belongs to the trace which caused the event. */
    private void traced(Subscription<?, ?> by, Message event, Step step) throws SQLException {
        var propagator = W3CTraceContextPropagator.getInstance();
        var span = tracer.spanBuilder(by.topic() + " process").setSpanKind(SpanKind.CONSUMER)
                .setParent(propagator.extract(Context.root(), event.headers(), HEADERS))
                .setAttribute("messaging.system", "kafka").setAttribute("messaging.destination.name", by.topic())
                .setAttribute("messaging.kafka.message.key", event.key()).startSpan();
        try (var scope = span.makeCurrent()) {
            var carrier = new HashMap<String, String>();
            propagator.inject(Context.current(), carrier, Map::put);
            step.with(new Received(by.topic(), event.key(), event.sequence(), event.header("ce_type"), event.header("ce_id"),
                    carrier.getOrDefault("traceparent", event.headers().get("traceparent"))));
        } catch (SQLException | RuntimeException e) {
            span.recordException(e).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private <T> T read(Class<T> type, Message message) {
        try {
            var value = message.data() == null
                    ? null
                    : mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .<T>readValue(message.data());
            if (value == null) {
                throw new IllegalArgumentException("has no data");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
        }
    }

    /** True if the key has dead letters: what comes must wait behind them. */
    private static boolean isWaitedFor(Transaction transaction, Subscription<?, ?> by, String key) throws SQLException {
        if (!hasLetters(transaction, by, key)) {
            return false;
        }
        // A redrive may be taking them away just now.
        lock(transaction, by, key);
        return hasLetters(transaction, by, key);
    }

    /** Those of the events' keys that have dead letters; no other gets any while these are taken in. */
    private static Set<String> withLetters(Transaction transaction, Subscription<?, ?> by, List<Message> events)
            throws SQLException {
        return Set.copyOf(transaction.list(
                "select distinct key from dead_letter where consumer = ? and topic = ? and key = any (?)",
                row -> row.getString(1), by.name(), by.topic(), events.stream().map(Message::key).toList()));
    }

    private static boolean hasLetters(Transaction transaction, Subscription<?, ?> by, String key) throws SQLException {
        return transaction.first("select exists (select from dead_letter where consumer = ? and topic = ? and key = ?)",
                row -> row.getBoolean(1), by.name(), by.topic(), key).orElseThrow();
    }

    private static void lock(Transaction transaction, Subscription<?, ?> by, String key) throws SQLException {
        transaction.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true,
                "dead letters " + by.name() + " " + key);
    }

    private void park(Transaction transaction, Subscription<?, ?> by, Message message, String error) throws SQLException {
        transaction.update(
                "insert into dead_letter (consumer, topic, key, sequence, origin, part, \"offset\", headers, data, error)"
                        + " values (?, ?, ?, ?::bigint, ?, ?, ?, ?::jsonb, ?::bytea, ?) on conflict do nothing",
                by.name(), by.topic(),
                message.key(), message.sequenceIfAny(), message.origin(), message.partition(), message.offset(),
                mapper.valueToTree(message.headers()).toString(), message.data(), error);
    }

    /** What is told of a failure. */
    static String error(Throwable cause) {
        var text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }

    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };
}
