package org.tamga.mobility.access;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;
import org.tamga.mobility.gathering.GatheringTopic;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;

import io.restassured.response.ValidatableResponse;

/** Reports on gatherings that events-service, whose part the test plays, announces; by countries that no other test has. */
@MobilityTest
class AccessReportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong SEQUENCE = new AtomicLong();

    @Test
    void a_report_follows_the_gathering_and_the_rules() throws Exception {
        var id = UUID.randomUUID();
        announce(id, "'place': {'country': 'IS'}, 'startsOn': '2026-05-04', 'invited': ['MT', 'FJ', 'IS']");
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        report(id).body("invited.nationality", contains("FJ", "IS", "MT"), "invited.verdict",
                contains("unknown", "yes", "unknown"), "on", equalTo("2026-05-04"));

        record("visa-regimes",
                "'nationality': 'MT', 'destination': 'IS', 'documentType': 'ordinary', 'requirement': 'visa-free',"
                        + " 'status': 'in-force', 'limits': [{'kind': 'per-entry', 'days': 90}]");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[2].visa.requirement", equalTo("visa-free"),
                "invited[2].verdict", equalTo("unknown"), "invited[2].reasons.answer", contains("yes", "unknown")));
        record("flight-frequencies", "'from': 'MT', 'to': 'IS', 'value': 7, 'unit': 'flights-per-week', 'stage': 'scheduled'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[2].verdict", equalTo("yes"),
                "invited[2].directFlights.perWeek", equalTo(7)));
        record("visa-regimes", "'nationality': 'FJ', 'destination': 'IS', 'documentType': 'ordinary',"
                + " 'requirement': 'no-admission', 'status': 'in-force'");
        await().atMost(PATIENCE).untilAsserted(() -> report(id).body("invited[0].verdict", equalTo("no")));
        Api.CHANGES.await(id, event -> event.get("type").asText().equals("org.tamga.mobility.access-report.changed.v1"));
    }

    @Test
    void what_is_not_known_of_a_gathering_is_said_and_an_unknown_one_is_not_found() throws Exception {
        var id = UUID.randomUUID();
        announce(id, "'invited': ['MT']");
        await().atMost(PATIENCE).until(() -> given().get("/api/mobility/access-reports/" + id).statusCode() == 200);
        report(id).body("invited[0].verdict", equalTo("unknown"), "invited[0].reasons[0].because",
                equalTo("The country in which it is held is not recorded."));
        given().get("/api/mobility/access-reports/" + UUID.randomUUID()).then().statusCode(404);
    }

    private static void record(String collection, String members) {
        Api.put(collection, members.replace('\'', '"')).statusCode(201);
    }

    private static ValidatableResponse report(UUID gathering) {
        return given().get("/api/mobility/access-reports/" + gathering).then().statusCode(200);
    }

    private static void announce(UUID id, String members) throws InterruptedException, ExecutionException {
        GatheringTopic.make();
        var event = new CloudEvent(UUID.randomUUID(), "/events-service", GatheringTopic.NAME,
                "org.tamga.events.gathering.announced.v1", id.toString(), Instant.now(), SEQUENCE.incrementAndGet(),
                List.of("IS"),
                null);
        var data = ("{'recordId': '" + id + "', 'before': [], 'after': [{'title': {'en': 'Forum'}, " + members + "}]}").replace(
                '\'',
                '"');
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            var message = new ProducerRecord<>(GatheringTopic.NAME, id.toString(), data);
            event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
    }
}
