package org.tamga.mobility.directflight;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class WeeklyDirectFlightsTest {

    private static void published(String from, String to, int value, String more) {
        Api.put("flight-frequencies", "\"from\": \"%s\", \"to\": \"%s\", \"value\": %d, \"unit\": \"flights-per-week\", %s"
                .formatted(from, to, value, more)).statusCode(201);
    }

    private static ValidatableResponse reading(String reporter, String partner) {
        return Api.get("measures/mobility.direct-flights.weekly?reporter=%s&partner=%s&validAt=2026-03-01".formatted(reporter,
                partner)).statusCode(200);
    }

    @Test
    void nothing_recorded_is_null_and_unknown() {
        reading("NO", "FJ").body("value", nullValue(), "completeness", equalTo("unknown"), "breakdown", empty());
    }

    @Test
    void the_latest_operated_number_is_taken_and_overlapping_ones_are_never_added_up() {
        published("NO", "SE", 30, "\"stage\": \"scheduled\", \"validFrom\": \"2026-02-01\"");
        published("NO", "SE", 20, "\"stage\": \"operated\", \"validFrom\": \"2024-01-01\"");
        published("SE", "NO", 25, "\"stage\": \"operated\", \"direction\": \"each-way\", \"validFrom\": \"2025-01-01\"");
        published("NO", "SE", 50, "\"stage\": \"operated\", \"direction\": \"total\", \"validFrom\": \"2025-06-01\"");
        published("NO", "SE", 99, "\"stage\": \"operated\", \"confidence\": \"disputed\", \"validFrom\": \"2025-07-01\"");
        reading("NO", "SE").body("value", equalTo(25), "completeness", equalTo("partial")).body("breakdown.label",
                equalTo(List.of("operated: flights-per-week, from 2024-01-01",
                        "operated: flights-per-week, each-way, from 2025-01-01",
                        "operated: flights-per-week, total, from 2025-06-01",
                        "operated: flights-per-week, from 2025-07-01, disputed",
                        "scheduled: flights-per-week, from 2026-02-01")));
        reading("SE", "NO").body("value", equalTo(25));
    }

    @Test
    void what_is_only_allowed_or_announced_is_no_flight() {
        published("NO", "DK", 30, "\"stage\": \"announced\"");
        published("NO", "DK", 60, "\"stage\": \"permitted\"");
        Api.put("traffic-rights", "\"pair\": [\"DK\", \"NO\"], \"frequenciesPerWeek\": 70, \"countingBasis\": \"per-side\"")
                .statusCode(201);
        Api.put("traffic-rights", "\"pair\": [\"DK\", \"NO\"], \"frequenciesPerWeek\": 5, \"traffic\": \"cargo\"")
                .statusCode(201);
        reading("NO", "DK").body("value", nullValue()).body("breakdown.value",
                contains(equalTo(70), oneOf(30, 60), oneOf(30, 60)));
    }
}
