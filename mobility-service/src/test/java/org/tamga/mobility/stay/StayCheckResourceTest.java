package org.tamga.mobility.stay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@MobilityTest
class StayCheckResourceTest {

    private static final String TRIPS = """
                                        "trips": [{"entry": "2025-01-01", "exit": "2025-01-01"}, {"entry": "2025-05-02", "exit": "2025-05-31"},
                                        {"entry": "2025-06-05", "exit": "2025-07-04"}], "planned": {"entry": "2025-07-09", "exit": "2025-08-07"}""";

    private static ValidatableResponse ask(String members) {
        return given().contentType(ContentType.JSON).body("{" + members + "}").post("/api/mobility/stay-checks").then().log()
                .ifValidationFails();
    }

    @Test
    void the_recorded_limits_are_applied_and_cited() {
        Api.put("visa-regimes",
                """
                "nationality": "TO", "destination": "KI", "requirement": "visa-free", "validFrom": "2020-01-01",
                "limits": [{"kind": "per-entry", "days": 30},
                {"kind": "window", "days": 60, "windowDays": 180, "windowKind": "rolling-backward"}],
                "legalBasis": {"kind": "bilateral", "act": "Agreement"}""")
                .statusCode(201);
        ask("\"nationality\": \"TO\", \"destination\": \"KI\", " + TRIPS).statusCode(200)
                .body("verdict", equalTo("refused"), "requirement", equalTo("visa-free"), "limits", hasSize(2))
                .body("rulesAsOf", equalTo("2025-07-09"), "lastSafeExit", nullValue())
                .body("limits[0].kind", equalTo("per-entry"), "limits[0].verdict", equalTo("allowed"))
                .body("limits[0].daysUsed", equalTo(30), "limits[0].lastSafeExit", equalTo("2025-08-07"))
                .body("limits[1].windowKind", equalTo("rolling-backward"), "limits[1].verdict", equalTo("refused"))
                .body("limits[1].daysUsed", equalTo(61), "limits[1].breachOn", equalTo("2025-07-09"))
                .body("limits[1].windowFrom", equalTo("2025-01-11"), "limits[1].windowTo", equalTo("2025-07-09"))
                .body("limits[1].countedTrips.days", equalTo(List.of(30, 30, 1)))
                .body("limits[1].sources[0].title", equalTo("Notice"), "earliestReEntry", equalTo("2025-10-29"));
        ask("\"nationality\": \"TO\", \"destination\": \"KI\", \"rulesAsOf\": \"2019-01-01\", " + TRIPS)
                .body("verdict", equalTo("unknown"), "because", containsString("recorded"), "limits", empty());
    }

    @Test
    void what_was_asked_for_is_said_and_is_tourism_with_an_ordinary_passport_where_nothing_is() {
        Api.put("visa-regimes",
                """
                "nationality": "NU", "destination": "KI", "documentType": "service",
                "purposesIn": ["business"], "requirement": "visa-free", "limits": [{"kind": "per-entry", "days": 30}]""")
                .statusCode(201);
        ask("\"nationality\": \"NU\", \"destination\": \"KI\", " + TRIPS).statusCode(200)
                .body("documentType", equalTo("ordinary"), "purpose", equalTo("tourism"), "verdict", equalTo("unknown"));
        ask("\"nationality\": \"NU\", \"destination\": \"KI\", \"documentType\": \"service\", \"purpose\": \"business\", "
                + TRIPS).statusCode(200)
                .body("documentType", equalTo("service"), "purpose", equalTo("business"), "verdict", equalTo("allowed"));
    }

