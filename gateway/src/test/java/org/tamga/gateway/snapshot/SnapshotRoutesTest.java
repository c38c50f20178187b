package org.tamga.gateway.snapshot;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.tamga.gateway.change.Topic;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;

@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "gateway"), @ResourceArg(name = RealServices.KAFKA, value = "true")})
@WithTestResource(StandIns.class)
class SnapshotRoutesTest {

    @TestHTTPResource
    URI gateway;

    private static ProducerRecord<String, byte[]> state(String topic, String id, String value) {
        return new ProducerRecord<>(topic + ".state", id, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonObject> lines(String query) {
        return given().get("/api/snapshot" + query).then().statusCode(200).contentType("application/x-ndjson").extract()
                .asString()
                .lines().map(JsonObject::new).toList();
    }

    @Test
    void has_every_records_last_state_and_a_cursor_from_which_the_changes_go_on() {
        Topic.create("trade.snapshot", 2);
        Topic.create("trade.snapshot.state", 2);
        Topic.create("events.snapshot", 1);
        Topic.create("events.snapshot.state", 1);
        Topic.send(state("trade.snapshot", "a", "{\"recordId\": \"a\", \"version\": 1, \"sequence\": 1, \"periods\": [{}]}"),
                state("trade.snapshot", "b", "{\"recordId\":\"b\",\n\"version\":1,\"sequence\":2,\"periods\":[{}]}"),
                state("trade.snapshot", "a",
                        "{\"recordId\":\"a\",\"version\":2,\"sequence\":3,\"periods\":[{\"name\":\"가\"}]}"),
                state("trade.snapshot", "b", null),
                state("trade.snapshot", "d", "{\"recordId\":\"d\",\"version\":1,\"sequence\":4,\"periods\":[\"withheld\"]}"),
                state("trade.snapshot", "d", null),
                state("events.snapshot", "c", "{\"recordId\":\"c\",\"version\":1,\"sequence\":1,\"periods\":[]}"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> given().get("/api/snapshot?topic=trade.snapshot").then().statusCode(200));
        var lines = lines("?topic=trade.snapshot");
        Map<String, JsonObject> last = new LinkedHashMap<>();
        lines.subList(0, lines.size() - 1).forEach(line -> last.put(line.getString("recordId"), line));
        assertEquals(Set.of("a", "b", "d"), last.keySet());
        assertFalse(lines.toString().contains("withheld"));
        assertEquals("trade.snapshot", last.get("a").getString("topic"));
        assertEquals(3, last.get("a").getInteger("sequence"));
        assertEquals("가", last.get("a").getJsonArray("periods").getJsonObject(0).getString("name"));
        assertTrue(last.get("b").getJsonArray("periods").isEmpty());

        Topic.send(Topic.event("trade.snapshot", "a", 4, "KZ", "{\"number\": 4}"));
        var cursor = lines.get(lines.size() - 1).getString("cursor");
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var changes = given().get("/api/changes?format=ndjson&topic=trade.snapshot&after=" + cursor).then().statusCode(200)
                    .extract().asString().lines().map(JsonObject::new).toList();
            assertEquals(2, changes.size());
            assertEquals("4", changes.get(0).getString("sequence"));
        });
    }

    @Test
    void a_change_that_its_relay_has_not_committed_comes_after_the_cursor_though_its_state_may_be_there() {
        Topic.create("trade.pending", 1);
        Topic.create("trade.pending.state", 1);
        Topic.send(Topic.event("trade.pending", "a", 1, "KZ", "{\"number\": 1}"),
                state("trade.pending", "a", "{\"recordId\":\"a\",\"sequence\":1,\"periods\":[]}"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertEquals(2, lines("?topic=trade.pending").size()));
        try (var relay = Topic.relay()) {
            relay.beginTransaction();
            relay.send(Topic.event("trade.pending", "b", 2, "KZ", "{\"number\": 2}"));
            relay.send(state("trade.pending", "b", "{\"recordId\":\"b\",\"sequence\":2,\"periods\":[]}"));
            relay.flush();
            var lines = lines("?topic=trade.pending");
            assertEquals(List.of("a", "b"),
                    lines.subList(0, lines.size() - 1).stream().map(line -> line.getString("recordId")).toList());
            var cursor = lines.get(lines.size() - 1).getString("cursor");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var changes = given().get("/api/changes?format=ndjson&topic=trade.pending&after=" + cursor).then()
                        .statusCode(200).extract().asString().lines().map(JsonObject::new).toList();
                assertEquals("2", changes.get(0).getString("sequence"));
            });
            relay.commitTransaction();
        }
    }

    @Test
    void readers_that_take_nothing_hold_up_nobody() throws IOException {
        Topic.create("trade.much", 1);
        Topic.create("trade.much.state", 1);
        var padding = "x".repeat(100_000);
        for (var i = 0; i < 100; i++) {
            Topic.send(state("trade.much", "r" + i, "{\"recordId\":\"r" + i + "\",\"periods\":[\"" + padding + "\"]}"));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> given().get("/api/snapshot?topic=trade.much").then().statusCode(200));
        var sleepers = new ArrayList<Socket>();
        var token = Tokens.as("sleeper");
        try {
            for (var i = 0; i < 8; i++) {
                var sleeper = new Socket();
                sleeper.setReceiveBufferSize(4096);
                sleeper.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
                sleepers.add(sleeper);
                sleeper.getOutputStream()
                        .write(("GET /api/snapshot?topic=trade.much HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token
                                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', sleeper.getInputStream().read());
            }
            // They are all that one caller may have, and leave room for others.
            given().auth().oauth2(token).get("/api/snapshot?topic=trade.much").then().statusCode(429)
                    .header("Retry-After", "10");
            assertEquals(101, lines("?topic=trade.much").size());
        } finally {
            for (var sleeper : sleepers) {
                sleeper.close();
            }
        }
    }

    @Test
    void refuses_what_is_no_topic_or_is_not_asked_here() {
        Topic.create("trade.snapshots", 1);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/api/snapshot?topic=nothing.").then().statusCode(400)
                        .body("violations.pointer", contains("topic")));
        given().get("/api/snapshot?topics=trade.").then().statusCode(400).body("type", endsWith("/unknown-parameter"));
    }
}
