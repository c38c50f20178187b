package org.tamga.mobility.visa;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class VisaRegimeResourceTest {

    private static final String BILATERAL = "\"legalBasis\": {\"kind\": \"bilateral\", \"act\": \"Agreement of %s\"}";

    private static String regime(String nationality, String destination, String more) {
        return "\"nationality\": \"%s\", \"destination\": \"%s\", \"requirement\": \"visa-free\"%s".formatted(nationality,
                destination, more.isEmpty() ? "" : ", " + more);
    }

    private static ValidatableResponse put(String nationality, String destination, String more) {
        return Api.put("visa-regimes", regime(nationality, destination, more));
    }

    private static String act(String name) {
        return BILATERAL.formatted(name);
    }

    @Test
    void a_regime_keeps_several_limits() {
        put("JP", "UZ",
                "\"limits\": [{\"kind\": \"per-entry\", \"days\": 30}, {\"kind\": \"window\", \"days\": 60, \"windowDays\": 180}]")
                .statusCode(201)
                .body("documentType", equalTo("ordinary"), "limits", hasSize(2), "limits[1].windowKind", equalTo("unknown"));
        Api.get("visa-regimes?nationality=JP&destination=UZ&documentType=ordinary").statusCode(200).body("items", hasSize(1));
    }

    @Test
    void two_regimes_for_the_same_travellers_contradict_each_other_and_the_answer_names_the_other() {
        var first = put("JP", "KG", act("A")).statusCode(201).extract().<String>path("id");
        put("JP", "KG", act("A") + ", \"purposesIn\": [\"business\"], \"validFrom\": \"2025-01-01\"").statusCode(409)
                .body("type", equalTo("https://tamga.example/problems/conflict"), "detail", containsString(first));
        // An act that is not named may be the same.
        put("JP", "KG", "\"legalBasis\": {\"kind\": \"bilateral\"}").statusCode(409);
        put("KG", "JP", act("A")).statusCode(201);
        put("JP", "KG", act("A") + ", \"documentType\": \"diplomatic\"").statusCode(201);
    }

    @Test
    void regimes_of_different_acts_or_disputed_or_not_in_force_stand_side_by_side() {
        put("JP", "TJ", act("A")).statusCode(201);
        put("JP", "TJ", act("B")).statusCode(201);
        put("JP", "TJ", "\"legalBasis\": {\"kind\": \"unilateral\", \"act\": \"Agreement of A\"}").statusCode(201);
        put("JP", "TJ", "\"confidence\": \"reported\"").statusCode(201);
        put("JP", "TJ", "\"confidence\": \"reported\"").statusCode(409);
        put("JP", "TJ", act("A") + ", \"confidence\": \"disputed\"").statusCode(201);
        put("JP", "TJ", act("A") + ", \"status\": \"suspended\"").statusCode(201);
        put("JP", "TJ", act("A") + ", \"confidence\": \"planned\"").statusCode(201);
        put("JP", "TJ", act("A")).statusCode(409).body("violations", hasSize(1));
    }

    @Test
    void regimes_for_different_purposes_or_days_stand_side_by_side() {
        put("JP", "TM", "\"purposesIn\": [\"tourism\"], \"validFrom\": \"2024-01-01\", \"validTo\": \"2025-01-01\"")
                .statusCode(201);
        put("JP", "TM", "\"purposesOut\": [\"tourism\"], \"validFrom\": \"2024-01-01\"").statusCode(201);
        put("JP", "TM", "\"purposesIn\": [\"tourism\"], \"validFrom\": \"2025-01-01\"").statusCode(201);
        put("JP", "TM", "\"purposesIn\": [\"tourism\", \"work\"]").statusCode(409).body("violations", hasSize(3));
    }

    @Test
    void rows_of_one_file_contradict_each_other_like_writes() {
        var file = new StringBuilder();
        for (var more : List.of(act("A"), act("B"), act("A") + ", \"validTo\": \"2020-01-01\"",
                act("A") + ", \"documentType\": \"service\"")) {
            file.append("{\"id\": \"").append(UUID.randomUUID()).append("\", ").append(regime("JP", "LT", more)).append(", ")
                    .append("\"sources\": [{\"type\": \"legal-act\", \"title\": \"Act\", \"publisher\": \"Gazette\"}]}\n");
        }
        Imports.take("visa-regimes", "format=ndjson", "application/x-ndjson", file.toString()).statusCode(200)
                .body("accepted", equalTo(3), "problems.line", equalTo(List.of(3)))
                .body("problems[0].detail", containsString("contradicts visa-regime"));
        put("JP", "LT", act("B")).statusCode(409);
    }

    @Test
    void of_two_contradicting_writers_at_once_one_is_refused() throws Exception {
        var writers = Executors.newFixedThreadPool(2);
        try {
            for (var destination : List.of("BE", "BG", "CY", "DK", "EE", "ES")) {
                Callable<Integer> write = () -> put("JP", destination, act("A")).extract().statusCode();
                var answers = writers.invokeAll(List.of(write, write));
                assertEquals(List.of(201, 409), answers.stream().map(VisaRegimeResourceTest::value).sorted().toList());
            }
        } finally {
            writers.shutdown();
        }
    }

    private static int value(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_broken_rule_is_named_with_its_pointer() {
        put("JP", "JP", """
                        "purposesIn": ["tourism"], "purposesOut": ["tourism"], "limits": [{"kind": "per-entry", "days": 30},
                          {"kind": "per-entry", "days": 60}]""").statusCode(422).body("violations.pointer",
                hasItems("/destination", "/purposesOut/0", "/purposesOut", "/limits/1"));
        Api.put("visa-regimes", "\"nationality\": \"JP\", \"destination\": \"MN\", \"requirement\": \"unknown\"")
                .statusCode(422)
                .body("violations.pointer", hasItem("/requirement"));
        Api.put("visa-regimes",
                "\"nationality\": \"JP\", \"destination\": \"MN\", \"requirement\": \"no-admission\", \"limits\": [{\"kind\": \"per-entry\", \"days\": 1}]")
                .statusCode(422).body("violations.pointer", hasItem("/limits"));
        for (var limit : List.of("{\"kind\": \"per-entry\", \"days\": 30, \"windowDays\": 180}",
                "{\"kind\": \"window\", \"days\": 60}",
                "{\"kind\": \"window\", \"days\": 200, \"windowDays\": 180}",
                "{\"kind\": \"window\", \"days\": 90, \"windowDays\": 365, \"windowKind\": \"calendar-year\"}")) {
            put("JP", "UZ", "\"limits\": [" + limit + "]").statusCode(422).body("violations.pointer", hasItem("/limits/0"));
        }
        put("JP", "UZ", "\"limits\": [{\"days\": 0}]").statusCode(422)
                .body("violations.pointer", hasItems("/limits/0/kind", "/limits/0/days"));
    }

    @Test
    void a_regime_before_its_legal_basis_lands_with_a_warning() {
        put("JP", "AM", """
                        "validFrom": "2014-01-01",
                        "legalBasis": {"kind": "bilateral", "signedOn": "2014-06", "inForceFrom": "2014-05"}""").statusCode(201)
                .body("warnings.code", hasItems("valid-before-in-force", "in-force-before-signed"));
    }

    @Test
    void events_say_what_happened_to_whom() {
        var id = UUID.randomUUID();
        write(id, 1, "\"validFrom\": \"2020-01-01\"");
        assertEquals(new Api.Event("visa-regime.recorded", List.of("AZ", "JP")), Api.event(id, 1));
        write(id, 2, "\"validFrom\": \"2021-01-01\", \"registrationWithinDays\": 5");
        write(id, 3, "\"validFrom\": \"2021-01-01\", \"registrationWithinDays\": 3");
        write(id, 4, "\"validFrom\": \"2022-01-01\", \"status\": \"suspended\"");
        write(id, 5, "\"validFrom\": \"2022-01-01\", \"validTo\": \"2023-01-01\", \"status\": \"suspended\"");
        write(id, 6, "\"validFrom\": \"2024-01-01\", \"status\": \"ended\"");
        assertEquals(List.of("amended", "corrected", "suspended", "ended", "ended"),
                Stream.of(2, 3, 4, 5, 6).map(version -> Api.event(id, version).type().replace("visa-regime.", "")).toList());
    }

    private static void write(UUID id, int version, String more) {
        Api.put("visa-regimes", id, version == 1 ? null : "\"" + (version - 1) + "\"", regime("JP", "AZ", more))
                .statusCode(version == 1 ? 201 : 200).body("version", equalTo(version));
    }
}