    @Test
    void a_visa_that_is_granted_before_says_itself_how_long_one_may_stay_within_the_limits_so_no_day_is_safe() {
        regime("CK", "\"visa-required\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime("PW", "\"e-visa\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 29}]");
        regime("MH", "\"visa-on-arrival\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime("NR", "\"visa-on-arrival\"");
        regime("TK", "\"e-visa\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime("FM", "\"visa-free\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime("FM", "\"e-visa\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        judged("FM", "unknown", "The rule is disputed: ");
        judged("CK", "unknown", "A visa is needed; it says itself how long one may stay.");
        judged("PW", "refused", null);
        judged("MH", "allowed", null);
        judged("NR", "unknown", "A visa is needed; it says itself how long one may stay.");
        judged("TK", "unknown", "The rule is disputed: by e-visa (30 days per entry) it is unknown.");
    }

    @Test
    void of_a_disputed_rule_every_reading_is_told_with_what_it_comes_to() {
        regime("CC", "\"visa-free\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime("CC", "\"no-admission\", \"confidence\": \"disputed\"");
        ask("\"nationality\": \"CC\", \"destination\": \"WF\", " + TRIPS).statusCode(200)
                .body("verdict", equalTo("differs"), "lastSafeExit", nullValue())
                .body("readings.collect { it.requirement + ' ' + it.limits.days + ' ' + it.verdict }",
                        containsInAnyOrder("visa-free [30] allowed", "no-admission [] refused"));
        regime("CX", "\"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        ask("\"nationality\": \"CX\", \"destination\": \"WF\", " + TRIPS).body("verdict", equalTo("allowed"))
                .body("readings", nullValue());
    }

    private static void regime(String nationality, String requirement) {
        Api.put("visa-regimes",
                "\"nationality\": \"" + nationality + "\", \"destination\": \"WF\", \"requirement\": " + requirement)
                .statusCode(201);
    }

    /** What is said of thirty days. */
    private static void judged(String nationality, String verdict, String because) {
        ask("\"nationality\": \"" + nationality + "\", \"destination\": \"WF\", " + TRIPS).statusCode(200)
                .body("verdict", equalTo(verdict), "because", because == null ? nullValue() : startsWith(because))
                .body("lastSafeExit", verdict.equals("allowed") ? equalTo("2025-08-07") : nullValue())
                .body("limits.lastSafeExit", everyItem(notNullValue()));
    }

    @Test
    void given_rules_replace_the_recorded_ones() {
        ask("\"rules\": [{\"kind\": \"window\", \"days\": 60, \"windowDays\": 180, \"windowKind\": \"unknown\"}], " + TRIPS)
                .statusCode(200).body("verdict", equalTo("differs"), "limits[0].readings", hasSize(2))
                .body("purpose", nullValue(), "documentType", nullValue());
    }

    @Test
    void who_has_only_been_there_asks_without_a_plan() {
        ask("""
            "rules": [{"kind": "window", "days": 60, "windowDays": 180, "windowKind": "rolling-backward"}],
            "trips": [{"entry": "2025-01-01", "exit": "2025-01-30"}, {"entry": "2025-02-15", "exit": "2025-03-16"}]""")
                .statusCode(200).body("verdict", equalTo("allowed"), "earliestReEntry", equalTo("2025-06-30"));
    }

    @Test
    void what_no_traveller_can_mean_is_refused_with_its_place() {
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"trips\": [{\"entry\": \"2025-02-02\", \"exit\": \"2025-02-01\"}]")
                .statusCode(422).body("violations[0].pointer", equalTo("/trips/0"))
                .body("violations[0].detail", containsString("before it starts"));
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"trips\": [" + Stream
                .generate(() -> "{\"entry\": \"2025-02-02\", \"exit\": \"2025-02-03\"}").limit(10_000)
                .collect(Collectors.joining(",")) + "]").statusCode(422).body("violations.pointer", hasItem("/trips"))
                .body("detail", containsString("5000"));
        // A small question of many values, and a long one, would each be a heap full of memory.
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"trips\": [" + "{},".repeat(100_000) + "{}]").statusCode(400)
                .body("detail", containsString("values"));
        ask("\"nationality\": \"KR\", \"destination\": \"" + " ".repeat(1 << 20) + "\"").statusCode(413);
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"planned\": {\"entry\": \"2025-02-30\", \"exit\": \"2025-03-01\"}")
                .statusCode(422).body("violations[0].pointer", equalTo("/planned/entry"));
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\"").statusCode(422);
        ask(TRIPS).statusCode(422).body("violations[0].pointer", equalTo("/nationality"));
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"colour\": 1").statusCode(422)
                .body("violations[0].pointer", equalTo("/colour"));
        ask("\"rules\": [{\"kind\": \"per-entry\", \"days\": 0}], " + TRIPS).statusCode(422)
                .body("violations[0].pointer", equalTo("/rules/0/days"));
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"trips\": [{\"entry\": \"0900-01-01\", \"exit\": \"2025-02-03\"}]")
                .statusCode(422).body("violations[0].pointer", equalTo("/trips"));
        ask("\"nationality\": \"KR\", \"destination\": \"KZ\", \"knownAt\": \"-1000000000-01-01T00:00:00Z\", " + TRIPS)
                .statusCode(422).body("violations[0].pointer", equalTo("/knownAt"));
        ask("").statusCode(422);
    }
}
