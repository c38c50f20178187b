package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.SuiteStatus.ServerState;
import org.tamga.local.suite.SuiteStatus.ServerStatus;
import org.tamga.testing.Citations;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Many companies are imported while many claims are bound to their numbers, and servers are killed in between: in the end every
 * claim stands at what a recount finds. It takes long and runs only where it is asked for:
 * {@code mvn verify -pl end-to-end -Dit.test=WordsUnderFireIT -Dtamga.fire=100000}.
 */
@EnabledIfSystemProperty(named = "tamga.fire", matches = "\\d+", disabledReason = "mvn -pl end-to-end verify -Dit.test=WordsUnderFireIT -Dtamga.fire=100000")
class WordsUnderFireIT {

    private static final int COMPANIES = Integer.getInteger("tamga.fire", 0);
    private static final int CLAIMS = 1_000;
    private static final int ONE_BY_ONE = 200;
    private static final List<String> COUNTRIES = List.of("KZ", "KR", "UZ", "KG", "TJ", "TM");
    private static final List<String> KILLED = List.of("trade", "events", "kafka", "trade", "events");
    private static final String DAY = "2026-06-01";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String CODE = "trade.companies.foreign-capital";

    private final Random random = new Random(8);
    private String tradeEditor;
    private String eventsEditor;

    /** In which country a company is, and whose capital works in it. */
    private record Pair(String reporter, String partner) {

        /** Not every pair has as many. */
        static Pair of(int company) {
            var reporter = company * 7 % 11 % COUNTRIES.size();
            var partner = company % 5;
            return new Pair(COUNTRIES.get(reporter), COUNTRIES.get(partner < reporter ? partner : partner + 1));
        }
    }

