package org.tamga.gateway.feed;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.tamga.gateway.change.Topic;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "gateway"), @ResourceArg(name = RealServices.KAFKA, value = "true")})
@WithTestResource(StandIns.class)
class FeedResourceTest {

    @Test
    void has_the_pairs_latest_changes_the_newest_first_and_what_was_withheld_once_it_is_restored() {
        Topic.create("trade.feed", 1);
        Topic.send(
                Topic.event("trade.feed", "a", 1, "AL,AM",
                        "{\"reason\": \"new\", \"after\": [{\"title\": {\"en\": \"First & foremost\"}}]}"),
                Topic.event("trade.feed", "b", 2, "AL", "{\"after\": [{\"title\": {\"en\": \"Of one alone\"}}]}"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/feeds/AM-AL.atom?lang=en").then().statusCode(200)
                        .contentType("application/atom+xml").body("feed.title", is("Albania – Armenia: changes"))
                        .body("feed.entry.size()", is(1)).body("feed.entry[0].title", endsWith(": First & foremost")));
        Topic.send(Topic.event("trade.feed", "c", 3, "AL,AM",
                "{\"reason\": \"correction\", \"after\": [{\"title\": {\"en\": \"Second\"}}]}"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/AL-AM.atom?lang=en").then()
                .body("feed.entry.size()", is(2)).body("feed.entry[0].summary", is("correction")));
        Topic.send(Topic.with(Topic.event("trade.feed", "a", 4, "AL,AM", "{\"withheld\": true}"), null,
                Map.of("ce_type", "org.tamga.trade.feed.withheld.v1")));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/AL-AM.atom?lang=en").then()
                .body("feed.entry.size()", is(2)).body(not(containsString("foremost"))));
        Topic.send(Topic.with(Topic.event("trade.feed", "a", 5, "AL,AM", "{}"), null,
                Map.of("ce_type", "org.tamga.trade.feed.restored.v1")));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/AL-AM.atom?lang=en").then()
                .body("feed.entry.size()", is(4)).body(containsString("foremost")));
        var etag = given().get("/feeds/AL-AM.atom?lang=en").header("ETag");
        given().header("If-None-Match", etag).get("/feeds/AL-AM.atom?lang=en").then().statusCode(304);
        given().get("/feeds/AL-XX.atom").then().statusCode(404);
        given().get("/feeds/AL.atom").then().statusCode(400);
    }

    @Test
    void has_the_latest_by_when_they_happened_whatever_partition_they_came_by() {
        Topic.create("trade.order", 2);
        var start = Instant.parse("2026-03-01T10:00:00Z");
        // The second partition is filled first, and each has every other moment.
        for (var partition = 1; partition >= 0; partition--) {
            for (var second = partition; second < 60; second += 2) {
                Topic.send(Topic.with(Topic.event("trade.order", "o" + second, second, "CL,CO",
                        "{\"after\": [{\"title\": {\"en\": \"No. " + second + "\"}}]}"), partition,
                        Map.of("ce_time", start.plusMillis(500 * second).toString())));
            }
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/CL-CO.atom?lang=en").then()
                .body("feed.entry[0].title", endsWith(": No. 59")).body("feed.entry[1].title", endsWith(": No. 58"))
                .body("feed.entry.size()", is(50)).body("feed.entry[49].title", endsWith(": No. 10"))
                .body("feed.updated", is("2026-03-01T10:00:29.500Z")));
        var etag = given().get("/feeds/CL-CO.atom?lang=en").header("ETag");
        Topic.send(Topic.with(Topic.event("trade.order", "late", 60, "CL,CO",
                "{\"after\": [{\"title\": {\"en\": \"Late\"}}]}"), 0, Map.of("ce_time", start.plusMillis(29_250).toString())));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().header("If-None-Match", etag)
                .get("/feeds/CL-CO.atom?lang=en").then().statusCode(200).body("feed.entry[1].title", endsWith(": Late")));
    }

    @Test
    void looks_further_back_where_little_has_changed_of_late() {
        Topic.create("trade.past", 1);
        Topic.send(past(Duration.ofDays(3), "old", 1), past(Duration.ofHours(20), "of-yesterday", 2),
                past(Duration.ofMinutes(5), "new", 3));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/BT-BN.atom?lang=en").then()
                .body("feed.entry.size()", is(3)).body("feed.entry[0].title", endsWith(": new"))
                .body("feed.entry[2].title", endsWith(": old")));
    }

    @Test
    void has_a_change_once_that_was_sent_twice() {
        Topic.create("trade.repeat", 1);
        var change = Topic.event("trade.repeat", "a", 1, "FI,FJ", "{\"after\": [{\"title\": {\"en\": \"Once\"}}]}");
        Topic.send(change);
        Topic.send(change);
        Topic.send(Topic.event("trade.repeat", "b", 2, "FI,FJ", "{\"after\": [{\"title\": {\"en\": \"Last\"}}]}"));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/feeds/FI-FJ.atom?lang=en").then()
                .body("feed.entry[0].title", endsWith(": Last")));
        given().get("/feeds/FI-FJ.atom?lang=en").then().body("feed.entry.size()", is(2));
    }

    @Test
    void one_caller_has_only_so_many_feeds_read_at_once() {
        var threads = Executors.newFixedThreadPool(12);
        try {
            var answers = Stream.of("AD", "AE", "AF", "AG", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA").map(
                    country -> CompletableFuture.supplyAsync(
                            () -> given().get("/feeds/" + country + "-VU.atom").then().extract(),
                            threads))
                    .toList().stream().map(CompletableFuture::join).toList();
            var refused = answers.stream().filter(answer -> answer.statusCode() == 429).toList();
            assertFalse(refused.isEmpty());
            refused.forEach(answer -> assertEquals("10", answer.header("Retry-After")));
            assertTrue(answers.stream().filter(answer -> answer.statusCode() == 200).count() >= 2);
            assertEquals(Set.of(200, 429), answers.stream().map(answer -> answer.statusCode()).collect(Collectors.toSet()));
        } finally {
            threads.shutdownNow();
        }
        given().get("/feeds/AD-VU.atom").then().statusCode(200);
    }

    private static ProducerRecord<String, byte[]> past(Duration ago, String title, long sequence) {
        var event = Topic.event("trade.past", title, sequence, "BT,BN",
                "{\"after\": [{\"title\": {\"en\": \"" + title + "\"}}]}");
        return new ProducerRecord<>(event.topic(), null, Instant.now().minus(ago).toEpochMilli(), event.key(), event.value(),
                event.headers());
    }
}
