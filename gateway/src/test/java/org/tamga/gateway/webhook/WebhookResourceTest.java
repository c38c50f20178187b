package org.tamga.gateway.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.gateway.change.Topic;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "gateway"), @ResourceArg(name = RealServices.KAFKA, value = "true")})
@WithTestResource(StandIns.class)
class WebhookResourceTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOPIC = "trade.webhooked";
    private static final String READINGS = "trade.measure";

    @Inject
    Flyway flyway;

    @Inject
    DataSource database;

    @BeforeAll
    static void topic() {
        Topic.create(TOPIC, 3);
        Topic.create(READINGS, 3);
    }

    private static RequestSpecification as(String subscriber) {
        return given().auth().oauth2(Tokens.as(subscriber, "subscriber")).contentType(ContentType.JSON);
    }

    private static String somebody() {
        return "subscriber-" + UUID.randomUUID();
    }

    private static ValidatableResponse subscribe(String subscriber, String url, String more) {
        return as(subscriber).body("{\"url\": \"" + url + "\"" + more + "}").post("/api/webhooks").then();
    }

    private static String subscribed(String subscriber, Sink sink, String subjects, String more) {
        return subscribe(subscriber, sink.url(), ", \"topics\": [\"" + TOPIC + "\"], \"subjects\": [" + subjects + "]" + more)
                .statusCode(201).extract().path("id");
    }

    private static String quoted(String... texts) {
        return "\"" + String.join("\", \"", texts) + "\"";
    }

    private static void change(String subject, int number) {
        Topic.send(Topic.event(TOPIC, subject, number, "KR,KZ", "{\"number\": " + number + "}"));
    }

    private static ValidatableResponse log(String subscriber, String id) {
        return as(subscriber).get("/api/webhooks/" + id + "/deliveries").then().statusCode(200);
    }

    @Test
    void all_that_reads_changes_says_how_far_it_is_behind() {
        change("measured", 1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            var lags = given().get("/q/metrics").then().statusCode(200).extract().asString().lines()
                    .filter(line -> line.startsWith("kafka_consumer_fetch_manager_records_lag_max{")).toList();
            for (var reader : List.of("change-tail-trade", "consumer-gateway-webhooks-")) {
                assertTrue(lags.stream().anyMatch(line -> line.contains("client_id=\"" + reader)), lags.toString());
            }
        });
    }

    @Test
    void what_is_a_subscribers_own_is_kept_by_no_cache() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 204)) {
            String id = subscribe(subscriber, sink.url(), "").statusCode(201).header("Cache-Control", "no-store").extract()
                    .path("id");
            as(subscriber).get("/api/webhooks").then().statusCode(200).header("Cache-Control", "no-store");
            log(subscriber, id).header("Cache-Control", "no-store");
            as(somebody()).get("/api/webhooks/" + id).then().statusCode(404).header("Cache-Control", "no-store");
        }
    }

    @Test
    void a_subscription_shows_its_secret_once_and_belongs_to_its_subscriber() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 204)) {
            var made = subscribe(subscriber, sink.url(), ", \"topics\": [\"trade.\"], \"pair\": \"KZ-KR\"").statusCode(201)
                    .header("Location", containsString("/api/webhooks/"))
                    .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}=")).body("status", is("active"))
                    .body("pair", is("KR-KZ")).body("topics", contains("trade.")).body("ordered", is(false)).extract();
            String id = made.path("id");
            as(subscriber).get("/api/webhooks/" + id).then().statusCode(200).body("secret", nullValue()).body("url",
                    is(sink.url()));
            as(subscriber).get("/api/webhooks").then().body("items.id", contains(id)).body("next", nullValue());
            as(somebody()).get("/api/webhooks").then().body("items", empty());
            as(somebody()).get("/api/webhooks/" + id).then().statusCode(404);
            as(somebody()).delete("/api/webhooks/" + id).then().statusCode(404);
            given().get("/api/webhooks").then().statusCode(401).contentType("application/problem+json");
            given().auth().oauth2(Tokens.of("trade-editor")).get("/api/webhooks").then().statusCode(403);
            for (var token : Tokens.unacceptable("subscriber").values()) {
                given().auth().oauth2(token).get("/api/webhooks").then().statusCode(401);
            }
            as(subscriber).delete("/api/webhooks/" + id).then().statusCode(204);
            as(subscriber).get("/api/webhooks/" + id).then().statusCode(404);
        }
    }

    @Test
    void a_subscription_that_is_sent_again_under_its_key_is_made_once() {
        var subscriber = somebody();
        var key = UUID.randomUUID().toString();
        var wanted = "{\"url\": \"http://127.0.0.1:9/\", \"topics\": [\"trade.\"]}";
        var first = once(subscriber, key, wanted).statusCode(201).body("secret", notNullValue()).extract();
        assertEquals(first.asString(), once(subscriber, key, wanted).statusCode(201)
                .header("Location", is(first.header("Location"))).extract().asString());
        once(subscriber, key, wanted.replace("trade", "events")).statusCode(422).body("type",
                endsWith("idempotency-key-reused"));
        once(subscriber, "x".repeat(201), wanted).statusCode(400);
        as(subscriber).get("/api/webhooks").then().body("items", hasSize(1));
        once(somebody(), key, wanted).statusCode(201).body("id", not(is(first.<String>path("id"))));
        once(subscriber, UUID.randomUUID().toString(), wanted).statusCode(201);
        as(subscriber).get("/api/webhooks").then().body("items", hasSize(2));
    }

    @Test
    void a_key_that_comes_with_another_secret_or_without_it_is_refused() {
        var subscriber = somebody();
        var key = UUID.randomUUID().toString();
        var plain = "{\"url\": \"http://127.0.0.1:9/\"}";
        var secret = Secret.made().text();
        var wanted = plain.replace("}", ", \"secret\": \"" + secret + "\"}");
        String id = once(subscriber, key, wanted).statusCode(201).body("secret", is(secret)).extract().path("id");
        once(subscriber, key, wanted).statusCode(201).body("id", is(id)).body("secret", is(secret));
        for (var other : List.of(plain, wanted.replace(secret, Secret.made().text()))) {
            once(subscriber, key, other).statusCode(422).body("type", endsWith("idempotency-key-reused"));
        }
    }

    private static ValidatableResponse once(String subscriber, String key, String wanted) {
        return as(subscriber).header("Idempotency-Key", key).body(wanted).post("/api/webhooks").then();
    }

    @Test
    void refuses_what_cannot_be_subscribed_to_and_points_at_it() {
        var subscriber = somebody();
        subscribe(subscriber, "http://[::ffff:10.0.0.1]/", "").statusCode(422).body("violations.pointer", contains("/url"));
        subscribe(subscriber, "http://169.254.169.254/latest", "").statusCode(422);
        subscribe(subscriber, "http://127.0.0.1:9/", ", \"topics\": [\"Trade!\"], \"countries\": [\"KZ\", \"XX\"], "
                + "\"pair\": \"KZ\", \"measure\": {\"code\": \"trade.nothing\"}").statusCode(422)
                .body("violations.pointer", containsInAnyOrder("/topics/0", "/countries/1", "/pair", "/measure/code"));
        subscribe(subscriber, "http://127.0.0.1:9/", ", \"secret\": \"short\"").statusCode(422)
                .body("violations.pointer", contains("/secret"));
        subscribe(subscriber, "http://127.0.0.1:9/", ", \"topic\": \"trade\"").statusCode(400);
        as(subscriber).body("{\"url\": \"" + "x".repeat(70_000) + "\"}").post("/api/webhooks").then().statusCode(413);
        as(subscriber).body("").post("/api/webhooks").then().statusCode(400);
        as(subscriber).get("/api/webhooks").then().body("items", empty());
    }

    @Test
    void one_subscriber_has_only_so_many() {
        var subscriber = somebody();
        IntStream.range(0, 20).forEach(each -> subscribe(subscriber, "http://127.0.0.1:9/", "").statusCode(201));
        subscribe(subscriber, "http://127.0.0.1:9/", "").statusCode(409).body("detail", containsString("20"));
    }

    @Test
    void a_change_arrives_signed_as_a_cloud_event_and_only_where_it_is_wanted() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> 200)) {
            var secret = Secret.made();
            var id = subscribed(subscriber, sink, quoted(record), ", \"secret\": \"" + secret.text() + "\"");
            change(UUID.randomUUID().toString(), 1);
            change(record, 2);
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(1, sink.taken().size()));
            var message = sink.taken().get(0);
            assertEquals("/hook", message.path());
            assertEquals("application/cloudevents+json; charset=utf-8", message.headers().get("content-type"));
            assertEquals(message.event().getString("id"), message.id());
            assertEquals(record, message.event().getString("subject"));
            assertEquals(2, message.event().getJsonObject("data").getInteger("number"));
            assertEquals(
                    secret.signature(message.id(), Long.parseLong(message.headers().get("webhook-timestamp")), message.body()),
                    message.headers().get("webhook-signature"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> log(subscriber, id).body("items", hasSize(1)).body("items[0].status", is("delivered"))
                            .body("items[0].responseCode", is(200)).body("items[0].attempt", is(1))
                            .body("items[0].eventId", is(message.id())).body("items[0].nextAt", nullValue()));
        }
    }

    @Test
    void a_subscription_to_an_answer_gets_the_readings_of_a_measure_with_its_dimensions_and_nothing_else() {
        var subscriber = somebody();
        var measure = "trade.companies.foreign-capital";
        try (var sink = new Sink(message -> 204); var wide = new Sink(message -> 204)) {
            subscribe(subscriber, sink.url(), ", \"measure\": {\"code\": \"" + measure
                    + "\", \"dimensions\": {\"reporter\": \"KZ\", \"partner\": \"KR\"}}").statusCode(201)
                    .body("measure.code", is(measure)).body("measure.dimensions.partner", is("KR"));
            // Absent and null are the same: any partner.
            subscribe(subscriber, wide.url(), ", \"measure\": {\"code\": \"" + measure
                    + "\", \"dimensions\": {\"reporter\": \"KZ\", \"partner\": null}}").statusCode(201)
                    .body("measure.dimensions", is(Map.of("reporter", "KZ")));
            Topic.send(Topic.event(TOPIC, measure, 1, "KR,KZ", reading(measure, "KZ", "KR", 1)),
                    Topic.event(READINGS, "m", 2, "KR,KZ", reading("trade.agreements.in-force", "KZ", "KR", 2)),
                    Topic.event(READINGS, "m", 3, "KZ,UZ", reading(measure, "KZ", "UZ", 3)),
                    Topic.event(READINGS, "m", 4, "KR,KZ", reading(measure, "KR", "KZ", 4)),
                    Topic.event(READINGS, "m", 5, "KR,KZ", reading(measure, "KZ", "KR", 5)),
                    Topic.event(READINGS, "m", 6, "KR,KZ", reading(measure, "KZ", "KR", 6)));
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(3, 5, 6), numbers(wide)));
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of(5, 6), numbers(sink)));
        }
        subscribe(subscriber, "http://127.0.0.1:9/", ", \"measure\": {\"code\": \"" + measure
                + "\", \"dimensions\": {\"reportr\": \"KZ\"}}").statusCode(422)
                .body("violations.pointer", contains("/measure/dimensions/reportr"));
    }

    private static String reading(String code, String reporter, String partner, int number) {
        return "{\"code\": \"%s\", \"dimensions\": {\"reporter\": \"%s\", \"partner\": \"%s\"}, \"number\": %d}"
                .formatted(code, reporter, partner, number);
    }

    /** Of the events that were taken, in any order. */
    private static List<Integer> numbers(Sink sink) {
        return sink.taken().stream().map(message -> message.event().getJsonObject("data").getInteger("number")).sorted()
                .toList();
    }

    @Test
    void a_target_that_fails_now_and_then_ends_with_everything_under_the_same_ids() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        // Every fifth message fails at first: 20 %.
        try (var sink = new Sink(
                message -> message.event().getJsonObject("data").getInteger("number") % 5 == 0
                        && tries.merge(message.id(), 1, Integer::sum) <= 2 ? 500 : 200)) {
            var id = subscribed(subscriber, sink, quoted(record), "");
            var events = new ArrayList<>(IntStream.range(0, 50)
                    .mapToObj(number -> Topic.event(TOPIC, record, number, "KZ", "{\"number\": " + number + "}")).toList());
            Topic.send(events.toArray(ProducerRecord[]::new));
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertEquals(50,
                    new HashSet<>(sink.taken().stream().map(Sink.Message::id).toList()).size()));
            assertEquals(70, sink.messages().size());
            await().atMost(PATIENCE)
                    .untilAsserted(() -> as(subscriber).get("/api/webhooks/" + id).then().body("failingSince", nullValue()));
        }
    }

    @Test
    void an_ordered_subscription_waits_for_the_change_before_of_the_same_record() {
        var subscriber = somebody();
        var stuck = UUID.randomUUID().toString();
        var free = UUID.randomUUID().toString();
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        try (var sink = new Sink(message -> message.event().getString("subject").equals(stuck)
                && tries.merge(message.id(), 1, Integer::sum) <= 2 ? 503 : 200)) {
            subscribed(subscriber, sink, quoted(stuck, free), ", \"ordered\": true");
            for (int number = 0; number < 4; number++) {
                change(stuck, number);
                change(free, number);
            }
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertEquals(8, sink.taken().size()));
            for (var record : List.of(stuck, free)) {
                assertEquals(List.of(0, 1, 2, 3),
                        sink.taken().stream().filter(message -> message.event().getString("subject").equals(record))
                                .map(message -> message.event().getJsonObject("data").getInteger("number")).toList());
            }
        }
    }

    @Test
    void of_an_ordered_subscription_only_the_first_of_a_record_is_due() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> number(message) == 0 ? 0 : 204)) {
            var id = subscribed(subscriber, sink, quoted(record), ", \"ordered\": true");
            sendTogether(record, 30);
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items", hasSize(30)));
            log(subscriber, id).body("items.status", everyItem(is("pending")))
                    .body("items.findAll { it.nextAt != null }.id", hasSize(1)).body("items[29].nextAt", notNullValue());
            // The first is given up, each of the others hands over to the next.
            await().atMost(PATIENCE).until(() -> sink.taken().size() == 29);
            assertEquals(IntStream.range(1, 30).boxed().toList(),
                    sink.taken().stream().map(WebhookResourceTest::number).toList());
        }
    }

    @Test
    void what_waits_for_one_that_ended_without_handing_over_is_found() throws SQLException {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> number(message) == 0 ? 0 : 204)) {
            var id = subscribed(subscriber, sink, quoted(record), ", \"ordered\": true");
            sendTogether(record, 3);
            await().atMost(PATIENCE).until(() -> sink.messages().size() == 1);
            try (var connection = database.getConnection();
                    var statement = connection.prepareStatement("update delivery set status = 'delivered', next_at = null "
                            + "where webhook_id = cast(? as uuid) and next_at is not null")) {
                statement.setString(1, id);
                assertEquals(1, statement.executeUpdate());
            }
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> sink.taken().size() == 2);
            assertEquals(List.of(1, 2), sink.taken().stream().map(WebhookResourceTest::number).toList());
        }
    }

    private static void sendTogether(String subject, int count) {
        Topic.send(IntStream.range(0, count)
                .mapToObj(number -> Topic.event(TOPIC, subject, number, "KZ", "{\"number\": " + number + "}"))
                .toArray(ProducerRecord[]::new));
    }

    private static int number(Sink.Message message) {
        return message.event().getJsonObject("data").getInteger("number");
    }

    @Test
    void redirects_are_not_followed_and_what_is_given_up_can_be_delivered_again() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        var healed = new boolean[1];
        try (var sink = new Sink(message -> healed[0] ? 200 : 302)) {
            var id = subscribed(subscriber, sink, quoted(record), "");
            change(record, 1);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> log(subscriber, id).body("items[0].status", is("failed"))
                    .body("items[0].attempt", is(4)).body("items[0].responseCode", is(302))
                    .body("items[0].problem", containsString("redirects")));
            assertTrue(sink.messages().stream().allMatch(message -> message.path().equals("/hook")));
            as(subscriber).get("/api/webhooks/" + id).then().body("failingSince", notNullValue());
            healed[0] = true;
            String delivery = log(subscriber, id).extract().path("items[0].id");
            as(subscriber).post("/api/webhooks/" + id + "/deliveries/" + delivery + "/redeliver").then().statusCode(202)
                    .body("status", is("pending"));
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items[0].status", is("delivered")));
            assertEquals(1, new HashSet<>(sink.messages().stream().map(Sink.Message::id).toList()).size());
            as(subscriber).post("/api/webhooks/" + id + "/deliveries/" + UUID.randomUUID() + "/redeliver").then()
                    .statusCode(404);
        }
    }

    @Test
    void what_has_been_withheld_is_not_delivered_again() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> 204)) {
            var id = subscribed(subscriber, sink, quoted(record), "");
            Topic.send(Topic.event(TOPIC, record, 1, "KZ", "{\"text\": \"Private words\"}"));
            await().atMost(PATIENCE).until(() -> sink.messages().size() == 1);
            assertTrue(sink.messages().get(0).body().contains("Private words"));
            Topic.send(withheld(record, 2));
            await().atMost(PATIENCE).until(() -> sink.messages().size() == 2);
            String delivery = log(subscriber, id).extract().path("items[1].id");
            as(subscriber).post("/api/webhooks/" + id + "/deliveries/" + delivery + "/redeliver").then().statusCode(202);
            await().atMost(PATIENCE).until(() -> sink.messages().size() == 3);
            assertEquals(sink.messages().get(0).id(), sink.messages().get(2).id());
            assertFalse(sink.messages().get(2).body().contains("Private words"));
        }
    }

    @Test
    void a_notice_withholds_what_its_own_topic_has_said_and_no_other_notice() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> message.body().contains("Private words") ? 0 : 204)) {
            var id = subscribe(subscriber, sink.url(), ", \"topics\": [" + quoted(TOPIC, READINGS) + "], \"subjects\": ["
                    + quoted(record) + "], \"ordered\": true").statusCode(201).extract().<String>path("id");
            var events = List.of(Topic.event(TOPIC, record, 1, "KZ", "{\"text\": \"Private words\"}"),
                    Topic.event(READINGS, record, 1, "KZ", "{\"text\": \"Private words\"}"), withheld(TOPIC, record, 2),
                    withheld(READINGS, record, 2));
            for (int sent = 0; sent < events.size(); sent++) {
                Topic.send(events.get(sent));
                var size = sent + 1;
                await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items", hasSize(size)));
            }
            await().atMost(PATIENCE).until(() -> sink.taken().size() == 2);
            assertTrue(sink.taken().stream().allMatch(message -> message.event().getString("type").endsWith(".withheld.v1")));
            log(subscriber, id).body("items.drop(2).problem", everyItem(is("It has been withheld.")));
        }
    }

    @Test
    void a_notice_that_comes_twice_withholds_nothing_that_came_behind_it() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> message.body().contains("number") ? 0 : 204)) {
            var id = subscribed(subscriber, sink, quoted(record), "");
            var notice = withheld(TOPIC, record, 1);
            var again = Topic.with(notice, null, Map.of());
            Topic.send(notice);
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items", hasSize(1)));
            change(record, 2);
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items", hasSize(2)));
            Topic.send(again);
            change(record, 3);
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items", hasSize(3)));
            log(subscriber, id).body("items.problem", not(hasItem("It has been withheld.")));
            as(subscriber).delete("/api/webhooks/" + id).then().statusCode(204);
        }
    }

    private static ProducerRecord<String, byte[]> withheld(String record, int sequence) {
        return withheld(TOPIC, record, sequence);
    }

    private static ProducerRecord<String, byte[]> withheld(String topic, String record, int sequence) {
        var withheld = Topic.event(topic, record, sequence, "KZ", "{\"withheld\": true}");
        withheld.headers().remove("ce_type").add("ce_type",
                "org.tamga.trade.hooked.withheld.v1".getBytes(StandardCharsets.UTF_8));
        return withheld;
    }

    @Test
    void what_is_withheld_by_the_time_the_webhooks_come_to_it_is_put_into_no_queue() throws SQLException {
        var subscriber = somebody();
        var first = UUID.randomUUID().toString();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> 204); var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            var id = subscribed(subscriber, sink, quoted(first, record), "");
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("lock table event in share mode");
            }
            // The webhooks come no further than the first meanwhile, for all are in one partition.
            Topic.send(inOnePartition(Topic.event(TOPIC, first, 1, "KZ", "{\"number\": 1}")));
            Topic.send(inOnePartition(Topic.event(TOPIC, record, 2, "KZ", "{\"text\": \"Private words\"}")));
            Topic.send(inOnePartition(withheld(record, 3)));
            await().atMost(PATIENCE).until(() -> given().get("/api/changes?format=ndjson&topic=" + TOPIC + "&subject=" + record)
                    .asString().contains("withheld.v1"));
            connection.rollback();
            await().atMost(PATIENCE).until(() -> sink.messages().size() >= 2);
            log(subscriber, id).body("items", hasSize(2));
            assertTrue(sink.messages().stream().noneMatch(message -> message.body().contains("Private words")));
        }
    }

    private static ProducerRecord<String, byte[]> inOnePartition(ProducerRecord<String, byte[]> event) {
        return Topic.with(event, 0, Map.of());
    }

    @Test
    void a_try_that_fails_late_does_not_revive_what_has_been_withheld_meanwhile() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> 0)) {
            // Without what tells of the withholding, so that there is one delivery alone.
            var id = subscribed(subscriber, sink, quoted(record), ", \"types\": [\"org.tamga." + TOPIC + ".changed.v1\"]");
            change(record, 1);
            await().atMost(PATIENCE).until(() -> !sink.messages().isEmpty());
            Topic.send(withheld(record, 2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> log(subscriber, id).body("items[0].problem", is("It has been withheld.")));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> as(subscriber).get("/api/webhooks/" + id).then().body("failingSince", notNullValue()));
            log(subscriber, id).body("items", hasSize(1)).body("items[0].status", is("failed"))
                    .body("items[0].problem", is("It has been withheld.")).body("items[0].nextAt", nullValue());
        }
    }

    @Test
    void only_so_many_tries_are_under_way_to_one_webhook_and_to_one_subscriber() throws Exception {
        var subscriber = somebody();
        var other = somebody();
        var record = UUID.randomUUID().toString();
        try (var silent = new Sink(message -> 0); var sink = new Sink(message -> 204)) {
            var ids = Stream.generate(() -> subscribed(subscriber, silent, quoted(record), "")).limit(3).toList();
            // One to each is under way when the rest comes, all at once.
            ids.forEach(id -> as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202));
            await().atMost(PATIENCE).until(() -> silent.messages().size() >= 3);
            Topic.send(IntStream.range(0, 10).mapToObj(number -> Topic.event(TOPIC, record, number, "KZ", "{\"number\": 1}"))
                    .toArray(ProducerRecord[]::new));
            var counts = await().atMost(PATIENCE).until(() -> firstTriesUnderway(subscriber), found -> sum(found) >= 8);
            assertEquals(8, sum(counts));
            assertTrue(Collections.max(counts) <= 4, counts::toString);
            var id = subscribed(other, sink, quoted("nothing"), "");
            as(other).post("/api/webhooks/" + id + "/test").then().statusCode(202);
            await().atMost(PATIENCE).until(() -> sink.taken().size() == 1);
            ids.forEach(each -> as(subscriber).delete("/api/webhooks/" + each).then().statusCode(204));
        }
    }

    /** How many to each webhook, at one moment. */
    private List<Integer> firstTriesUnderway(String subscriber) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select count(*) from delivery d join webhook w on w.id = d.webhook_id where w.owner = ? "
                                + "and d.status = 'pending' and d.attempt = 1 and d.problem is null group by w.id")) {
            statement.setString(1, subscriber);
            var counts = new ArrayList<Integer>();
            for (var rows = statement.executeQuery(); rows.next();) {
                counts.add(rows.getInt(1));
            }
            return counts;
        }
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void what_a_transaction_of_minutes_wrote_before_the_subscription_and_committed_after_it_is_delivered() {
        var subscriber = somebody();
        var record = UUID.randomUUID().toString();
        try (var sink = new Sink(message -> 204)) {
            var id = subscribed(subscriber, sink, quoted(record), "");
            var made = Instant.parse(as(subscriber).get("/api/webhooks/" + id).path("createdAt"));
            Topic.send(dated(made.minusSeconds(360), record, 1), dated(made.minusSeconds(120), record, 2));
            await().atMost(PATIENCE).until(() -> !sink.taken().isEmpty());
            log(subscriber, id).body("items", hasSize(1));
            assertEquals(2, sink.taken().get(0).event().getJsonObject("data").getInteger("number"));
        }
    }

    private static ProducerRecord<String, byte[]> dated(Instant published, String subject, int number) {
        var event = Topic.event(TOPIC, subject, number, "KZ", "{\"number\": " + number + "}");
        return new ProducerRecord<>(TOPIC, null, published.toEpochMilli(), event.key(), event.value(), event.headers());
    }

    @Test
    void a_test_message_comes_whatever_is_wanted_and_the_log_has_pages() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 204)) {
            var id = subscribed(subscriber, sink, quoted("nothing"), "");
            for (int each = 0; each < 3; each++) {
                as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202).body("eventId", notNullValue());
            }
            await().atMost(PATIENCE).untilAsserted(() -> log(subscriber, id).body("items.status", everyItem(is("delivered"))));
            assertEquals("org.tamga.webhook.tested.v1", sink.taken().get(0).event().getString("type"));
            var first = as(subscriber).get("/api/webhooks/" + id + "/deliveries?limit=2").then().body("items", hasSize(2))
                    .extract();
            as(subscriber).urlEncodingEnabled(false).get(first.<String>path("next")).then().body("items", hasSize(1))
                    .body("items.id", not(contains(first.<String>path("items[0].id")))).body("next", nullValue());
            as(subscriber).get("/api/webhooks/" + id + "/deliveries?limit=0").then().statusCode(400);
        }
    }

    @Test
    void where_many_deliveries_wait_no_more_can_be_asked_for() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 0)) {
            var id = subscribed(subscriber, sink, quoted("nothing"), "");
            var asked = 0;
            while (as(subscriber).post("/api/webhooks/" + id + "/test").statusCode() == 202) {
                assertTrue(++asked < 300);
            }
            assertTrue(asked >= 100, asked + " were taken");
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(429).header("Retry-After", "10")
                    .body("type", endsWith("/rate-limited"));
            String delivery = log(subscriber, id).extract().path("items[0].id");
            as(subscriber).post("/api/webhooks/" + id + "/deliveries/" + delivery + "/redeliver").then().statusCode(429);
            as(subscriber).delete("/api/webhooks/" + id).then().statusCode(204);
        }
    }

    @Test
    void a_new_secret_signs_beside_the_former_one() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 204)) {
            var former = Secret.made();
            var id = subscribed(subscriber, sink, quoted("nothing"), ", \"secret\": \"" + former.text() + "\"");
            String present = as(subscriber).post("/api/webhooks/" + id + "/secret").then().statusCode(200).extract()
                    .path("secret");
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202);
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(1, sink.taken().size()));
            var message = sink.taken().get(0);
            var timestamp = Long.parseLong(message.headers().get("webhook-timestamp"));
            assertEquals(Secret.parsed(present).signature(message.id(), timestamp, message.body()) + " "
                    + former.signature(message.id(), timestamp, message.body()), message.headers().get("webhook-signature"));
        }
    }

    @Test
    void a_webhook_that_fails_for_too_long_is_disabled_with_a_notice_until_it_is_enabled() throws Exception {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 500)) {
            var id = subscribed(subscriber, sink, quoted("nothing"), "");
            failing(id, "4 days");
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> log(subscriber, id).body("items[0].status", is("failed")));
            as(subscriber).get("/api/webhooks/" + id).then().body("status", is("active"));
            failing(id, "6 days");
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> as(subscriber).get("/api/webhooks/" + id).then().body("status", is("disabled"))
                            .body("notice", containsString("answered 500")));
            log(subscriber, id).body("items.status", everyItem(is("failed")));
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(409).body("type",
                    endsWith("/illegal-transition"));
            as(subscriber).post("/api/webhooks/" + id + "/enable").then().statusCode(200).body("status", is("active"))
                    .body("notice", nullValue()).body("failingSince", nullValue());
        }
    }

    /** As if so much time had passed. */
    private void failing(String webhook, String since) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "update webhook set failing_since = clock_timestamp() - cast(? as interval) where id = cast(? as uuid)")) {
            statement.setString(1, since);
            statement.setString(2, webhook);
            assertEquals(1, statement.executeUpdate());
        }
    }

    @Test
    void a_target_that_does_not_answer_is_given_its_time_and_no_more() {
        var subscriber = somebody();
        try (var sink = new Sink(message -> 0)) {
            var id = subscribed(subscriber, sink, quoted("nothing"), "");
            as(subscriber).post("/api/webhooks/" + id + "/test").then().statusCode(202);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> log(subscriber, id)
                    .body("items[0].problem", containsString("did not answer")).body("items[0].responseCode", nullValue()));
        }
    }

    @Test
    void its_migrations_are_not_held_to_what_its_transactions_are() throws SQLException {
        try (var connection = flyway.getConfiguration().getDataSource().getConnection();
                var statement = connection.createStatement();
                var limits = statement.executeQuery("select current_setting('transaction_timeout'),"
                        + " current_setting('idle_in_transaction_session_timeout')")) {
            limits.next();
            assertEquals("0", limits.getString(1));
            assertEquals("0", limits.getString(2));
            assertEquals(0, connection.getNetworkTimeout());
        }
    }

    @Test
    void the_gateway_is_ready_by_itself() {
        given().get("/q/health/ready").then().statusCode(200).body("status", is("UP"))
                .body("checks.name", everyItem(not(containsString("atabase"))));
    }
}