    @Test
    void in_the_end_every_claim_stands_at_what_a_recount_finds_whatever_was_killed() throws Exception {
        try (var suite = Suite.start("--no-starter")) {
            tradeEditor = suite.token("trade-editor");
            eventsEditor = suite.token("events-editor");
            var expected = new TreeMap<String, Integer>();
            var file = companies(suite, expected);
            cover(suite);
            var claims = claims(suite, expected);
            var began = Instant.now();
            var kills = importUnderFire(suite, file);
            var imported = Instant.now();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> wrong(suite, claims, expected).isEmpty());
            System.out.printf("%,d companies imported in %d s, servers killed: %s; %,d claims right %d s later%n", COMPANIES,
                    Duration.between(began, imported).toSeconds(), kills, claims.size(),
                    Duration.between(imported, Instant.now()).toSeconds());
            for (var pair : expected.entrySet()) {
                var countries = pair.getKey().split("-");
                var recount = given().queryParam("reporter", countries[0]).queryParam("partner", countries[1])
                        .queryParam("validAt", DAY).get(suite.gateway() + "/api/trade/measures/" + CODE).then().statusCode(200)
                        .extract().as(JsonNode.class);
                assertEquals(pair.getValue(), recount.path("value").asInt(), pair.getKey());
            }
            var claim = claims.keySet().iterator().next();
            var pair = claims.get(claim).getKey();
            var moved = new ArrayList<Long>();
            for (int i = 1; i <= ONE_BY_ONE; i++) {
                moved.add(moved(suite, claim, pair, expected.get(pair) + i).toMillis());
            }
            Collections.sort(moved);
            System.out.printf("one company more moves %d claims of its pair: p50 %d ms, p99 %d ms of %d%n",
                    claims.values().stream().filter(other -> other.getKey().equals(pair)).count(),
                    moved.get(ONE_BY_ONE / 2), moved.get(ONE_BY_ONE * 99 / 100), ONE_BY_ONE);
        }
    }

    /** From the answer to a company's owner until the claim stands at that number. */
    private Duration moved(Suite suite, String claim, String pair, int number) throws Exception {
        var trade = suite.gateway() + "/api/trade/companies";
        String company = given().auth().oauth2(tradeEditor).contentType("application/json")
                .body("{\"names\": [{\"text\": \"One more\", \"type\": \"legal\"}], \"entityType\": \"company\","
                        + " \"jurisdiction\": \"" + pair.substring(0, 2) + "\", \"sources\": [" + Citations.ANY + "]}")
                .post(trade).then().statusCode(201).extract().path("id");
        given().auth().oauth2(tradeEditor).contentType("application/json")
                .body("{\"holder\": {\"name\": \"Holder\", \"kind\": \"entity\", \"country\": \"" + pair.substring(3)
                        + "\"}, \"interestType\": \"shareholding\", \"sources\": [" + Citations.ANY + "]}")
                .post(trade + "/" + company + "/interests").then().statusCode(201);
        var began = Instant.now();
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .until(() -> observed(suite, claim).at("/observed/value").asInt(), equalTo(number));
        return Duration.between(began, Instant.now());
    }

    /** Companies, each with an owner in another country, as statements of ownership; counts them by pair. */
    private Path companies(Suite suite, Map<String, Integer> expected) throws IOException {
        var file = suite.data().resolve("companies.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (var country : COUNTRIES) {
                entity(out, "holder-" + country, country);
            }
            for (int i = 0; i < COMPANIES; i++) {
                var pair = Pair.of(i);
                entity(out, "company-" + i, pair.reporter);
                out.write("{\"statementId\": \"" + UUID.randomUUID()
                        + "\", \"statementDate\": \"2026-01-01\", \"recordId\": \"share-" + i
                        + "\", \"recordType\": \"relationship\", \"recordDetails\": {\"subject\": \"company-" + i
                        + "\", \"interestedParty\": \"holder-" + pair.partner
                        + "\", \"interests\": [{\"type\": \"shareholding\", \"startDate\": \"2024-05-05\"}]}}\n");
                expected.merge(pair.reporter + "-" + pair.partner, 1, Integer::sum);
            }
        }
        return file;
    }

    private static void entity(BufferedWriter out, String id, String country) throws IOException {
        out.write("{\"statementId\": \"" + UUID.randomUUID() + "\", \"statementDate\": \"2026-01-01\", \"recordId\": \"" + id
                + "\", \"recordType\": \"entity\", \"recordDetails\": {\"entityType\": {\"type\": \"registeredEntity\"}, \"name\": \""
                + id
                + "\", \"jurisdiction\": {\"code\": \"" + country + "\"}, \"foundingDate\": \"2020-01-01\"}}\n");
    }

    /** So that verdicts are given, not only numbers. */
    private void cover(Suite suite) throws Exception {
        for (var reporter : COUNTRIES) {
            for (var partner : COUNTRIES) {
                if (!reporter.equals(partner)) {
                    given().auth().oauth2(tradeEditor).contentType("application/json")
                            .body("{\"measure\": \"" + CODE + "\", \"dimensions\": {\"reporter\": \"" + reporter
                                    + "\", \"partner\": \"" + partner + "\"}, \"completeness\": \"complete\", \"sources\": ["
                                    + Citations.ANY + "]}")
                            .post(suite.gateway() + "/api/trade/coverages").then().statusCode(201);
                }
            }
        }
    }

    /** By claim: its pair and the number that it says. */
    private Map<String, Map.Entry<String, Integer>> claims(Suite suite, Map<String, Integer> expected) throws Exception {
        var gathering = events(suite, "gatherings",
                "\"title\": {\"en\": \"Forum\"}, \"classification\": \"forum\", \"startsOn\": \"" + DAY + "\"");
        var statement = events(suite, "statements", "\"gatheringId\": \"" + gathering
                + "\", \"kind\": \"speech\", \"collective\": {\"en\": \"the experts\"}, \"text\": {\"en\": \"Numbers\"}");
        var pairs = List.copyOf(expected.keySet());
        var claims = new TreeMap<String, Map.Entry<String, Integer>>();
        var lines = new StringBuilder();
        for (int i = 0; i < CLAIMS; i++) {
            var pair = pairs.get(i % pairs.size());
            var id = UUID.randomUUID().toString();
            // As many as there will be, half of them, or twice as many.
            var count = expected.get(pair);
            var said = i % 3 == 0 ? count : i % 3 == 1 ? count / 2 : count * 2;
            claims.put(id, Map.entry(pair, said));
            lines.append("{\"id\": \"").append(id).append("\", \"statementId\": \"").append(statement)
                    .append("\", \"text\": {\"en\": \"So many\"}, \"kind\": \"count\", \"aboutDate\": \"").append(DAY)
                    .append("\", \"quantity\": {\"relation\": \"exactly\", \"value\": ").append(said)
                    .append(", \"unit\": \"companies\"}, \"measure\": {\"code\": \"").append(CODE)
                    .append("\", \"dimensions\": {\"reporter\": \"").append(pair, 0, 2).append("\", \"partner\": \"")
                    .append(pair, 3, 5).append("\"}}, \"sources\": [").append(Citations.ANY).append("]}\n");
        }
        // The definition of the measure comes over a topic.
        await().atMost(PATIENCE).untilAsserted(() -> given().auth().oauth2(eventsEditor)
                .contentType("application/x-ndjson").body(lines.toString().getBytes()).queryParam("format", "ndjson")
                .post(suite.gateway() + "/api/events/claims/import").then().statusCode(200)
                .body("rejected", equalTo(0)));
        return claims;
    }

    private String events(Suite suite, String collection, String fields) throws Exception {
        return given().auth().oauth2(eventsEditor).contentType("application/json")
                .body("{" + fields + ", \"sources\": [" + Citations.ANY + "]}")
                .post(suite.gateway() + "/api/events/" + collection)
                .then().statusCode(201).extract().path("id");
    }

    /** Gives what was killed. */
    private List<String> importUnderFire(Suite suite, Path file) throws Exception {
        String job = given().auth().oauth2(tradeEditor).contentType("application/x-ndjson")
                .header("Prefer", "respond-async").queryParam("format", "bods-json").body(file.toFile())
                .post(suite.gateway() + "/api/trade/companies/import").then().statusCode(202).extract().path("id");
        var kills = new ArrayList<String>();
        while (!"done".equals(status(suite, job))) {
            Thread.sleep(5_000 + random.nextInt(10_000));
            var victim = server(suite, KILLED.get(kills.size() % KILLED.size()));
            if (victim.pid() > 0 && ProcessHandle.of(victim.pid()).filter(ProcessHandle::destroyForcibly).isPresent()) {
                kills.add(victim.name());
                await().atMost(PATIENCE).until(() -> {
                    var now = server(suite, victim.name());
                    return now.pid() != victim.pid() && now.state() == ServerState.READY;
                });
            }
        }
        return kills;
    }

    private static ServerStatus server(Suite suite, String name) {
        return suite.status().servers().stream().filter(server -> server.name().startsWith(name)).findFirst().orElseThrow();
    }

    /** What has become of the import; null while nobody answers. */
    private String status(Suite suite, String job) throws Exception {
        var answer = given().auth().oauth2(tradeEditor).get(suite.gateway() + "/api/trade/imports/" + job);
        if (answer.statusCode() != 200) {
            return null;
        }
        assertEquals(0, answer.<Integer>path("rejected"), answer.asString());
        assertEquals(false, "failed".equals(answer.path("status")), answer.asString());
        return answer.path("status");
    }

    /** The claims that do not stand at their pair's number and at the verdict that follows from it. */
    private static List<String> wrong(Suite suite, Map<String, Map.Entry<String, Integer>> claims,
            Map<String, Integer> expected) {
        return claims.entrySet().stream().filter(claim -> {
            var count = expected.get(claim.getValue().getKey());
            var said = claim.getValue().getValue();
            var found = observed(suite, claim.getKey());
            return found.at("/observed/value").asInt(-1) != count || !found.path("verdict").asText()
                    .equals(said.equals(count) ? "consistent" : said < count ? "understated" : "overstated");
        }).map(Map.Entry::getKey).toList();
    }

    /** What has been found of a claim; asked past the gateway, which would take so many for an attack. */
    private static JsonNode observed(Suite suite, String claim) {
        return given().get(suite.address(Application.EVENTS) + "/api/events/claims/" + claim + "?fields=assessment")
                .as(JsonNode.class).at("/assessment/automatic");
    }
}
