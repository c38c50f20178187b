package org.tamga.gateway.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.smallrye.common.annotation.Identifier;

/** Makes Kafka clients from the application's {@code kafka.*} settings. */
@Singleton
public class KafkaClients {

    /** A group's members hear of a new topic that soon, and read it from its beginning. */
    private static final int DISCOVERY_MILLIS = 5000;

    private final Map<String, Object> settings;
    private final MeterRegistry metrics;

    KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> settings, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
    }

    /** The application's settings as far as a client takes them. */
    Map<String, Object> settings(Set<String> taken) {
        var chosen = new HashMap<>(settings);
        chosen.keySet().retainAll(taken);
        return chosen;
    }

    /**
     * A consumer that shares the partitions with the others of its group; the group's place moves when it commits. A group that
     * is new begins with all that is kept.
     */
    public KafkaConsumer<byte[], byte[]> member(String group) {
        var chosen = settings(ConsumerConfig.configNames());
        chosen.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        chosen.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        chosen.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        chosen.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        chosen.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        chosen.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, DISCOVERY_MILLIS);
        return new KafkaConsumer<>(chosen, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Shows, until it is closed, what a consumer measures, how far it is behind above all; closed before the consumer is. */
    public KafkaClientMetrics measured(KafkaConsumer<?, ?> consumer) {
        var measured = new KafkaClientMetrics(consumer);
        measured.bindTo(metrics);
        return measured;
    }

    /**
     * A consumer that never jumps by itself; its place is its reader's own. It sees what the relays have sent before they commit it,
     * for all that they send is committed in the record already: what a relay that died did not commit, the next one sends again.
     *
     * @param name by which the broker and the metrics know it
     * @param maxWaitMillis how long the broker may hold a fetch that finds nothing
     * @param fetchBytes how much it may bring at once: the memory that the consumer takes
     */
    public KafkaConsumer<byte[], byte[]> consumer(String name, int maxWaitMillis, int fetchBytes) {
        var chosen = settings(ConsumerConfig.configNames());
        chosen.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        chosen.remove(ConsumerConfig.GROUP_ID_CONFIG);
        chosen.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        chosen.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        chosen.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A question to a broker that is away is given up soon, and its asker told.
        chosen.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        chosen.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        // A cursor that somebody made up must not make a topic.
        chosen.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // An event goes out the moment the broker has it.
        chosen.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        chosen.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, maxWaitMillis);
        chosen.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetchBytes);
        chosen.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetchBytes / 4);
        return new KafkaConsumer<>(chosen, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
