package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tamga.testing.Citations;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What the ambassador said, against the registers, over topics alone; what is added is withdrawn again. */
@ExtendWith(OneSuite.class)
class WordsAgainstRecordIT {

    private static final String COMPANIES = "414dea74-8d9d-50ef-9909-995ec9e01d22";
    private static final String COMPANIES_BEFORE = "7e6b2b1e-485f-5efe-8cb3-bce59f800b94";
    private static final String STAY = "efe39a32-2e9c-5ac5-95ed-928f92f96a83";
    private static final String FLIGHTS = "b9c18269-ba07-5429-be4a-f0cbe337cbf9";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void thirty_days_are_what_the_acts_say_in_both_directions(Suite suite) {
        awaitVerdict(suite, STAY, "consistent").body("assessment.automatic.observed.value", equalTo(30),
                "assessment.automatic.directions.verdict", contains("consistent", "consistent"));
    }

    @Test
    void twenty_flights_state_no_unit_and_the_published_figures_are_listed_by_stage(Suite suite) {
        awaitVerdict(suite, FLIGHTS, "not-comparable").body("assessment.automatic.breakdown.label",
                hasItem(containsString("permitted")), "assessment.automatic.explanation.en", containsString("flights-per-week"),
                "assessment.automatic.explanation", hasKey("ko"));
    }

    @Test
    void the_894_companies_have_no_data_and_their_history_is_shown(Suite suite) {
        awaitVerdict(suite, COMPANIES, "no-data").body("related.find { it.type == 'updates' }.claimId",
                equalTo(COMPANIES_BEFORE),
                "related.find { it.type == 'updates' }.quantity.value", equalTo(740));
        awaitVerdict(suite, COMPANIES_BEFORE, "no-data");
    }

    @Test
    void the_observed_number_moves_as_companies_are_added_and_the_verdict_only_with_a_stated_coverage(Suite suite)
            throws Exception {
        var added = new ArrayList<String>();
        var latencies = new ArrayList<Double>();
        try {
            for (int i = 1; i <= 20; i++) {
                added.add(company(suite, i));
                var written = System.nanoTime();
                var number = i;
                await().atMost(PATIENCE).pollInterval(5, TimeUnit.MILLISECONDS)
                        .until(() -> Integer.valueOf(number).equals(claim(suite, COMPANIES).extract()
                                .path("assessment.automatic.observed.value")));
                latencies.add((System.nanoTime() - written) / 1e6);
            }
            latencies.sort(null);
            System.out.printf(
                    "answer of the write -> the claim stands at the new number, 20 times: median %.0f ms, longest %.0f ms%n",
                    latencies.get(10), latencies.get(19));
            claim(suite, COMPANIES).body("assessment.automatic.verdict", equalTo("no-data"));
            String coverage = editor(suite)
                    .body("{\"measure\": \"trade.companies.foreign-capital\", \"dimensions\": {\"reporter\": \"KZ\","
                            + " \"partner\": \"KR\"}, \"completeness\": \"complete\", \"sources\": [" + Citations.ANY + "]}")
                    .post(suite.gateway() + "/api/trade/coverages").then().statusCode(201).extract().path("id");
            awaitVerdict(suite, COMPANIES, "overstated").body("assessment.automatic.difference", equalTo(874));
            given().get(suite.gateway() + "/api/events/claims?verdict=overstated").then().statusCode(200).body("items.id",
                    hasItem(COMPANIES));
            given().get(suite.gateway() + "/api/events/claims/" + COMPANIES + "/assessments").then().statusCode(200)
                    .body("items[0].verdict", equalTo("overstated"), "items[0].evidence", not(nullValue()));
            withdraw(suite, "coverages/" + coverage);
            awaitVerdict(suite, COMPANIES, "no-data");
        } finally {
            for (var company : added) {
                withdrawCompany(suite, "companies/" + company);
            }
        }
        assertTrue(latencies.size() >= 20);
        await().atMost(PATIENCE)
                .until(() -> claim(suite, COMPANIES).extract().path("assessment.automatic.observed.value") == null);
        assertEquals("no-data", claim(suite, COMPANIES).extract().path("assessment.automatic.verdict"));
    }

    @Test
    void a_gathering_shows_how_those_who_are_invited_get_there(Suite suite) throws Exception {
        var editor = suite.token("events-editor");
        var gathering = suite.gateway() + "/api/events/gatherings/" + UUID.randomUUID();
        given().auth().oauth2(editor).contentType("application/json")
                .body("{\"title\": {\"en\": \"Round table\"}, \"classification\": \"roundtable\", \"startsOn\": \"2026-03-02\","
                        + " \"place\": {\"city\": \"Seoul\", \"country\": \"KR\", \"unlocode\": \"KRSEL\"}, \"invited\": [\"KZ\"],"
                        + " \"sources\": [" + Citations.ANY + "]}")
                .put(gathering).then().statusCode(201);
        await().atMost(PATIENCE).untilAsserted(() -> given().get(gathering).then().statusCode(200)
                .body("access.on", equalTo("2026-03-02"), "access.invited.nationality", contains("KZ"),
                        "access.invited[0].visa.requirement", equalTo("visa-free")));
        given().auth().oauth2(editor).contentType("application/json").header("If-Match", "\"1\"")
                .body("{\"because\": \"of a test\", \"sources\": [" + Citations.ANY + "]}").post(gathering + "/retraction")
                .then()
                .statusCode(200);
    }

