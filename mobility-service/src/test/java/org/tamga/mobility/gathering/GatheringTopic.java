package org.tamga.mobility.gathering;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;

/** The topic of gatherings, which events-service makes and fills when it runs. */
public final class GatheringTopic {

    public static final String NAME = "events.gathering";

    private static final AtomicLong SEQUENCE = new AtomicLong();

    private GatheringTopic() {
    }

    /** Announces a gathering as events-service would; single quotes stand for double ones. */
    public static void announce(UUID id, String members) throws InterruptedException, ExecutionException {
        send(id, "", "{'title': {'en': 'Forum'}, " + members + "}");
    }

    /** Announces that there never was such a gathering. */
    public static void withdraw(UUID id) throws InterruptedException, ExecutionException {
        send(id, "{'title': {'en': 'Forum'}}", "");
    }

    private static void send(UUID id, String before, String after) throws InterruptedException, ExecutionException {
        make();
        var event = new CloudEvent(UUID.randomUUID(), "/events-service", NAME, "org.tamga.events.gathering.announced.v1",
                id.toString(), Instant.now(), SEQUENCE.incrementAndGet(), List.of("IS"), null);
        var data = ("{'recordId': '" + id + "', 'before': [" + before + "], 'after': [" + after + "]}").replace('\'', '"');
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            var message = new ProducerRecord<>(NAME, id.toString(), data);
            event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
    }

    /** Makes it unless it is there. */
    public static void make() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(NAME, 2, (short) 1))).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
