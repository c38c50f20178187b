package org.tamga.mobility.airport;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class AirportResourceTest {

    private static ValidatableResponse put(String codes, String more) {
        return Api.put("airports", airport(codes, more));
    }

    private static String airport(String codes, String more) {
        return "\"codes\": [" + codes + "], \"name\": {\"en\": \"Airport\"}" + (more.isEmpty() ? "" : ", " + more);
    }

    private static String iata(String code, String from, String to) {
        return "{\"scheme\": \"IATA\", \"value\": \"" + code + "\""
                + (from == null ? "" : ", \"validFrom\": \"" + from + "\"")
                + (to == null ? "" : ", \"validTo\": \"" + to + "\"")
                + "}";
    }

    @Test
    void a_code_names_at_most_one_airport_on_a_day() {
        var first = put(iata("XAA", null, "2020-06-08") + "," + iata("XAB", "2020-06-08", null), "\"country\": \"IS\"")
                .statusCode(201).extract().<String>path("id");
        put(iata("XAA", "2020-06-07", null), "").statusCode(409).body("detail", containsString(first));
        var second = put(iata("XAA", "2020-06-08", null), "").statusCode(201).extract().<String>path("id");
        // Who holds the code on other days has nothing to do with it.
        put(iata("XAA", "2024-01-01", "2025-01-01"), "").statusCode(409)
                .body("detail", containsString(second), "detail", not(containsString(first)));
        Api.get("airports?code=XAA&validAt=2020-06-07").statusCode(200).body("items.id", equalTo(List.of(first)));
        Api.get("airports?code=XAA&validAt=2020-06-08").body("items.id", equalTo(List.of(second)));
        Api.get("airports?code=XAB&validAt=2020-06-07").body("items", hasSize(0));
        Api.get("airports?code=XAA,XAB&validAt=2020-06-08").body("items.id", containsInAnyOrder(first, second));
    }

    @Test
    void a_code_ends_with_the_period_that_names_it() {
        put(iata("XAC", null, null), "\"validTo\": \"2010-01-01\"").statusCode(201);
        put(iata("XAC", null, null), "\"validFrom\": \"2010-01-01\"").statusCode(201);
        put(iata("XAC", null, null), "\"validFrom\": \"2009-12-31\"").statusCode(409);
    }

    @Test
    void airports_are_found_by_city_and_country() {
        var city = "\"country\": \"IS\", \"city\": {\"name\": {\"en\": \"Reykjavík\"}, \"unlocode\": \"ISREK\", \"metro\": \"XRK\"}";
        var one = put(iata("XAD", null, null), city).statusCode(201).extract().<String>path("id");
        var other = put(iata("XAE", null, null), city).statusCode(201).extract().<String>path("id");
        Api.get("airports?city=XRK").body("items.id", equalTo(List.of(one, other).stream().sorted().toList()));
        Api.get("airports?city=ISREK").body("items", hasSize(2));
        Api.get("airports?country=IS").body("items.id", hasItems(one, other));
        Api.get("airports?city=Reykjavík").statusCode(400).body("detail", containsString("SEL"));
        Api.get("airports?code=xad").statusCode(400);
    }

    @Test
    void every_broken_rule_is_named_with_its_pointer() {
        put("{\"scheme\": \"FAA\", \"value\": \"BSZ\"}", "").statusCode(422)
                .body("violations.pointer", hasItem("/codes/0/scheme"));
        put(iata("ABCD", null, null) + "," + iata("XAF", null, "2000-01-01"),
                "\"validFrom\": \"2000-01-01\", \"zone\": \"Asia/Nursultan\", \"lat\": 51.0").statusCode(422)
                .body("violations.pointer", hasItems("/codes/0/value", "/codes/1", "/zone", "/lat"));
        put(iata("XAF", "2000-01-01", "2000-01-01"), "").statusCode(422).body("violations.pointer", hasItem("/codes/0"));
        put("", "\"lat\": 91, \"lon\": 0").statusCode(422).body("violations.pointer", hasItem("/lat"));
    }

    @Test
    void a_city_in_another_country_is_a_warning() {
        put("", "\"country\": \"IS\", \"city\": {\"name\": {\"en\": \"Nuuk\"}, \"unlocode\": \"GLGOH\"}").statusCode(201)
                .body("warnings[0].code", equalTo("city-in-another-country"));
    }

    @Test
    void a_new_code_is_an_event_of_its_own() {
        var id = UUID.randomUUID();
        Api.put("airports", id, null, airport(iata("XAG", null, null), "\"country\": \"IS\"")).statusCode(201);
        Api.put("airports", id, "\"1\"",
                airport(iata("XAG", null, null), "\"country\": \"IS\", \"zone\": \"Atlantic/Reykjavik\""))
                .statusCode(200);
        Api.put("airports", id, "\"2\"",
                airport(iata("XAG", null, "2024-01-01") + "," + iata("XAH", "2024-01-01", null), "\"country\": \"IS\""))
                .statusCode(200);
        assertEquals(new Api.Event("airport.corrected", List.of("IS")), Api.event(id, 2));
        assertEquals("airport.code-changed", Api.event(id, 3).type());
    }
}
