package org.tamga.mobility.visa;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

@MobilityTest
class VisaRequirementResourceTest {

    @Test
    void the_rules_behind_a_reading_of_visa_free_days_are_those_of_its_times() {
        var of = "nationality=BT&destination=MV";
        var times = "&validAt=2020-03-01&knownAt=2020-03-02T00:00:00Z&knownBasis=recorded";
        Api.get("measures/mobility.visa-free.max-stay?" + of + times).statusCode(200).body("evidence",
                equalTo("/api/mobility/visa-regimes?" + of + times));
        Api.get("visa-regimes?" + of + times).statusCode(200);
    }

    @Test
    void a_limit_that_is_disputed_makes_no_stay_shorter_and_none_that_it_might_shorten_complete() {
        act("KI", "TO", "visa-free", "bilateral", 30, "confirmed");
        Api.get("measures/mobility.visa-free.max-stay?nationality=KI&destination=TO").body("value", equalTo(30),
                "completeness", equalTo("complete"));
        act("KI", "TO", "visa-free", "unilateral", 14, "disputed");
        Api.get("measures/mobility.visa-free.max-stay?nationality=KI&destination=TO")
                .body("value", equalTo(30), "completeness", equalTo("partial"))
                .body("breakdown.label", containsInAnyOrder("per-entry", "per-entry, disputed"));
        act("KI", "WS", "visa-required", "unilateral", 0, "disputed");
        act("KI", "WS", "visa-free", "unilateral", 20, "disputed");
        Api.get("measures/mobility.visa-free.max-stay?nationality=KI&destination=WS")
                .body("value", nullValue(), "completeness", equalTo("unknown"))
                .body("breakdown.label", containsInAnyOrder("visa-required, disputed", "per-entry, disputed"))
                .body("breakdown.value", containsInAnyOrder(0, 20));
    }

    private static void act(String nationality, String destination, String requirement, String kind, int days,
            String confidence) {
        Api.put("visa-regimes",
                """
                "nationality": "%s", "destination": "%s", "requirement": "%s", "status": "in-force", "confidence": "%s",
                "limits": [%s], "legalBasis": {"kind": "%s", "act": "Act of %d days"},
                "sources": [{"type": "legal-act", "title": "Act of %d days", "publisher": "Gazette"}]""".formatted(nationality,
                        destination, requirement, confidence,
                        days == 0 ? "" : "{\"kind\": \"per-entry\", \"days\": " + days + "}", kind, days, days))
                .statusCode(201);
    }

    @Test
    void nothing_recorded_is_answered_with_unknown() {
        Api.get("visa-requirements?nationality=FJ&destination=KZ").statusCode(200)
                .body("nationality", equalTo("FJ"), "destination", equalTo("KZ"), "requirement", equalTo("unknown"))
                .body("on", equalTo(LocalDate.now(ZoneOffset.UTC).toString()), "purpose", equalTo("tourism"))
                .body("limits", empty(), "regimeIds", empty(), "alternatives", empty(), "sources", empty())
                .body("legalBasis", nullValue(), "confidence", nullValue());
    }

    @Test
    void several_nationalities_are_answered_together_in_their_order() {
        Api.put("visa-regimes",
                """
                "nationality": "VU", "destination": "KZ", "requirement": "visa-free", "validFrom": "2020-01-01",
                "limits": [{"kind": "per-entry", "days": 14}], "legalBasis": {"kind": "unilateral", "act": "Decree"}""")
                .statusCode(201);
        Api.get("visa-requirements?nationality=FJ,VU,FJ&destination=KZ&on=2024-05-05&purpose=business").statusCode(200)
                .body("items", hasSize(2), "items[0].requirement", equalTo("unknown"))
                .body("items[1].requirement", equalTo("visa-free"), "items[1].on", equalTo("2024-05-05"))
                .body("items[1].purpose", equalTo("business"), "items[1].legalBasis.act", equalTo("Decree"))
                .body("items[1].limits[0].kind", equalTo("per-entry"), "items[1].limits[0].days", equalTo(14))
                .body("items[1].limits[0].sources[0].title", equalTo("Notice"), "items[1].sources", hasSize(1))
                .body("items[1].limits[0].regimeId",
                        equalTo(Api.get("visa-regimes?nationality=VU").extract().path("items[0].id")));
        Api.get("visa-requirements?nationality=VU&destination=KZ&on=2019-12-31").body("requirement", equalTo("unknown"));
        Api.get("visa-requirements?nationality=VU&destination=KZ&documentType=diplomatic").body("requirement",
                equalTo("unknown"));
        Api.get("visa-requirements?nationality=VU&destination=KZ&knownAt=2020-01-01T00:00:00Z").body("requirement",
                equalTo("unknown"));
    }

    @Test
    void both_ways_between_two_countries_are_answered_together() {
        Api.put("visa-regimes", """
                                "nationality": "TO", "destination": "WS", "requirement": "visa-free",
                                "limits": [{"kind": "per-entry", "days": 60}]""").statusCode(201);
        Api.get("visa-requirements?pair=WS-TO&on=2024-05-05").statusCode(200)
                .body("items.nationality", contains("WS", "TO"), "items.destination", contains("TO", "WS"))
                .body("items.requirement", contains("unknown", "visa-free"), "items.on", contains("2024-05-05", "2024-05-05"));
        Api.get("visa-requirements?pair=WS-WS").statusCode(400).body("violations[0].pointer", equalTo("pair"));
        Api.get("visa-requirements?pair=WS-TO&destination=WS").statusCode(400);
    }

    @Test
    void a_question_that_cannot_be_understood_is_refused_with_the_parameters_name() {
        Api.get("visa-requirements?nationality=KR").statusCode(400).body("detail", containsString("destination"));
        Api.get("visa-requirements?nationality=KR,&destination=KZ").statusCode(400).body("detail",
                containsString("nationality"));
        Api.get("visa-requirements?nationality=Korea&destination=KZ").statusCode(400);
        Api.get("visa-requirements?nationality=KR&destination=KZ&purpose=fun").statusCode(400)
                .body("detail", containsString("tourism, business, visit"));
        Api.get("visa-requirements?nationality=KR&destination=KZ&on=2026-02-30").statusCode(400);
        Api.get("visa-requirements?nationality=KR&destination=KZ&validAt=2026-02-01").statusCode(400);
        Api.get("visa-requirements?nationality=KR&destination=KZ&knownAt=2126-02-01T00:00:00Z").statusCode(400);
    }
}
