package org.tamga.mobility.frequency;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

@MobilityTest
class FlightFrequencyResourceTest {

    private static final String PORTO = "f0f0f0f0-0000-4000-8000-000000000001";
    private static final String FIELD = "f0f0f0f0-0000-4000-8000-000000000002";
    private static final String MALTA = "f0f0f0f0-0000-4000-8000-000000000003";

    /** The code XFP goes from a field in Peru to Portugal in 2025; Malta has two airports of one city. */
    @BeforeEach
    void airports() {
        airport(PORTO, "PT", "{\"scheme\": \"IATA\", \"value\": \"XFP\", \"validFrom\": \"2025-01-01\"}", "");
        airport(FIELD, "PE", "{\"scheme\": \"IATA\", \"value\": \"XFP\", \"validTo\": \"2025-01-01\"}", "");
        airport(MALTA, "MT", "{\"scheme\": \"IATA\", \"value\": \"XFM\"}",
                ", \"city\": {\"name\": {\"en\": \"Valletta\"}, \"metro\": \"XFV\"}");
    }

    private static void airport(String id, String country, String code, String more) {
        Api.put("airports", UUID.fromString(id), null,
                "\"codes\": [" + code + "], \"name\": {\"en\": \"Airport\"}, \"country\": \"" + country + "\"" + more);
    }

    private static String frequency(String from, String to, String more) {
        return "\"from\": \"%s\", \"to\": \"%s\", \"value\": 2%s".formatted(from, to, more);
    }

    @Test
    void a_pair_is_found_either_way_by_country_city_or_airport() {
        var there = UUID.randomUUID();
        var back = UUID.randomUUID();
        var city = UUID.randomUUID();
        var inPeru = UUID.randomUUID();
        Api.put("flight-frequencies", there, null, frequency("XFP", "XFM", ", \"validFrom\": \"2025-02-01\"")).statusCode(201)
                .body("unit", equalTo("unspecified"));
        Api.put("flight-frequencies", back, null, frequency("MT", "PT", "")).statusCode(201);
        Api.put("flight-frequencies", city, null, frequency("XFV", "XFP", ", \"validFrom\": \"2025-02-01\"")).statusCode(201);
        Api.put("flight-frequencies", inPeru, null, frequency("XFP", "XFM", ", \"validTo\": \"2025-01-01\"")).statusCode(201);
        found("pair=PT-MT", there, back, city);
        found("pair=MT-PT", there, back, city);
        found("pair=XFP-XFM", there);
        found("pair=PT-XFV", there, city);
        found("from=PT", there);
        found("to=PT", back, city);
        found("pair=MT-PE&validAt=2024-06-01", inPeru);
        found("pair=MT-PT&validAt=2024-06-01", back);
        found("pair=MT-PE");
    }

    private static void found(String question, UUID... ids) {
        Api.get("flight-frequencies?" + question).statusCode(200)
                .body("items.id", equalTo(List.of(ids).stream().map(UUID::toString).sorted().toList()));
    }

    @Test
    void an_event_concerns_the_countries_of_its_airports_in_those_days() {
        var id = UUID.randomUUID();
        Api.put("flight-frequencies", id, null, frequency("XFP", "XFM", ", \"validFrom\": \"2030-01-01\"")).statusCode(201);
        assertEquals(new Api.Event("flight-frequency.recorded", List.of("MT", "PT")), Api.event(id, 1));
    }

    @Test
    void a_place_that_nobody_has_recorded_is_a_warning_and_no_place_at_all_is_refused() {
        Api.put("flight-frequencies", frequency("QQQ", "XFM", "")).statusCode(201).body("warnings", hasSize(1))
                .body("warnings[0].code", equalTo("unknown-place"), "warnings[0].pointer", equalTo("/from"));
        Api.put("flight-frequencies", frequency("XX", "XX", "")).statusCode(422)
                .body("violations.pointer", hasItems("/from", "/to"));
        Api.put("flight-frequencies", frequency("Almaty", "XFM", "")).statusCode(422);
        Api.get("flight-frequencies?pair=KZ").statusCode(400).body("detail", containsString("KZ-KR"));
        Api.get("flight-frequencies?from=kz").statusCode(400);
    }
}
