package org.tamga.gateway.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.tamga.gateway.change.ChangeTail;
import org.tamga.gateway.change.ChangeTopics;
import org.tamga.gateway.change.KafkaClients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

/** Reads the {@code .state} topics, from their beginning to their end. */
@Singleton
class Snapshots {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String STATE = ".state";
    private static final int MAX_WAIT_MILLIS = 100;
    private static final int FETCH_BYTES = 1 << 20;
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaClients kafka;
    private final ChangeTopics topics;
    private final ChangeTail tail;

    Snapshots(KafkaClients kafka, ChangeTopics topics, ChangeTail tail) {
        this.kafka = kafka;
        this.topics = topics;
        this.tail = tail;
    }

    /** The change topics that begin with one of these; all for none. */
    Set<String> topics(Collection<String> beginnings) {
        return topics.seen().map(seen -> seen.partitions().stream().map(TopicPartition::topic)
                .filter(topic -> beginnings.isEmpty() || beginnings.stream().anyMatch(topic::startsWith))
                .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new))).orElse(Set.of());
    }

    /**
     * Where the changes stand now, as a cursor of the change stream. What is read of the state after this is of then or later.
     *
     * @throws org.tamga.commons.problem.Problem 503 as long as Kafka has not been reached
     */
    String cursor() {
        return tail.cursorNow();
    }

    /** Writes the state of each record of those topics as one line of JSON, partition by partition. */
    void write(Set<String> topics, OutputStream out) throws IOException {
        try (var consumer = kafka.consumer(MAX_WAIT_MILLIS, FETCH_BYTES)) {
            for (var topic : topics) {
                for (var partition : consumer.partitionsFor(topic + STATE)) {
                    write(topic, consumer, new TopicPartition(topic + STATE, partition.partition()), out);
                }
            }
        }
    }

    private static void write(String topic, KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, OutputStream out)
            throws IOException {
        var end = consumer.endOffsets(Set.of(partition)).get(partition);
        consumer.assign(Set.of(partition));
        consumer.seekToBeginning(Set.of(partition));
        while (consumer.position(partition) < end) {
            for (var record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    out.write(line(topic, record));
                }
            }
        }
    }

    /** The state as its service wrote it, with its topic before; a record of which nothing is known any more has no periods. */
    static byte[] line(String topic, ConsumerRecord<byte[], byte[]> record) throws IOException {
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
