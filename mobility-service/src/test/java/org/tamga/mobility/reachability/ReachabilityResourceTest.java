package org.tamga.mobility.reachability;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** Bolivia's RBO and Guyana's RGY, joined daily; nothing else is recorded. */
@MobilityTest
class ReachabilityResourceTest {

    private static final String TIMES = """
                                        "arriveBefore": "2026-03-10T09:00:00Z", "departAfter": "2026-03-12T18:00:00Z\"""";

    @BeforeEach
    void record() {
        airport(1, "RBO", "BO");
        airport(2, "RGY", "GY");
        flight(3, "1", "RBO", "RGY");
        flight(4, "2", "RGY", "RBO");
        regime(5, "BO", "\"requirement\": \"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(6, "PE", "\"requirement\": \"visa-free\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 2}]");
        regime(7, "CL", "\"requirement\": \"no-admission\"");
        regime(8, "EC",
                "\"requirement\": \"visa-free\", \"confidence\": \"disputed\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 30}]");
        regime(9, "CO", "\"requirement\": \"visa-required\"");
    }

    private static UUID id(int number) {
        return UUID.fromString("4ea0c000-0000-4000-8000-%012d".formatted(number));
    }

    private static void airport(int number, String code, String country) {
        Api.put("airports", id(number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "America/La_Paz\""""
                        .formatted(code, country));
    }

    private static void flight(int id, String number, String from, String to) {
        Api.put("flight-schedules", id(id), null,
                """
                "airline": "R1", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "20:00", "sta": "23:30",
                "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "period": {"from": "2026-03-01", "to": "2026-03-31"}"""
                        .formatted(number, from, to));
    }

    private static void regime(int number, String nationality, String members) {
        Api.put("visa-regimes", id(number), null, "\"nationality\": \"%s\", \"destination\": \"GY\", %s".formatted(nationality,
                members));
    }

    private static ValidatableResponse ask(String members) {
        return given().contentType(ContentType.JSON).body("{" + members + "}").post("/api/mobility/reachability").then().log()
                .ifValidationFails();
    }

    @Test
    void each_group_has_its_verdict_and_its_proof() {
        ask("\"place\": \"RGY\", " + TIMES
                + """
                  , "groups": [{"nationality": "BO", "origin": "BO", "size": 12}, {"nationality": "PE", "origin": "RBO"},
                  {"nationality": "CL", "origin": "RBO"}, {"nationality": "EC", "origin": "RBO"}, {"nationality": "CO", "origin": "RBO"},
                  {"nationality": "BO", "origin": "SR"}, {"nationality": "GY", "origin": "RBO"}]""")
                .statusCode(200)
                .body("groups.verdict", equalTo(List.of("yes", "no", "no", "disputed", "unknown", "unknown", "yes")))
                .body("groups[0].size", equalTo(12), "groups[0].journeys", hasSize(2))
                .body("groups[0].journeys[0].direction", equalTo("there"))
                .body("groups[0].journeys[0].departure", equalTo("2026-03-09T20:00:00-04:00"))
                .body("groups[0].journeys[1].direction", equalTo("back"))
                .body("groups[0].journeys[1].legs[0].flight", equalTo("R12"))
                .body("groups[0].reasons.verdict", equalTo(List.of("yes", "yes", "yes", "yes")))
                .body("groups[0].reasons[3].sources[0].title", equalTo("Notice"))
                .body("groups[1].reasons.because", hasItem(containsString("must leave on 2026-03-10")))
                .body("groups[5].reasons.because", hasItem(containsString("No flight schedule")));
    }

    @Test
    void what_cannot_be_asked_is_refused_with_its_place() {
        ask(TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/place"));
        ask("\"place\": \"RGY\", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/arriveBefore"));
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": []").statusCode(422).body("violations[0].pointer",
                equalTo("/groups"));
        ask("\"place\": \"RGY\", " + TIMES + ", \"groups\": [{\"nationality\": \"Bolivia\", \"origin\": \"BO\"}]")
                .statusCode(422)
                .body("violations[0].pointer", equalTo("/groups/0/nationality"));
        ask("\"place\": \"QXQ\", " + TIMES + ", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/place"));
        ask("\"gatheringId\": \"" + UUID.randomUUID() + "\", \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]")
                .statusCode(422).body("violations[0].pointer", equalTo("/gatheringId"));
        ask("\"place\": \"RGY\", \"arriveBefore\": \"2026-03-10T09:00:00Z\", \"departAfter\": \"2026-03-09T09:00:00Z\","
                + " \"groups\": [{\"nationality\": \"BO\", \"origin\": \"BO\"}]").statusCode(422)
                .body("violations[0].pointer", equalTo("/departAfter"));
    }
}
