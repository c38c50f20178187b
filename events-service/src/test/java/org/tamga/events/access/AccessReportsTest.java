package org.tamga.events.access;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tamga.events.EventsApi.get;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.events.EventsApi;
import org.tamga.events.EventsTest;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.http.ContentType;

/** A gathering shows what mobility-service, whose part the test plays, has found of the ways to it. */
@EventsTest
class AccessReportsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "mobility.access-report";
    private static final Path CONTRACT = Path.of("..", "contracts", "events", TOPIC + ".v1.schema.json");
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private static KafkaProducer<String, String> producer;

    @BeforeAll
    static void connect() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(TOPIC, TOPIC + ".state").map(topic -> new NewTopic(topic, 2, (short) 1)).toList())
                    .all().get();
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new StringSerializer(),
                new StringSerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @Test
    void a_gathering_shows_who_can_come_as_far_as_is_known_now() {
        var before = Instant.now();
        var gathering = EventsApi.gathering("2026-09-01");
        var tag = get("gatherings/" + gathering).statusCode(200).body("access", nullValue()).extract().header("ETag");
        announce(gathering, "changed", "unknown");
        await().atMost(PATIENCE).untilAsserted(() -> get("gatherings/" + gathering).body("access.place", equalTo("SEL"),
                "access.invited.nationality", contains("UZ"), "access.invited.verdict", contains("unknown"),
                "access.invited[0].visa.requirement", equalTo("visa-required"),
                "access.invited[0].reasons[0].because", equalTo("Why"),
                "access.invited[0].journeys[0].legs[0].flight", equalTo("HY511"),
                "access.invited[0].visa.sources", nullValue(), "access.colour", nullValue()));
        var answer = get("gatherings/" + gathering).extract();
        assertNotEquals(tag, answer.header("ETag"));
        // What was known earlier did not have it.
        get("gatherings/" + gathering + "?knownAt=" + Instant.now()).statusCode(200).body("access", nullValue());
        get("gatherings/" + gathering + "?knownAt=" + before).statusCode(404);
        // The body of a read can be put back, and is then no change.
        given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON)
                .header("If-Match", answer.header("ETag")).body(answer.asString()).put("/api/events/gatherings/" + gathering)
                .then().statusCode(200).body("version", equalTo(1));

        announce(gathering, "changed", "yes");
        await().atMost(PATIENCE).untilAsserted(
                () -> get("gatherings/" + gathering).body("access.invited.verdict", contains("yes")));
        announce(gathering, "withdrawn", "yes");
        await().atMost(PATIENCE).untilAsserted(() -> get("gatherings/" + gathering).body("access", nullValue()));
    }

    @Test
    void what_is_read_is_what_mobility_service_promises() throws IOException {
        var promised = new ObjectMapper().readTree(CONTRACT.toFile()).at("/properties");
        assertPromised(promised, AccessReport.class);
        var invited = promised.at("/invited/items/properties");
        assertPromised(invited, AccessReport.Invited.class);
        assertPromised(invited.at("/reasons/items/properties"), AccessReport.Reason.class);
        assertPromised(invited.at("/visa/properties"), AccessReport.Visa.class);
    }

    private static void assertPromised(JsonNode properties, Class<?> read) {
        for (var name : Stream.of(read.getRecordComponents()).map(RecordComponent::getName).toList()) {
            assertTrue(properties.has(name), () -> name + " of " + read + " is not promised in " + CONTRACT);
        }
    }

    private static void announce(String gathering, String happened, String verdict) {
        var event = new CloudEvent(UUID.randomUUID(), "/mobility-service",
                "org.tamga.mobility.access-report." + happened + ".v1", TOPIC, gathering, Instant.now(),
                SEQUENCE.incrementAndGet(),
                List.of("KR", "UZ"), null);
        var report = """
                     {"gatheringId": "%s", "title": {"en": "Forum"}, "country": "KR",
                      "place": "SEL", "on": "2026-09-01", "until": "2026-09-01",
                      "recordedAt": "2026-08-01T00:00:00Z", "colour": "red",
                      "invited": [{"nationality": "UZ", "verdict": "%s",
                        "reasons": [{"answer": "%s", "because": "Why"}],
                        "visa": {"requirement": "visa-required", "limits": [],
                          "chosenBy": "One regime.", "sources": [{}]},
                        "journeys": [{"direction": "there",
                          "legs": [{"flight": "HY511"}]}]}]}"""
                .formatted(gathering, verdict, verdict);
        send(event, TOPIC, report);
        // As mobility-service does: a copy that is built anew in between is built of these.
        send(event, TOPIC + ".state", happened.equals("withdrawn") ? null : report);
        producer.flush();
    }

    private static void send(CloudEvent event, String topic, String value) {
        var message = new ProducerRecord<>(topic, event.subject(), value);
        event.headers().forEach((header, text) -> message.headers().add(header, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
    }
}
