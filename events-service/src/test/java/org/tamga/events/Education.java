package org.tamga.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;

/** Plays education-service, which measures things in KZ by their origin and announces what it measures; and its partnerships. */
public final class Education {

    /** What it measures. */
    public static final String CODE = "education.things";

    private static final AtomicLong SEQUENCE = new AtomicLong();
    private static KafkaProducer<String, String> producer;

    private Education() {
    }

    /** Announces what is measured. */
    public static synchronized void define() {
        if (producer != null) {
            return;
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(Stream.of("education.measure", "education.measure-definition", "education.partnership")
                    .flatMap(topic -> Stream.of(topic, topic + ".state")).map(topic -> new NewTopic(topic, 2, (short) 1))
                    .toList()).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new StringSerializer(),
                new StringSerializer());
        define(CODE, "things", 1);
    }

    /** Announces how it counts something. */
    public static void define(String code, String unit, int version) {
        send("education.measure-definition", "defined", code,
                """
                {"code": "%s", "name": {"en": "Things", "ru": "Вещи"}, "unit": "%s",
                 "dimensions": ["origin", "host"], "definition": {"en": "Counted"}, "version": %d,
                 "tolerance": 0.02, "colour": "red"}""".formatted(code, unit, version));
    }

    /** Announces a value that has held since 2020. */
    public static UUID read(String origin, int value, String completeness, int version) {
        return read(origin, value, completeness, version, Instant.now());
    }

    /** As {@link #read(String, int, String, int)}, announced then; gives the event's id. */
    public static UUID read(String origin, int value, String completeness, int version, Instant recordedAt) {
        return read(CODE, origin, value, completeness, version, recordedAt);
    }

    /** As {@link #read(String, int, String, int, Instant)}, of another measure. */
    public static UUID read(String code, String origin, int value, String completeness, int version, Instant recordedAt) {
        return send("education.measure", "changed", key(code, origin),
                reading(code, origin, value, completeness, version, recordedAt));
    }

    /** Announces a value whose state is not kept any more, for there is a later one. */
    public static void readBefore(String origin, int value, Instant recordedAt) {
        send("education.measure", "changed", key(origin), reading(CODE, origin, value, "complete", 1, recordedAt), null);
    }

    /** Announces what nobody can read, and what is not kept as a state. */
    public static void garble(String origin) {
        send("education.measure", "changed", key(origin), "{\"recordedAt\": \"never\"}", null);
    }

    /** Announces of a partnership what nobody can read; its state can be. */
    public static void garble(UUID partnership) {
        send("education.partnership", "signed", partnership.toString(), "{\"recordId\": \"none\"}");
    }

    private static String reading(String code, String origin, int value, String completeness, int version,
            Instant recordedAt) {
        return """
               {"code": "%s", "definitionVersion": %d, "dimensions": {"origin": "%s", "host": "KZ"},
                "unit": "things", "recordedAt": "%s", "completeness": "%s",
                "series": [{"validFrom": "2020-01-01", "value": %d, "completeness": "%s",
                  "breakdown": [{"label": "kind: a", "value": %d}]}], "changed": [], "breakdown": [],
                "evidence": "/api/education/things", "restsOnTotal": 1,
                "restsOn": [{"type": "official-register", "title": "Register", "publisher": "Office"}]}"""
                .formatted(code, version, origin, recordedAt, completeness, value, completeness, value);
    }

    /** Announces that a partnership with a university of that country was signed; gives the event's id. */
    public static UUID sign(UUID partnership, String country) {
        return send("education.partnership", "signed", partnership.toString(),
                """
                {"recordId": "%s", "version": 1, "reason": "new", "recordedAt": "%s", "before": [], "sources": [],
                 "after": [{"status": "signed", "partners": [{"country": "KZ"}, {"country": "%s"}]}]}"""
                        .formatted(partnership, Instant.now(), country));
    }

    /** Announces that a partnership was withdrawn; gives the event's id. */
    public static UUID retract(UUID partnership) {
        return send("education.partnership", "retracted", partnership.toString(),
                """
                {"recordId": "%s", "version": 2, "reason": "retraction", "recordedAt": "%s", "sources": [],
                 "before": [{"status": "signed"}], "after": []}""".formatted(partnership, Instant.now()));
    }

    /** Of a reading. */
    public static String key(String origin) {
        return key(CODE, origin);
    }

    private static String key(String code, String origin) {
        return code + "?host=KZ&origin=" + origin;
    }

    private static UUID send(String topic, String happened, String key, String data) {
        return send(topic, happened, key, data, data);
    }

    /** @param state null where none is kept */
    private static UUID send(String topic, String happened, String key, String data, String state) {
        var event = new CloudEvent(UUID.randomUUID(), "/education-service", "org.tamga." + topic + "." + happened + ".v1",
                topic, key,
                Instant.now(), SEQUENCE.incrementAndGet(), List.of("KZ"), null);
        var messages = new ArrayList<ProducerRecord<String, String>>(List.of(new ProducerRecord<>(topic, key, data)));
        if (state != null) {
            messages.add(new ProducerRecord<>(topic + ".state", key, state));
        }
        for (var message : messages) {
            event.headers().forEach((header, value) -> message.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
        producer.flush();
        return event.id();
    }
}
