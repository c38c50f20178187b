package org.tamga.record.change;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.common.annotation.Identifier;

/**
 * How Kafka is reached: those of the application's {@code kafka.*} settings that say where it is and how to prove who asks. What
 * a client does once it is there is its own.
 */
@Singleton
public class KafkaConnection {

    /**
     * How long after the service its clients of Kafka begin: they take so much of the cores to begin with that whoever waits for the service's
     * first answer would wait for them, too.
     */
    public static final Duration HEAD_START = Duration.ofMillis(500);

    private static final List<String> OURS = List.of("bootstrap.servers", "security.", "ssl.", "sasl.");

    private final Map<String, Object> settings;

    KafkaConnection(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = kafka.entrySet().stream().filter(entry -> OURS.stream().anyMatch(entry.getKey()::startsWith))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Settings that every client of Kafka takes. */
    public Map<String, Object> settings() {
        return settings;
    }
}
