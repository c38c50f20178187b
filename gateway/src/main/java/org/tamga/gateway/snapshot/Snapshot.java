package org.tamga.gateway.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.change.ChangeHistory;
import org.tamga.gateway.change.Outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One reader's way through the {@code .state} topics, from their beginnings to where they ended when each was come to. It goes in
 * turns with all others that read the past: a turn reads a little and queues again once the reader has taken it, so a slow
 * reader holds no thread. Each partition is read twice: first for what has been emptied, as a topic keeps replaced states for a
 * while and what is withheld must not be read in them. One that takes too long over a turn is cut off: his answer then has no last line with the cursor.
 */
final class Snapshot {

    private static final Logger LOG = Logger.getLogger(Snapshot.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String STATE = ".state";
    private static final int TURN_BYTES = 256 << 10;
    private static final Duration TURN = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Vertx vertx;
    private final Context context;
    private final ChangeHistory history;
    private final Supplier<String> place;
    private final Duration patience;
    private final HttpServerResponse response;
    private final Outbox outbox;
    private final Consumer<Problem> refusal;
    private volatile boolean closed;

    // Used on a reader of the history alone, one turn at a time.
    private String cursor;
    private final Deque<TopicPartition> rest;
    private long next = -1;
    private long end;
    /** True while the partition is looked through for the keys whose last state is empty. */
    private boolean looking;
    private final Set<String> emptied = new HashSet<>();

    /**
     * @param partitions of the change topics whose state is wanted
     * @param place the cursor that the last line says, asked for before any state is looked at: what is read after it is of then or later
     * @param patience how long the reader may take over what a turn read
     * @param response of the connection whose event loop is the present one
     * @param refusal answers the request otherwise, as long as nothing has been written
     */
    Snapshot(Vertx vertx, ChangeHistory history, Collection<TopicPartition> partitions, Supplier<String> place,
            Duration patience,
            HttpServerResponse response, Consumer<Problem> refusal) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.history = history;
        this.rest = new ArrayDeque<>(partitions);
        this.place = place;
        this.patience = patience;
        this.response = response;
        // Only a turn puts something in, and only when the box is empty: it needs no bounds of its own.
        this.outbox = new Outbox(response, context, Integer.MAX_VALUE, Long.MAX_VALUE);
        this.refusal = refusal;
    }

    /** Begins. */
    void open() {
        history.inTurn(this::turn);
    }

    /** The connection has gone. */
    void closed() {
        closed = true;
        outbox.close();
    }

    private void turn() {
        if (closed) {
            return;
        }
        try {
            if (cursor == null) {
                cursor = place.get();
            }
            var lines = read(history.consumer());
            var last = rest.isEmpty();
            if (last) {
                lines.appendString("{\"cursor\":\"" + cursor + "\"}\n");
            }
            context.runOnContext(now -> write(lines, last));
        } catch (RuntimeException e) {
            LOG.warn("A snapshot could not be read", e);
            context.runOnContext(now -> fail());
        }
    }

    private Buffer read(KafkaConsumer<byte[], byte[]> consumer) {
        var lines = Buffer.buffer();
        var turnEnds = System.nanoTime() + TURN.toNanos();
        while (!rest.isEmpty() && lines.length() < TURN_BYTES && System.nanoTime() < turnEnds) {
            var partition = rest.peek();
            var state = new TopicPartition(partition.topic() + STATE, partition.partition());
            if (next < 0 && consumer.partitionsFor(state.topic()).size() <= state.partition()) {
                // Its service has not started yet, so there is nothing.
                rest.remove();
                continue;
            }
            var assigned = Set.of(state);
            consumer.assign(assigned);
            // A partition that is assigned anew stays as another's turn left it.
            consumer.resume(assigned);
            if (next < 0) {
                end = consumer.endOffsets(assigned).get(state);
                next = consumer.beginningOffsets(assigned).get(state);
                looking = true;
                emptied.clear();
            }
            consumer.seek(state, next);
            while (next < end && lines.length() < TURN_BYTES && System.nanoTime() < turnEnds) {
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < end) {
                        take(partition.topic(), record, lines);
                    }
                }
                next = consumer.position(state);
            }
            if (next >= end && looking) {
                looking = false;
                next = consumer.beginningOffsets(assigned).get(state);
            } else if (next >= end) {
                next = -1;
                rest.remove();
            }
        }
        return lines;
    }

    private void take(String topic, ConsumerRecord<byte[], byte[]> record, Buffer lines) {
        var key = new String(record.key(), StandardCharsets.UTF_8);
        if (!looking) {
            if (record.value() == null || !emptied.contains(key)) {
                lines.appendBytes(line(topic, record));
            }
        } else if (record.value() == null) {
            emptied.add(key);
        } else {
            emptied.remove(key);
        }
    }

    private void write(Buffer lines, boolean last) {
        if (closed) {
            return;
        }
        if (!response.headWritten()) {
            response.setChunked(true).putHeader("Content-Type", "application/x-ndjson").putHeader("Cache-Control", "no-store");
        }
        if (lines.length() > 0) {
            outbox.put(lines);
        }
        var clock = vertx.setTimer(patience.toMillis(), late -> response.close());
        outbox.whenEmpty(() -> {
            vertx.cancelTimer(clock);
            if (last) {
                context.runOnContext(now -> response.end());
            } else {
                history.inTurn(this::turn);
            }
        });
    }

    private void fail() {
        if (closed) {
            return;
        }
        if (response.headWritten()) {
            response.close();
        } else {
            refusal.accept(Problem.unavailable("The state cannot be read just now.", 5));
        }
    }

    /** The state as its service wrote it, with its topic before; a record of which nothing is known any more has no periods. */
    static byte[] line(String topic, ConsumerRecord<byte[], byte[]> record) {
        var bytes = new ByteArrayOutputStream();
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("topic", topic);
            if (record.value() == null) {
                json.writeStringField("recordId", new String(record.key(), StandardCharsets.UTF_8));
                json.writeArrayFieldStart("periods");
                json.writeEndArray();
            } else {
                copy(record.value(), json);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state at " + record.topic() + "-" + record.partition() + "@" + record.offset()
                    + " is not JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void copy(byte[] state, JsonGenerator json) throws IOException {
        try (var parser = JSON.createParser(state)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                json.copyCurrentStructure(parser);
            }
        }
    }
}
