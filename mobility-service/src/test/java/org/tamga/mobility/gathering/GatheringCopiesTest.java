package org.tamga.mobility.gathering;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.mobility.MobilityTest;
import org.tamga.record.change.CloudEvent;
import org.tamga.record.database.Database;
import org.tamga.testing.TestKafka;
import org.tamga.testing.Tokens;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@MobilityTest
class GatheringCopiesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOPIC = GatheringTopic.NAME;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static KafkaProducer<String, byte[]> producer;

    @Inject
    GatheringCopies copies;

    @Inject
    Database database;

    /** The topic is made after the service has begun to look for it, as when events-service starts later. */
    @BeforeAll
    static void connect() throws InterruptedException, ExecutionException {
        GatheringTopic.make();
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new StringSerializer(),
                new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @Test
    void an_event_is_taken_in_with_what_we_read_and_whatever_else_it_holds() {
        var id = UUID.randomUUID();
        send(id, 5,
                changed(id, "[]",
                        "[" + state("Forum", null, null,
                                """
                                , "place": {"name": {"en": "Hall"}, "city": "Seoul", "country": "KR"}, "startsOn": "../2025-12-17",
                                "endsOn": "2025-12-17", "invited": ["KZ", "UZ"], "status": "held", "colour": "red\"""")
                                + "]"));
        awaitTitle(id, "Forum");
        var gathering = copies.find(id, DAY).orElseThrow().content();
        assertEquals(new Country("KR"), gathering.country());
        assertEquals("../2025-12-17", gathering.startsOn().text());
        assertEquals("2025-12-17", gathering.endsOn().text());
        assertEquals(List.of(new Country("KZ"), new Country("UZ")), gathering.invited());
        assertEquals("held", gathering.status());
    }

    @Test
    void a_repeat_and_an_event_from_before_are_left_out() {
        var id = UUID.randomUUID();
        var old = "[" + state("Old", null, null, "") + "]";
        var now = "[" + state("New", null, null, "") + "]";
        send(id, 1, changed(id, "[]", old));
        send(id, 2, changed(id, old, now));
        awaitTitle(id, "New");
        send(id, 1, changed(id, "[]", old));
        send(id, 2, changed(id, now, "[]"));
        // What comes after them on the same partition tells that they were seen.
        send(id, 3, changed(id, "[]", "[" + state("Later", "2030-01-01", null, "") + "]"));
        await().atMost(PATIENCE).until(() -> copies.find(id, LocalDate.of(2031, 1, 1)).isPresent());
        assertEquals(Optional.empty(), copies.find(id, DAY));
        assertEquals(3, sequence(id));
    }

    @Test
    void each_period_is_kept_by_its_days_and_a_retraction_takes_it_away() {
        var id = UUID.randomUUID();
        var first = state("First", null, "2026-06-01", "");
        var second = state("Second", "2026-06-01", null, "");
        send(id, 1, changed(id, "[]", "[" + state("First", null, null, "") + "]"));
        send(id, 2, changed(id, "[" + state("First", null, null, "") + "]", "[" + second + "," + first + "]"));
        await().atMost(PATIENCE).until(() -> title(id, LocalDate.of(2026, 6, 1)).equals("Second"));
        assertEquals("First", title(id, LocalDate.of(2026, 5, 31)));
        send(id, 3, changed(id, "[" + first + "," + second + "]", "[]"));
        await().atMost(PATIENCE).until(() -> copies.find(id, LocalDate.of(2026, 6, 1)).isEmpty());
        assertTrue(copies.find(id, DAY).isEmpty());
    }

    @Test
    void what_a_dated_import_tells_of_former_knowledge_replaces_nothing_that_stands() {
        var id = UUID.randomUUID();
        send(id, 1, changed(id, "[]", "[" + state("Stands", null, null, "") + "]"));
        // Twice the same days: of both it is said until when they were known.
        var former = state("Former", null, null, ", \"knownTo\": \"2025-01-01T00:00:00Z\"");
        var more = state("Former still", null, null, ", \"knownTo\": \"2026-01-01T00:00:00Z\"");
        send(id, 2, changed(id, "[" + former + "]", "[" + former + "," + more + "]"));
        await().atMost(Duration.ofSeconds(60)).until(() -> sequence(id) == 2);
        assertEquals("Stands", title(id, DAY));
        assertTrue(lettersOf(id).isEmpty());
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_letters_and_its_own_key_alone_waits() {
        var id = UUID.randomUUID();
        var other = UUID.randomUUID();
        send(id, 1, "{broken");
        send(id, 2, changed(id, "[]", "[" + state("Whole", null, null, "") + "]"));
        send(other, 1, changed(other, "[]", "[" + state("Other", null, null, "") + "]"));
        awaitTitle(other, "Other");
        var letter = deadLetter(id);
        assertEquals("{broken", letter.value());
        assertEquals(TOPIC, new String(letter.headers().lastHeader("dead-letter-topic").value(), StandardCharsets.UTF_8));
        assertTrue(given().get("/q/metrics").then().extract().asString()
                .matches("(?s).*tamga_dead_letters_total\\{consumer=\"gathering\"} [1-9].*"));
        await().atMost(PATIENCE).until(() -> lettersOf(id).size() == 2);
        assertEquals("", title(id, DAY));

        // What nobody can read is given up; what waited behind it is then taken in.
        redrive().body("left", greaterThanOrEqualTo(2));
        operator().delete("/api/mobility/dead-letters/" + lettersOf(id).get(0)).then().statusCode(204);
        redrive().body("redriven", greaterThanOrEqualTo(1));
        assertEquals("Whole", title(id, DAY));
    }

    @Test
    void dead_letters_and_subscriptions_are_for_operators() {
        given().get("/api/mobility/dead-letters").then().statusCode(401);
        given().auth().oauth2(Tokens.of("mobility-editor")).get("/api/mobility/dead-letters").then().statusCode(403);
        given().auth().oauth2(Tokens.of("mobility-editor")).post("/api/mobility/subscriptions/rebuild").then().statusCode(403);
        operator().post("/api/mobility/dead-letters/redrive?topic=trade.company").then().statusCode(404);
        operator().get("/api/mobility/subscriptions").then().statusCode(200).header("Cache-Control", "no-store")
                .body("items.name", hasItem("gathering"));
    }

    @Test
    void while_the_database_gives_no_answer_it_waits_and_then_goes_on() {
        var id = UUID.randomUUID();
        database.write(transaction -> {
            transaction.update("lock table gathering in exclusive mode");
            send(id, 1, changed(id, "[]", "[" + state("Patient", null, null, "") + "]"));
            // Twice it loses its connection before it can write.
            for (int lost = 0; lost < 2; lost++) {
                await().atMost(Duration.ofSeconds(60)).until(() -> transaction.list("select pg_terminate_backend(l.pid)"
                        + " from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'gathering' and not l.granted",
                        row -> row.getBoolean(1)).contains(true));
            }
            return null;
        });
        awaitTitle(id, "Patient");
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.of("operator"));
    }

    private static ValidatableResponse redrive() {
        return operator().post("/api/mobility/dead-letters/redrive?topic=" + TOPIC).then().statusCode(200);
    }

    private static List<Integer> lettersOf(UUID id) {
        return operator().get("/api/mobility/dead-letters?limit=500&topic=" + TOPIC).then().statusCode(200).extract().jsonPath()
                .getList("items.findAll { it.key == '" + id + "' }.id");
    }

    private static String changed(UUID id, String before, String after) {
        return """
               {"recordId": "%s", "version": 1, "reason": "update", "before": %s, "after": %s, "sources": []}""".formatted(id,
                before, after);
    }

    private static String state(String title, String from, String to, String more) {
        return "{\"title\": {\"en\": \"" + title + "\"}, \"validFrom\": " + quoted(from) + ", \"validTo\": " + quoted(to) + more
                + "}";
    }

    private static String quoted(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static void send(UUID id, long sequence, String data) {
        var event = new CloudEvent(UUID.randomUUID(), "/events-service", TOPIC, "org.tamga.events.gathering.held.v1",
                id.toString(),
                Instant.now(), sequence, List.of("KR"), null);
        var message = new ProducerRecord<>(TOPIC, id.toString(), data.getBytes(StandardCharsets.UTF_8));
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message);
        producer.flush();
    }

    private void awaitTitle(UUID id, String title) {
        await().atMost(Duration.ofSeconds(60)).until(() -> title(id, DAY).equals(title));
    }

    private String title(UUID id, LocalDate day) {
        return copies.find(id, day).map(copy -> copy.content().title().in("en")).orElse("");
    }

    private long sequence(UUID id) {
        return database.read(transaction -> transaction.first("select sequence from inbox where topic = ? and key = ?",
                row -> row.getLong(1), TOPIC, id.toString())).orElseThrow();
    }

    private static ConsumerRecord<String, String> deadLetter(UUID id) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestKafka.bootstrapServers(), "group.id",
                        "test-" + id, "auto.offset.reset", "earliest"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC + ".mobility.dlq"));
            return await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    if (id.toString().equals(letter.key())) {
                        return Optional.of(letter);
                    }
                }
                return Optional.<ConsumerRecord<String, String>>empty();
            }, Optional::isPresent).orElseThrow();
        }
    }
}
