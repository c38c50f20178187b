package org.tamga.gateway.change;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tamga.commons.value.Uuid7;
import org.tamga.testing.TestKafka;

/** Writes to the tests' Kafka as a service's relay does: transactions, CloudEvents in binary mode. */
public final class Topic {

    /** Of those that need none of their own. */
    private static KafkaProducer<String, byte[]> common;

    private Topic() {
    }

    /** Makes a topic, unless another test has made it. */
    public static void create(String name, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Drops the first partition's records before that offset, as age does. */
    static void drop(String name, long before) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition(name, 0), RecordsToDelete.beforeOffset(before))).all().get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A relay of its own; transactional, as services' are. */
    public static KafkaProducer<String, byte[]> relay() {
        var producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers", TestKafka.bootstrapServers(),
                "transactional.id", Uuid7.next().toString(),
                // A transaction that follows closely on another is told to wait for it: not the default's hundred milliseconds.
                "retry.backoff.ms", 1,
                "linger.ms", 0), new StringSerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Sends events in one transaction. */
    @SafeVarargs
    static void send(KafkaProducer<String, byte[]> relay, ProducerRecord<String, byte[]>... events) {
        relay.beginTransaction();
        for (var event : events) {
            relay.send(event);
        }
        relay.commitTransaction();
    }

    /** Sends events in a transaction of their own. */
    @SafeVarargs
    public static synchronized void send(ProducerRecord<String, byte[]>... events) {
        if (common == null) {
            common = relay();
        }
        send(common, events);
    }

    /** The same event with other headers, be it in a partition of one's choice. */
    public static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> event, Integer partition,
            Map<String, String> headers) {
        headers.forEach(
                (name, value) -> event.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(event.topic(), partition, event.key(), event.value(), event.headers());
    }

    /** An event of type {@code org.tamga.<topic>.changed.v1}. */
    public static ProducerRecord<String, byte[]> event(String topic, String subject, long sequence, String countries,
            String data) {
        var event = new ProducerRecord<>(topic, subject, data.getBytes(StandardCharsets.UTF_8));
        Map.of("ce_id", Uuid7.next().toString(),
                "ce_source", "/" + topic.substring(0, topic.indexOf('.')) + "-service",
                "ce_specversion", "1.0",
                "ce_type", "org.tamga." + topic + ".changed.v1",
                "ce_subject", subject,
                "ce_time", "2026-03-01T10:00:00Z",
                "ce_sequence", Long.toString(sequence),
                "ce_countries", countries,
                "content-type", "application/json",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return event;
    }
}
