package org.tamga.mobility.directflight;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
    void a_number_of_the_other_direction_is_not_published_as_this_ones() {
        published("FI", "NO", 5, "\"stage\": \"operated\", \"direction\": \"one-way\"");
        reading("NO", "FI").body("value", nullValue(), "completeness", equalTo("unknown"), "breakdown", empty());
        reading("FI", "NO").body("value", equalTo(5));
        published("NO", "FI", 3, "\"stage\": \"scheduled\", \"direction\": \"each-way\"");
        reading("NO", "FI").body("value", equalTo(3));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            series("NO", "FI").body("items[0].series.value", equalTo(List.of(3)));
            series("FI", "NO").body("items[0].series.value", equalTo(List.of(5)));
        });
    }

    private static ValidatableResponse series(String reporter, String partner) {
        return Api.get("measures/mobility.direct-flights.weekly/readings?reporter=%s&partner=%s&limit=1".formatted(reporter,
                partner));
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

    private static void airport(String code, String country) {
        Api.put("airports", airportMembers(code, country)).statusCode(201);
    }

    private static String airportMembers(String code, String country) {
        return """
               "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s",
               "zone": "Pacific/Efate\"""".formatted(code, country);
    }

    private static void flight(String from, String to, String days, String more) {
        Api.put("flight-schedules",
                """
                "airline": "Z9", "flightNumber": "1", "from": "%s", "to": "%s", "std": "20:00", "sta": "22:00",
                "daysOfOperation": [%s], "period": {"from": "2026-03-04", "to": "2026-03-22"}%s""".formatted(
                        from, to, days, more))
                .statusCode(201);
    }

    private static ValidatableResponse on(String day) {
        return Api.get("measures/mobility.direct-flights.weekly?reporter=PW&partner=TV&validAt=" + day).statusCode(200);
    }

    @Test
    void what_the_schedules_have_in_the_week_counts_unless_a_number_operated_is_published() {
        airport("XPW", "PW");
        airport("XTV", "TV");
        // From a Wednesday: the first week has one flight less.
        flight("XPW", "XTV", "1, 3, 5", ", \"stage\": \"scheduled\"");
        flight("XPW", "XTV", "6, 7", ", \"stage\": \"announced\"");
        flight("XPW", "XTV", "4", ", \"stage\": \"cancelled\"");
        flight("XTV", "XPW", "2", "");
        on("2026-03-08").body("value", equalTo(2), "completeness", equalTo("partial"), "evidence",
                equalTo("/api/mobility/direct-flights?from=PW&to=TV&week=2026-W10"))
                .body("breakdown.label", equalTo(List.of("announced: by schedules", "scheduled: by schedules")))
                .body("breakdown.value", equalTo(List.of(2, 2)));
        on("2026-03-09").body("value", equalTo(3));
        on("2026-03-23").body("value", nullValue(), "completeness", equalTo("unknown"));
        Api.get("measures/mobility.direct-flights.weekly?reporter=TV&partner=PW&validAt=2026-03-10").body("value", equalTo(1));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var announced = Api.get("measures/mobility.direct-flights.weekly/readings?reporter=PW&partner=TV&limit=1").extract()
                    .jsonPath();
            assertEquals(List.of("2026-03-02", "2026-03-09"), announced.getList("items[0].series.validFrom"));
            assertEquals(List.of("2026-03-09", "2026-03-23"), announced.getList("items[0].series.validTo"));
            assertEquals(List.of(2, 3), announced.getList("items[0].series.value"));
        });

        published("PW", "TV", 9, "\"stage\": \"scheduled\"");
        on("2026-03-09").body("value", equalTo(3)).body("breakdown.value", equalTo(List.of(2, 3, 9)));
        on("2026-03-23").body("value", equalTo(9));
        published("PW", "TV", 1, "\"stage\": \"operated\"");
        on("2026-03-09").body("value", equalTo(1)).body("breakdown.label", hasItem("scheduled: by schedules"));
    }

    @Test
    void an_airport_that_goes_to_another_country_moves_the_readings_of_all_ways_on_which_it_is_served() {
        var id = UUID.randomUUID();
        airport("XGD", "GD");
        Api.put("airports", id, null, airportMembers("XQJ", "AG")).statusCode(201);
        flight("XGD", "XQJ", "1, 3, 5", ", \"stage\": \"scheduled\"");
        flight("XQJ", "XGD", "2", ", \"stage\": \"scheduled\"");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> series("GD", "AG").body("items[0].series.value", hasItem(3)));
        Api.put("airports", id, "\"1\"", airportMembers("XQJ", "KN")).statusCode(200);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            series("GD", "KN").body("items[0].series.value", hasItem(3));
            series("KN", "GD").body("items[0].series.value", hasItem(1));
            series("GD", "AG").body("items[0].series.value", not(hasItem(3)));
        });
    }

    @Test
    void the_records_behind_a_reading_are_those_of_its_times() {
        var known = "&knownAt=2020-03-02T00:00:00Z&knownBasis=recorded";
        Api.get("measures/mobility.direct-flights.weekly?reporter=NO&partner=FI&validAt=2020-03-01" + known).statusCode(200)
                .body("evidence", equalTo("/api/mobility/flight-frequencies?pair=NO-FI&validAt=2020-03-01" + known));
        airport("XFJ", "FJ");
        airport("XTO", "TO");
        flight("XFJ", "XTO", "1", ", \"stage\": \"scheduled\"");
        var now = "&knownAt=" + Instant.now();
        var evidence = "direct-flights?from=FJ&to=TO&week=2026-W11" + now;
        Api.get("measures/mobility.direct-flights.weekly?reporter=FJ&partner=TO&validAt=2026-03-10" + now).statusCode(200)
                .body("evidence", equalTo("/api/mobility/" + evidence));
        Api.get(evidence).statusCode(200).body("items", hasSize(1));
    }

    /** What is announced of all days is what a reading of each of them says. */
    @Test
    void the_series_says_on_every_day_what_a_reading_of_that_day_says() {
        airport("XNR", "NR");
        airport("XKI", "KI");
        flight("XNR", "XKI", "1, 2, 3", ", \"frequencyRate\": 2");
        flight("XNR", "XKI", "1, 7", ", \"timeMode\": \"utc\", \"departureDateVariation\": 1, \"arrivalDateVariation\": 1");
        var days = LocalDate.parse("2026-02-23").datesUntil(LocalDate.parse("2026-04-06"), Period.ofDays(7)).toList();
        var expected = days.stream()
                .map(day -> Api.get("measures/mobility.direct-flights.weekly?reporter=NR&partner=KI&validAt=" + day.plusDays(3))
                        .extract().<Integer>path("value"))
                .toList();
        assertTrue(expected.stream().distinct().count() > 2, expected::toString);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            var series = Api.get("measures/mobility.direct-flights.weekly/readings?reporter=NR&partner=KI&limit=1").extract()
                    .jsonPath().<Map<String, Object>>getList("items[0].series");
            assertEquals(expected, days.stream().map(day -> series.stream()
                    .filter(step -> step.get("validFrom").toString().compareTo(day.toString()) <= 0
                            && step.get("validTo").toString().compareTo(day.toString()) > 0)
                    .map(step -> (Integer) step.get("value")).findFirst().orElse(null)).toList());
        });
    }
}
