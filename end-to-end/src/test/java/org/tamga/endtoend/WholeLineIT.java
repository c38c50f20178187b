package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tamga.local.suite.Application;
import org.tamga.testing.Citations;

/** The report's own numbers, from the write to the page and to the change event. */
@ExtendWith(OneSuite.class)
class WholeLineIT {

    @Test
    void the_ambassadors_numbers_are_claims_with_their_sources(Suite suite) {
        given().get(suite.gateway() + "/api/events/claims?limit=200").then().statusCode(200)
                .body("items.findAll { it.quantity?.value == 894 && it.quantity?.unit == 'companies' }.sources.flatten()",
                        not(empty()))
                .body("items.quantity.findAll { it != null }.value", hasItems(894, 20, 30));
    }

    @Test
    void a_number_of_one_city_is_not_shown_as_that_of_the_country(Suite suite) {
        var figures = given().get(suite.gateway() + "/api/briefs/KZ-KR?lang=en").then().statusCode(200).extract().asString();
        assertTrue(figures.matches("(?s).*\"text\" ?: ?\"[^\"]*Almaty[^\"]*537[^\"]*\".*"), "537 companies are in Almaty");
    }

    @Test
    void the_visa_rule_says_both_limits_and_the_act_and_was_unknown_before_it_was_recorded(Suite suite) {
        var question = suite.gateway() + "/api/mobility/visa-requirements?nationality=KR&destination=KZ&on=2026-03-01";
        given().get(question).then().statusCode(200).body("requirement", equalTo("visa-free"))
                .body("limits.find { it.kind == 'per-entry' }.days", equalTo(30))
                .body("limits.findAll { it.kind == 'window' && it.windowDays == 180 }.days", hasItem(60))
                .body("limits.sources.flatten().type", hasItem("legal-act"));
        given().get(question + "&knownAt=2020-01-01T00:00:00Z").then().statusCode(200).body("requirement", equalTo("unknown"));
    }

    @Test
    void a_write_is_refused_by_the_service_itself_when_the_gateway_is_bypassed(Suite suite) throws Exception {
        var direct = suite.address(Application.TRADE) + "/api/trade/companies/" + UUID.randomUUID();
        given().contentType("application/json").body(company("Nobody's")).put(direct).then().statusCode(401)
                .body("type", containsString("unauthenticated"));
        given().auth().oauth2(suite.token("events-editor")).contentType("application/json").body(company("Another's"))
                .put(direct).then()
                .statusCode(403);
    }

