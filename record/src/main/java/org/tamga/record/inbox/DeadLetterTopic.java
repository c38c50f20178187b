package org.tamga.record.inbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Shows on {@code <topic>.<domain>.dlq} what could not be taken in, for whoever watches topics; the letters themselves are kept
 * in the database. The headers are those that SmallRye's dead-letter queue gives, beside the event's own.
 */
final class DeadLetterTopic implements AutoCloseable {

    private final Map<String, Object> kafka;
    private final String domain;
    private KafkaProducer<String, byte[]> producer;

    DeadLetterTopic(Map<String, Object> kafka, String domain) {
        this.kafka = kafka;
        this.domain = domain;
    }

    /** Returns once the broker has it; throws a KafkaException where it cannot be had. */
    synchronized void show(Subscription<?, ?> by, DeadLetter.Message message, Throwable cause) {
        var letter = new ProducerRecord<>(by.deadLetterTopic(domain), message.key(), message.data());
        message.headers().forEach((name, value) -> header(letter, name, value));
        header(letter, "dead-letter-topic", message.origin());
        header(letter, "dead-letter-partition", Integer.toString(message.partition()));
        header(letter, "dead-letter-offset", Long.toString(message.offset()));
        header(letter, "dead-letter-reason", String.valueOf(cause.getMessage()));
        header(letter, "dead-letter-exception-class-name", cause.getClass().getName());
        try {
            producer().send(letter).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            var settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 << 20);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
