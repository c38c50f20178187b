package org.tamga.events.assessment;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tamga.events.EventsApi.awaitEvent;
import static org.tamga.events.EventsApi.get;
import static org.tamga.events.EventsApi.put;
import static org.tamga.events.EventsApi.recorded;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.events.EventsApi;
import org.tamga.events.EventsTest;
import org.tamga.record.change.CloudEvent;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Claims follow what education-service, whose part the test plays, announces of a measure. */
@EventsTest
class AssessmentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CODE = "education.things";
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private static KafkaProducer<String, String> producer;
    private static String statement;

    @BeforeAll
    static void define() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.createTopics(Stream.of("education.measure", "education.measure-definition")
                    .flatMap(topic -> Stream.of(topic, topic + ".state")).map(topic -> new NewTopic(topic, 2, (short) 1))
                    .toList())
                    .all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new StringSerializer(),
                new StringSerializer());
        send("education.measure-definition", CODE,
                """
                {"code": "%s", "name": {"en": "Things", "ru": "Вещи"}, "unit": "things",
                 "dimensions": ["origin", "host"], "definition": {"en": "Counted"}, "version": 1,
                 "tolerance": 0.02, "colour": "red"}""".formatted(CODE));
    }

    @BeforeEach
    void say() {
        statement = EventsApi.statement(EventsApi.gathering("2025-12-17"));
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @Test
    void a_claim_follows_the_record_and_every_finding_is_kept_and_announced() {
        var claim = claim("AA", 100, "things");
        awaitVerdict(claim, "no-data").body("assessment.automatic.observed.value", nullValue(),
                "assessment.human", nullValue(), "assessment.automatic.explanation", hasKey("kk"));
        read("AA", 3, "partial", 1);
        awaitObserved(claim, 3).body("assessment.automatic.verdict", equalTo("no-data"));
        read("AA", 4, "partial", 1);
        awaitObserved(claim, 4).body("assessment.automatic.verdict", equalTo("no-data"));
        read("AA", 4, "complete", 1);
        awaitVerdict(claim, "overstated").body("assessment.automatic.difference", equalTo(96),
                "assessment.automatic.breakdown.label", contains("kind: a"),
                "assessment.automatic.evidence", equalTo("/api/education/things"));
        get("claims?verdict=overstated&limit=500").body("items.id", hasItem(claim));
        get("claims?verdict=no-data&limit=500").body("items.id", not(hasItem(claim)));
        read("AA", 99, "complete", 1);
        awaitVerdict(claim, "within-tolerance");
        put("claims/" + claim, count("AA", 99, "things"), 1).statusCode(200);
        awaitVerdict(claim, "consistent");
        get("claims/" + claim + "/assessments").body("items.verdict",
                contains("consistent", "within-tolerance", "overstated", "no-data", "no-data", "no-data"));
        get("claims/" + claim + "/assessments?limit=2").body("items.verdict", contains("consistent", "within-tolerance"))
                .body("next", not(nullValue()));
        awaitEvent(claim, "claim.assessed");
        awaitEvent(claim, "claim.verdict-changed");
        get("claims?verdict=right").statusCode(400);
    }

    @Test
    void a_persons_finding_stands_beside_the_rules_own() {
        var claim = claim("AB", 10, "things");
        awaitVerdict(claim, "no-data");
        assess(claim, "{'method': 'human', 'verdict': 'disputed'}").statusCode(422).body("type",
                equalTo("https://tamga.example/problems/source-required"));
        var sources = "'sources': [{'type': 'news-report', 'title': 'T', 'publisher': 'P'}]";
        assess(claim, "{'method': 'human', 'explanation': {'en': 'Why'}, " + sources + "}").statusCode(422)
                .body("violations.pointer", contains("/verdict"));
        assess(claim, "{'method': 'human', 'verdict': 'sure', 'explanation': {'en': 'Why'}, " + sources + "}").statusCode(422);
        assess(claim, "{'method': 'human', 'verdict': 'disputed', 'explanation': {'en': 'Why'}, " + sources + "}")
                .statusCode(201)
                .body("recordedBy", equalTo("test"));
        read("AB", 10, "complete", 1);
        awaitVerdict(claim, "consistent").body("assessment.human.verdict", equalTo("disputed"),
                "assessment.human.explanation.en", equalTo("Why"));
        get("claims?verdict=disputed&limit=500").body("items.id", hasItem(claim));
        get("claims?verdict=consistent&limit=500").body("items.id", hasItem(claim));
        given().contentType(ContentType.JSON).body("{}").post("/api/events/claims/" + claim + "/assessments").then()
                .statusCode(401);
        assess(UUID.randomUUID().toString(), "{'method': 'automatic'}").statusCode(404);
    }

    @Test
    void the_rules_run_on_demand_for_another_day_or_another_knowledge() {
        var claim = claim("AC", 7, "things");
        read("AC", 7, "complete", 1);
        var then = awaitVerdict(claim, "consistent").extract().<String>path("assessment.automatic.recordedAt");
        read("AC", 1, "complete", 1);
        awaitVerdict(claim, "overstated");
        assess(claim, "{'method': 'automatic'}").statusCode(201).body("verdict", equalTo("overstated"));
        assess(claim, "{'method': 'automatic', 'knownAt': '" + then + "'}").statusCode(201).body("verdict",
                equalTo("consistent"));
        awaitVerdict(claim, "overstated");
        get("claims/" + claim + "?knownAt=" + then).body("assessment.automatic.verdict", equalTo("consistent"));
    }

    @Test
    void a_claim_is_bound_to_a_measure_that_there_is_by_its_dimensions() {
        await().atMost(PATIENCE).untilAsserted(() -> put("claims/" + EventsApi.id(),
                count("AA", 1, "things").replace(CODE, "education.nothing")).statusCode(422).body("violations.pointer",
                        contains("/measure/code")));
        put("claims/" + EventsApi.id(), count("AA", 1, "things").replace("'host': 'KZ'", "'guest': 'KZ'")).statusCode(422)
                .body("violations.pointer", contains("/measure/dimensions"));
    }

    @Test
    void a_reading_by_an_unknown_definition_is_put_aside_and_others_go_on() {
        var claim = claim("AD", 5, "things");
        read("AE", 5, "complete", 9, Instant.now().minusSeconds(3600));
        read("AD", 5, "complete", 1);
        awaitVerdict(claim, "consistent");
        await().atMost(PATIENCE).untilAsserted(() -> given().auth().oauth2(Tokens.of("operator"))
                .get("/api/events/dead-letters?topic=education.measure").then().statusCode(200)
                .body("items.key", hasItem(key("AE"))));
    }

    @Test
    void after_any_changes_every_claim_stands_at_what_a_recount_finds() {
        var random = new Random(5);
        var origins = List.of("BA", "BB", "BC");
        var claims = new ArrayList<String>();
        for (int i = 0; i < 9; i++) {
            claims.add(claim(origins.get(i % 3), random.nextInt(20), i % 4 == 0 ? null : "things"));
        }
        for (int change = 0; change < 60; change++) {
            read(origins.get(random.nextInt(3)), random.nextInt(20), random.nextBoolean() ? "complete" : "partial", 1);
        }
        for (var origin : origins) {
            read(origin, 11, "complete", 1);
        }
        for (var claim : claims) {
            awaitObserved(claim, 11);
            var stands = get("claims/" + claim).extract().<String>path("assessment.automatic.id");
            assertEquals(stands, assess(claim, "{'method': 'automatic'}").statusCode(201).extract().path("id"));
        }
        get("claims/" + claims.get(0) + "/assessments").body("items", not(hasSize(0)));
    }

    private static String claim(String origin, int value, String unit) {
        return recorded("claims", count(origin, value, unit));
    }

    private static String count(String origin, int value, String unit) {
        return "{'statementId': '" + statement + "', 'text': {'en': 'Words'}, 'kind': 'count', 'aboutDate': '2025-12-17',"
                + " 'quantity': {'value': " + value + (unit == null ? "" : ", 'unit': '" + unit + "'")
                + "}, 'measure': {'code': '"
                + CODE + "', 'dimensions': {'origin': '" + origin + "', 'host': 'KZ'}}}";
    }

    private static ValidatableResponse awaitVerdict(String claim, String verdict) {
        await().atMost(PATIENCE).until(() -> given().get("/api/events/claims/" + claim).path("assessment.automatic.verdict"),
                verdict::equals);
        return get("claims/" + claim).statusCode(200);
    }

    private static ValidatableResponse awaitObserved(String claim, int value) {
        await().atMost(PATIENCE).until(
                () -> given().get("/api/events/claims/" + claim).path("assessment.automatic.observed.value"),
                observed -> Integer.valueOf(value).equals(observed));
        return get("claims/" + claim).statusCode(200);
    }

    private static ValidatableResponse assess(String claim, String body) {
        return given().auth().oauth2(Tokens.of("events-editor")).contentType(ContentType.JSON).body(body.replace('\'', '"'))
                .post("/api/events/claims/" + claim + "/assessments").then().log().ifValidationFails();
    }

    private static void read(String origin, int value, String completeness, int version) {
        read(origin, value, completeness, version, Instant.now());
    }

    private static void read(String origin, int value, String completeness, int version, Instant recordedAt) {
        send("education.measure", key(origin),
                """
                {"code": "%s", "definitionVersion": %d, "dimensions": {"origin": "%s", "host": "KZ"},
                 "unit": "things", "recordedAt": "%s", "completeness": "%s",
                 "series": [{"validFrom": "2020-01-01", "value": %d, "completeness": "%s",
                   "breakdown": [{"label": "kind: a", "value": %d}]}], "changed": [], "breakdown": [],
                 "evidence": "/api/education/things", "restsOnTotal": 1,
                 "restsOn": [{"type": "official-register", "title": "Register", "publisher": "Office"}]}"""
                        .formatted(CODE, version, origin, recordedAt, completeness, value, completeness, value));
    }

    private static String key(String origin) {
        return CODE + "?host=KZ&origin=" + origin;
    }

    private static void send(String topic, String key, String data) {
        var event = new CloudEvent(UUID.randomUUID(), "/education-service", topic, "org.tamga." + topic + ".changed.v1", key,
                Instant.now(), SEQUENCE.incrementAndGet(), List.of("KZ"), null);
        for (var name : List.of(topic, topic + ".state")) {
            var message = new ProducerRecord<>(name, key, data);
            event.headers().forEach((header, value) -> message.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
        }
        producer.flush();
    }
}