    @Test
    void the_gateway_keeps_webhooks_in_its_own_database_and_posts_to_no_machine_behind_it(Suite suite) throws Exception {
        var token = suite.token("subscriber");
        await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> given().auth().oauth2(token)
                .get(suite.gateway() + "/api/webhooks").then().statusCode(200).body("items", empty()));
        given().auth().oauth2(token).contentType("application/json").body("{\"url\": \"" + suite.gateway() + "/\"}")
                .post(suite.gateway() + "/api/webhooks").then().statusCode(422).body("violations.pointer", hasItem("/url"));
    }

    @Test
    void the_snapshot_has_all_that_was_recorded_and_a_cursor(Suite suite) {
        await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> {
            var lines = given().get(suite.gateway() + "/api/snapshot?topic=events.claim").then().statusCode(200).extract()
                    .asString().lines().toList();
            assertTrue(lines.stream().anyMatch(line -> line.contains("894 companies")));
            assertTrue(lines.get(lines.size() - 1).startsWith("{\"cursor\":"));
        });
    }

    @Test
    void a_subscriber_that_reconnects_misses_nothing_and_sees_nothing_twice(Suite suite) throws Exception {
        var address = URI.create(suite.gateway() + "/api/changes?topic=trade.company");
        var token = suite.token("trade-editor");
        var written = new ArrayList<String>();
        var stream = ChangeStream.open(address);
        for (int i = 0; i < 60; i++) {
            written.add(given().auth().oauth2(token).contentType("application/json").body(company("Company " + i))
                    .post(suite.gateway() + "/api/trade/companies").then().statusCode(201).extract().path("id"));
            if (i % 10 == 5) {
                stream.close();
            } else if (i % 10 == 8) {
                stream = stream.resumed(address);
            }
        }
        var arrivals = stream.arrivals();
        await().atMost(60, TimeUnit.SECONDS).until(() -> arrivals.size() >= written.size());
        stream.close();
        var subjects = arrivals.stream().map(arrival -> arrival.event().get("subject").textValue()).filter(written::contains)
                .toList();
        assertEquals(written.size(), subjects.size(), "repeated or missed");
        assertEquals(new HashSet<>(written), new HashSet<>(subjects));
    }

    @Test
    void a_change_reaches_the_subscriber_soon(Suite suite) throws Exception {
        var token = suite.token("trade-editor");
        var latencies = new ArrayList<Double>();
        try (var stream = ChangeStream.open(URI.create(suite.gateway() + "/api/changes?topic=trade.company"))) {
            for (int i = 0; i < 220; i++) {
                String id = given().auth().oauth2(token).contentType("application/json").body(company("Quick " + i))
                        .post(suite.address(Application.TRADE) + "/api/trade/companies").then().statusCode(201).extract()
                        .path("id");
                var answered = System.nanoTime();
                await().pollInterval(1, TimeUnit.MILLISECONDS).atMost(60, TimeUnit.SECONDS)
                        .until(() -> arrived(stream, id) != null);
                // The first ones warm up.
                if (i >= 20) {
                    latencies.add(Math.max(0, (arrived(stream, id) - answered) / 1e6));
                }
            }
        }
        latencies.sort(null);
        System.out.printf(
                "answer of the write -> event at the subscriber through the gateway, 200 times: p50 %.1f ms, p99 %.1f ms%n",
                latencies.get(100), latencies.get(198));
        assertEquals(200, latencies.size());
    }

    @Test
    void the_brief_has_the_words_and_the_record_of_the_pair(Suite suite) {
        given().accept("application/json").get(suite.gateway() + "/api/briefs/KZ-KR").then().statusCode(200)
                .body("pair", not(empty()))
                .body("missing", hasSize(0)).body("sections.domain", hasItems("events", "trade", "mobility", "education"));
        var swapped = given().accept("text/html").get(suite.gateway() + "/briefs/KR-KZ?lang=ru").then().statusCode(200)
                .extract().asString();
        assertTrue(swapped.contains("894"), "the brief in Russian lacks the 894");
    }

    @Test
    void a_brief_is_the_same_while_nothing_is_recorded_and_another_after_the_next_write(Suite suite) throws Exception {
        await().atMost(60, TimeUnit.SECONDS).until(() -> knownAt(suite).equals(knownAt(suite)));
        String recordedAt = given().auth().oauth2(suite.token("trade-editor")).contentType("application/json")
                .body(company("Brief")).post(suite.gateway() + "/api/trade/companies").then().statusCode(201).extract()
                .path("recordedAt");
        // Sooner than what is kept ends by itself.
        await().atMost(4, TimeUnit.SECONDS).until(() -> !Instant.parse(knownAt(suite)).isBefore(Instant.parse(recordedAt)));
    }

    private static String knownAt(Suite suite) {
        return given().accept("application/json").get(suite.gateway() + "/api/briefs/KZ-KR?lang=en").then().statusCode(200)
                .extract().path("knownAt");
    }

    @Test
    void records_read_at_the_same_moment_are_the_same_through_the_gateway_as_from_the_service(Suite suite) throws Exception {
        List<String> ids = given().get(suite.gateway() + "/api/trade/companies?limit=20").then().statusCode(200).extract()
                .path("items.id");
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var asked = new LinkedHashMap<String, CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 100; i++) {
            var path = "/api/trade/companies/" + ids.get(i % ids.size());
            asked.put(i + " " + path, client.sendAsync(HttpRequest.newBuilder(suite.gateway().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        for (var each : asked.entrySet()) {
            var path = each.getKey().replaceFirst(".* ", "");
            var alone = client.send(HttpRequest.newBuilder(suite.address(Application.TRADE).resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(alone.body(), each.getValue().join().body());
            // The gateway adds its own.
            alone.headers().map().forEach((name, values) -> {
                if (!Set.of("x-correlation-id", "date").contains(name)) {
                    assertEquals(values, each.getValue().join().headers().allValues(name), name);
                }
            });
        }
    }

    @Test
    void all_documents_of_the_api_can_be_read(Suite suite) {
        given().get(suite.gateway() + "/openapi").then().statusCode(200)
                .body(containsString("/api/mobility/visa-requirements"));
        given().get(suite.gateway() + "/problems/source-required").then().statusCode(200).body(containsString("source"));
        for (var page : List.of("/", "/docs", "/asyncapi")) {
            given().get(suite.gateway() + page).then().statusCode(200);
        }
    }

    private static Long arrived(ChangeStream stream, String id) {
        var arrivals = stream.arrivals();
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            if (arrivals.get(i).event().get("subject").textValue().equals(id)) {
                return arrivals.get(i).nanos();
            }
        }
        return null;
    }

    private static String company(String name) {
        return "{\"names\": [{\"text\": \"" + name
                + "\", \"type\": \"legal\"}], \"entityType\": \"company\", \"jurisdiction\": \"KZ\","
                + " \"sources\": [" + Citations.ANY + "]}";
    }
}