    @Test
    void one_trace_leads_from_the_write_of_a_company_through_the_reading_to_the_finding(Suite suite) throws Exception {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var company = company(suite, 1, trace);
        try {
            awaitEventIn(trace, suite, "trade",
                    event -> event.path("type").asText().equals("org.tamga.trade.company.registered.v1"));
            awaitEventIn(trace, suite, "trade",
                    event -> event.path("type").asText().equals("org.tamga.trade.measure.changed.v1")
                            && event.path("data").path("code").asText().equals("trade.companies.foreign-capital"));
            awaitEventIn(trace, suite, "events",
                    event -> event.path("type").asText().equals("org.tamga.events.claim.assessed.v1")
                            && event.path("data").path("claimId").asText().equals(COMPANIES));
        } finally {
            withdrawCompany(suite, "companies/" + company);
            await().atMost(PATIENCE)
                    .until(() -> claim(suite, COMPANIES).extract().path("assessment.automatic.observed.value") == null);
        }
    }

    /** Waits for such an event in a service's change log that says it is part of the trace. */
    private static void awaitEventIn(String trace, Suite suite, String domain, Predicate<JsonNode> wanted) {
        await().atMost(PATIENCE).until(() -> {
            var after = 0L;
            JsonNode items;
            do {
                items = given().get(suite.gateway() + "/api/" + domain + "/changes?limit=1000&after=" + after).then()
                        .statusCode(200).extract().as(JsonNode.class).path("items");
                for (var item : items) {
                    if (item.path("traceparent").asText().startsWith("00-" + trace + "-") && wanted.test(item)) {
                        return true;
                    }
                    after = item.path("sequence").asLong();
                }
            } while (!items.isEmpty());
            return false;
        });
    }

    private static String company(Suite suite, int number) throws Exception {
        return company(suite, number, UUID.randomUUID().toString().replace("-", ""));
    }

    /** @param trace the id of the trace that its caller is in */
    private static String company(Suite suite, int number, String trace) throws Exception {
        var traceparent = "00-" + trace + "-00f067aa0ba902b7-01";
        String company = editor(suite).header("traceparent", traceparent)
                .body("{\"names\": [{\"text\": \"Company " + number + "\", \"type\": \"legal\"}],"
                        + " \"entityType\": \"company\", \"jurisdiction\": \"KZ\", \"sources\": [" + Citations.ANY + "]}")
                .post(suite.gateway() + "/api/trade/companies").then().statusCode(201).extract().path("id");
        editor(suite).header("traceparent", traceparent)
                .body("{\"holder\": {\"name\": \"Holder\", \"kind\": \"entity\", \"country\": \"KR\"},"
                        + " \"interestType\": \"shareholding\", \"sources\": [" + Citations.ANY + "]}")
                .post(suite.gateway() + "/api/trade/companies/" + company + "/interests").then().statusCode(201);
        return company;
    }

    /** What refers to it goes first. */
    private static void withdrawCompany(Suite suite, String address) throws Exception {
        List<String> interests = given().get(suite.gateway() + "/api/trade/" + address + "/interests").then().statusCode(200)
                .extract().path("items.id");
        for (var interest : interests) {
            withdraw(suite, address + "/interests/" + interest);
        }
        withdraw(suite, address);
    }

    private static void withdraw(Suite suite, String address) throws Exception {
        var tag = given().get(suite.gateway() + "/api/trade/" + address).then().statusCode(200).extract().header("ETag");
        editor(suite).header("If-Match", tag).body("{\"because\": \"of a test\", \"sources\": [" + Citations.ANY + "]}")
                .post(suite.gateway() + "/api/trade/" + address + "/retraction").then().statusCode(200);
    }

    private static RequestSpecification editor(Suite suite) throws Exception {
        return given().auth().oauth2(suite.token("trade-editor")).contentType("application/json");
    }

    private static ValidatableResponse claim(Suite suite, String id) {
        return given().get(suite.gateway() + "/api/events/claims/" + id).then().statusCode(200);
    }

    private static ValidatableResponse awaitVerdict(Suite suite, String claim, String verdict) {
        await().atMost(PATIENCE).until(() -> claim(suite, claim).extract().path("assessment.automatic.verdict"),
                verdict::equals);
        return claim(suite, claim);
    }
}
