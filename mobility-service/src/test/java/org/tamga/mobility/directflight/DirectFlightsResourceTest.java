package org.tamga.mobility.directflight;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

/** Uruguay's ZUA, Paraguay's ZPA and ZPB, which are one city, ZPQ. */
@MobilityTest
class DirectFlightsResourceTest {

    @BeforeEach
    void timetable() {
        airport(1, "ZUA", "UY", "");
        airport(2, "ZPA", "PY", ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"ZPQ\"}");
        airport(3, "ZPB", "PY", ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"ZPQ\"}");
        flight(1, "Z1", "1", "ZUA", "ZPA", "1, 3, 5", "\"stage\": \"scheduled\"");
        flight(2, "Z2", "2", "ZUA", "ZPB", "1", "");
        flight(3, "Z1", "3", "ZUA", "ZPA", "7", "\"stage\": \"announced\"");
        flight(4, "Z3", "4", "ZUA", "ZPA", "1, 3, 5", "\"operatedAs\": \"Z11\"");
        flight(5, "Z1", "5", "ZUA", "ZPA", "2", "\"stage\": \"cancelled\"");
        flight(6, "Z1", "6", "ZUA", "ZPA", "4", "\"serviceType\": \"F\"");
        flight(7, "Z1", "7", "ZPA", "ZUA", "2, 4", "");
        Api.put("traffic-rights", id(90), null,
                "\"pair\": [\"UY\", \"PY\"], \"frequenciesPerWeek\": 5, \"countingBasis\": \"per-side\"");
        Api.put("flight-frequencies", id(91), null,
                "\"from\": \"ZPA\", \"to\": \"ZUA\", \"value\": 3, \"unit\": \"flights-per-week\", \"stage\": \"operated\"");
        Api.put("flight-frequencies", id(92), null,
                "\"from\": \"UY\", \"to\": \"PY\", \"value\": 6, \"unit\": \"unspecified\"");
        Api.put("flight-frequencies", id(93), null,
                "\"from\": \"UY\", \"to\": \"PY\", \"value\": 9, \"unit\": \"flights-per-week\", \"direction\": \"one-way\"");
    }

    private static UUID id(int number) {
        return UUID.fromString("d1d1d1d1-0000-4000-8000-%012d".formatted(number));
    }

    private static void airport(int number, String code, String country, String more) {
        Api.put("airports", id(80 + number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s",
                "zone": "America/Montevideo"%s""".formatted(code, country, more));
    }

    private static void flight(int id, String airline, String number, String from, String to, String days, String more) {
        Api.put("flight-schedules", id(id), null,
                """
                "airline": "%s", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "08:00", "sta": "10:00",
                "daysOfOperation": [%s], "period": {"from": "2026-03-02", "to": "2026-03-29"}%s""".formatted(airline, number,
                        from, to, days, more.isEmpty() ? "" : ", " + more));
    }

    @Test
    void each_pair_of_cities_is_shown_by_stage_with_what_proves_it() {
        Api.get("direct-flights?from=UY&to=PY&week=2026-W10").statusCode(200).body("week", equalTo("2026-W10"))
                .body("items", hasSize(1)).body("items[0].from", equalTo("ZUA"), "items[0].to", equalTo("ZPQ"))
                .body("items[0].perWeek.scheduled", equalTo(4), "items[0].perWeek.announced", equalTo(1))
                .body("items[0].perWeek.operated", equalTo(3), "items[0].perWeek.permitted", nullValue())
                .body("items[0].days", equalTo(List.of(1, 3, 5, 7)), "items[0].carriers", equalTo(List.of("Z1", "Z2")))
                .body("items[0].scheduleIds", hasSize(3)).body("items[0].sources[0].title", equalTo("Notice"))
                .body("items[0].published[0].frequencyId", equalTo(id(91).toString()))
                .body("total.perWeek.permitted", equalTo(10), "total.perWeek.scheduled", equalTo(4))
                .body("total.useOfRights", equalTo(0.3f), "total.rights[0].countingBasis", equalTo("per-side"))
                .body("total.published", hasSize(2));
        for (var question : List.of("from=ZUA&to=ZPQ", "from=ZUA&to=PY")) {
            Api.get("direct-flights?" + question + "&week=2026-W10").body("items[0].perWeek.scheduled", equalTo(4));
        }
        Api.get("direct-flights?from=ZUA&to=ZPB&week=2026-W10").body("items[0].perWeek.scheduled", equalTo(1));
        Api.get("direct-flights?from=PY&to=UY&week=2026-W10").body("items[0].perWeek.scheduled", equalTo(2));
    }

    @Test
    void a_right_is_held_against_the_flights_that_it_is_of() {
        var ofAll = "direct-flights?from=ZUA&to=ZPQ&week=2026-W10";
        Api.get(ofAll).body("total.perWeek.permitted", nullValue(), "total.useOfRights", nullValue())
                .body("total.because", equalTo("No right is of just the flights asked for."))
                .body("total.rights[0].frequenciesPerWeek", equalTo(5), "total.rights[0].readings[0].useOfRights", nullValue())
                .body("total.rights[0].because",
                        equalTo("It is of all flights between the two countries, not only of those asked for."));
        Api.get("direct-flights?from=UY&to=PY&week=2026-W10").body("total.because", nullValue());

        airport(4, "ZUC", "BV", "");
        airport(5, "ZPC", "SJ", "");
        airport(6, "ZPD", "SJ", "");
        flight(8, "Z1", "8", "ZUC", "ZPC", "1, 2, 3", "");
        flight(9, "Z1", "9", "ZUC", "ZPD", "1", "");
        flight(10, "Z2", "10", "ZUC", "ZPC", "5", "");
        Api.put("traffic-rights", id(94), null, "\"pair\": [\"BV\", \"SJ\"], \"frequenciesPerWeek\": 8,"
                + " \"countingBasis\": \"total\", \"points\": [\"ZUC\", \"ZPC\"], \"validFrom\": \"2026-02-01\"");
        Api.put("traffic-rights", id(95), null, "\"pair\": [\"BV\", \"SJ\"], \"frequenciesPerWeek\": 4,"
                + " \"countingBasis\": \"total\", \"carriers\": [\"Z1\"], \"validFrom\": \"2026-01-01\"");
        Api.get("direct-flights?from=ZUC&to=ZPC&week=2026-W10").body("total.perWeek.permitted", equalTo(8),
                "total.useOfRights", equalTo(0.5f), "total.rights[0].points", equalTo(List.of("ZUC", "ZPC")));
        Api.get("direct-flights?from=ZUC&to=ZPD&week=2026-W10").body("total.useOfRights", nullValue())
                .body("total.rights[0].because", containsString("ZPC"));
        Api.get("direct-flights?from=BV&to=SJ&week=2026-W10").body("total.useOfRights", nullValue())
                .body("total.rights.readings.flatten().useOfRights", equalTo(List.of(0.5f, 1)));
    }

    private static void published(String from, String to, int value, String more) {
        Api.put("flight-frequencies", "\"from\": \"%s\", \"to\": \"%s\", \"value\": %d, \"unit\": \"flights-per-week\"%s"
                .formatted(from, to, value, more)).statusCode(201);
    }

    @Test
    void a_number_of_a_country_and_a_city_is_not_that_of_all_between_the_countries() {
        airport(107, "ZWA", "WF", "");
        airport(108, "ZWB", "PF", "");
        published("WF", "PF", 11, ", \"stage\": \"operated\"");
        published("WF", "ZWB", 6, ", \"stage\": \"operated\", \"validFrom\": \"2026-01-01\"");
        published("ZWB", "WF", 4, ", \"stage\": \"scheduled\"");
        Api.get("direct-flights?from=WF&to=PF&week=2026-W10").statusCode(200).body("total.perWeek.operated", equalTo(11),
                "total.perWeek.scheduled", nullValue(), "total.published.value", equalTo(List.of(11)))
                .body("items", hasSize(1)).body("items[0].from", equalTo("WF"), "items[0].to", equalTo("ZWB"),
                        "items[0].perWeek.operated", equalTo(6), "items[0].perWeek.scheduled", equalTo(4));
        Api.get("direct-flights?from=WF&to=ZWB&week=2026-W10").body("items", empty(), "total.perWeek.operated", equalTo(6),
                "total.perWeek.scheduled", equalTo(4));
        Api.get("direct-flights?from=ZWB&to=WF&week=2026-W10").body("total.perWeek.operated", equalTo(6));
    }

    @Test
    void use_of_rights_is_of_all_pairs_that_are_served_or_of_none() {
        airport(109, "ZMA", "MQ", "");
        airport(110, "ZMB", "MQ", "");
        airport(111, "ZMC", "GP", "");
        flight(20, "Z1", "20", "ZMA", "ZMC", "1, 2, 3, 4, 5, 6, 7", "");
        flight(21, "Z1", "21", "ZMB", "ZMC", "1, 3, 5, 7", "");
        published("ZMA", "ZMC", 5, ", \"stage\": \"operated\"");
        Api.put("traffic-rights", "\"pair\": [\"MQ\", \"GP\"], \"frequenciesPerWeek\": 22, \"countingBasis\": \"total\"");
        var question = "direct-flights?from=MQ&to=GP&week=2026-W10";
        Api.get(question).statusCode(200).body("items.perWeek.operated", equalTo(Arrays.asList(5, null)),
                "total.perWeek.operated", nullValue(), "total.perWeek.scheduled", equalTo(11), "total.useOfRights",
                equalTo(0.5f));
        published("GP", "ZMB", 3, ", \"stage\": \"permitted\"");
        Api.get(question).body("total.useOfRights", equalTo(0.5f));

        airport(112, "ZMD", "GP", "");
        published("ZMA", "ZMD", 2, ", \"stage\": \"operated\"");
        Api.get(question).body("total.perWeek.operated", nullValue(), "total.perWeek.scheduled", nullValue(),
                "total.useOfRights", nullValue(), "total.because", equalTo("Of some pairs of cities only the flights that are"
                        + " operated are recorded, of others only those that are scheduled."));
        published("MQ", "GP", 11, ", \"stage\": \"operated\"");
        Api.get(question).body("total.perWeek.operated", equalTo(11), "total.useOfRights", equalTo(0.5f));
    }

    @Test
    void a_flight_that_two_sources_state_is_one() {
        airport(113, "ZFA", "FO", "");
        airport(114, "ZFB", "GL", "");
        flight(30, "Z1", "30", "ZFA", "ZFB", "1, 2, 3", "\"stage\": \"scheduled\"");
        // The same with its times by another source, which has a fourth day and a flight that is only announced.
        Api.put("flight-schedules", id(31), null,
                """
                "airline": "Z1", "flightNumber": "30", "from": "ZFA", "to": "ZFB", "std": "08:05", "sta": "10:05",
                "daysOfOperation": [2, 3, 4], "period": {"from": "2026-03-02", "to": "2026-03-29"},
                "sources": [{"type": "dataset", "title": "Timetable", "publisher": "Airline"}]""");
        flight(32, "Z1", "30", "ZFA", "ZFB", "4, 5", "\"stage\": \"announced\"");
        Api.put("flight-frequencies", id(33), null,
                "\"from\": \"FO\", \"to\": \"GL\", \"value\": 4, \"unit\": \"flights-per-week\", \"direction\": \"one-way\"");
        Api.get("direct-flights?from=FO&to=GL&week=2026-W10").statusCode(200).body("items[0].perWeek.scheduled", equalTo(4),
                "items[0].perWeek.announced", equalTo(2), "items[0].days", equalTo(List.of(1, 2, 3, 4, 5)),
                "items[0].scheduleIds", containsInAnyOrder(id(30).toString(), id(31).toString(), id(32).toString()),
                "items[0].sources.title", hasItems("Notice", "Timetable"), "total.perWeek.scheduled", equalTo(4));
        Api.get("measures/mobility.direct-flights.weekly?reporter=FO&partner=GL&validAt=2026-03-03").body("value", equalTo(4));
        Api.get("flight-frequencies/{id}/check?week=2026-W10", id(33)).body("verdict", equalTo("agrees"), "pairs.perWeek",
                equalTo(List.of(4)), "pairs[0].scheduleIds", containsInAnyOrder(id(30).toString(), id(31).toString()));
    }

    @Test
    void a_flight_is_of_the_country_whose_airport_had_the_code_on_its_day() {
        // ZHX is the Marshall Islands' until Wednesday of the eleventh week, Micronesia's from then.
        airport(115, "ZHA", "SB", "");
        Api.put("airports", id(196), null,
                """
                "codes": [{"scheme": "IATA", "value": "ZHX", "validTo": "2026-03-11"}], "name": {"en": "Old"}, "country": "MH",
                "zone": "America/Montevideo\"""");
        Api.put("airports", id(197), null,
                """
                "codes": [{"scheme": "IATA", "value": "ZHX", "validFrom": "2026-03-11"}], "name": {"en": "New"},
                "country": "FM", "zone": "America/Montevideo\"""");
        Api.put("flight-schedules", id(40), null,
                """
                "airline": "Z1", "flightNumber": "40", "from": "ZHA", "to": "ZHX", "std": "08:00", "sta": "10:00",
                "daysOfOperation": [1, 2, 3, 4, 5, 6, 7], "period": {"from": "2026-03-02", "to": "2026-03-22"}""")
                .statusCode(201);
        for (var expected : List.of(List.of("W10", 7, 0), List.of("W11", 2, 5), List.of("W12", 0, 7))) {
            flown("MH", expected.get(0), (int) expected.get(1));
            flown("FM", expected.get(0), (int) expected.get(2));
        }
        // One whose days all were the former holder's is not in the new holder's list either, whenever its record is valid.
        Api.put("flight-schedules", id(41), null,
                """
                "airline": "Z1", "flightNumber": "41", "from": "ZHX", "to": "ZHA", "std": "12:00", "sta": "14:00",
                "daysOfOperation": [1], "period": {"from": "2026-03-02", "to": "2026-03-08"}""").statusCode(201);
        Api.get("direct-flights?from=FM&to=SB&week=2026-W10").body("items", empty());
        Api.get("flight-schedules?from=FM&validAt=2026-04-01").body("items", empty());
        Api.get("flight-schedules?from=MH&validAt=2026-03-03").body("items.id", equalTo(List.of(id(41).toString())));
        // One that leaves on the former holder's last day and arrives on the new one's first is the new one's.
        Api.put("flight-schedules", id(42), null,
                """
                "airline": "Z1", "flightNumber": "42", "from": "ZHA", "to": "ZHX", "std": "22:00", "sta": "02:00",
                "arrivalDateVariation": 1, "daysOfOperation": [2], "period": {"from": "2026-03-10", "to": "2026-03-10"}""")
                .statusCode(201);
        flown("FM", "W11", 6);
        flown("MH", "W11", 2);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> Api
                .get("measures/mobility.direct-flights.weekly/readings?reporter=SB&partner=FM&limit=1")
                .body("items[0].series.validFrom", equalTo(List.of("2026-03-09", "2026-03-16")),
                        "items[0].series.validTo", equalTo(List.of("2026-03-16", "2026-03-23")),
                        "items[0].series.value", equalTo(List.of(6, 7))));
    }

    private static void flown(String country, Object week, int flights) {
        Api.get("direct-flights?from=SB&to=" + country + "&week=2026-" + week).statusCode(200)
                .body("total.perWeek.scheduled", flights == 0 ? nullValue() : equalTo(flights));
    }

    @Test
    void of_numbers_of_one_day_the_confirmed_one_is_taken_here_and_by_the_measure() {
        for (var value : List.of(3, 4, 5, 6)) {
            Api.put("flight-frequencies", id(300 + value), null,
                    """
                    "from": "CK", "to": "NU", "value": %d, "unit": "flights-per-week", "stage": "operated",
                    "validFrom": "2026-01-01", "confidence": "%s\"""".formatted(value, value == 4 ? "confirmed" : "reported"))
                    .statusCode(201);
        }
        Api.get("direct-flights?from=CK&to=NU&week=2026-W10").body("total.perWeek.operated", equalTo(4));
        Api.get("measures/mobility.direct-flights.weekly?reporter=CK&partner=NU&validAt=2026-03-03").body("value", equalTo(4));
        published("CK", "NU", 7, ", \"stage\": \"operated\", \"validFrom\": \"2026-02-01\"");
        Api.get("direct-flights?from=CK&to=NU&week=2026-W10").body("total.perWeek.operated", equalTo(7));
    }

    @Test
    void a_number_is_checked_as_it_was_published_in_the_week_asked_for() {
        Api.put("flight-frequencies", id(198), null,
                "\"from\": \"UY\", \"to\": \"PY\", \"value\": 4, \"unit\": \"flights-per-week\", \"direction\": \"one-way\","
                        + " \"validFrom\": \"2026-03-09\", \"validTo\": \"2026-03-16\"")
                .statusCode(201);
        Api.put("flight-frequencies", id(198), "\"1\"",
                "\"from\": \"UY\", \"to\": \"PY\", \"value\": 8, \"unit\": \"flights-per-week\", \"direction\": \"one-way\","
                        + " \"validFrom\": \"2026-03-16\", \"validTo\": \"2026-03-23\", \"reason\": \"update\"")
                .statusCode(200);
        Api.get("flight-frequencies/{id}/check?week=2026-W11", id(198)).statusCode(200).body("published.value", equalTo(4),
                "verdict", equalTo("agrees"));
        Api.get("flight-frequencies/{id}/check?week=2026-W12", id(198)).body("published.value", equalTo(8), "difference",
                equalTo(-4));
        Api.get("flight-frequencies/{id}/check?week=2026-W11&validAt=2026-03-17", id(198)).body("published.value", equalTo(8));
    }

    @Test
    void nothing_recorded_is_null() {
        Api.get("direct-flights?from=UY&to=PY&week=2025-W10").statusCode(200)
                .body("items[0].perWeek.scheduled", nullValue(), "items[0].scheduleIds", empty());
        Api.get("direct-flights?from=UY&to=SR").statusCode(200).body("items", empty(),
                "total.perWeek.scheduled", nullValue(), "total.rights", empty());
    }

    @Test
    void a_published_number_is_held_against_the_schedules() {
        Api.get("flight-frequencies/{id}/check?week=2026-W10", id(92)).statusCode(200).body("verdict", equalTo("agrees"))
                .body("readings.sense",
                        equalTo(List.of("flights-per-week-one-way", "flights-per-week-both-ways", "routes")))
                .body("readings.scheduled", equalTo(List.of(4, 6, 1)), "readings.agrees", equalTo(List.of(false, true, false)))
                .body("pairs.perWeek", equalTo(List.of(2, 4)), "difference", nullValue());
        Api.get("flight-frequencies/{id}/check?week=2026-W10", id(93)).body("verdict", equalTo("differs"))
                .body("difference", equalTo(-5));
        // Of days on which no other test asks what is published.
        var days = ", \"validFrom\": \"2025-01-01\", \"validTo\": \"2025-02-01\"";
        var check = "flight-frequencies/{id}/check?week=2026-W10&validAt=2025-01-15";
        Api.put("flight-frequencies", id(96), null,
                "\"from\": \"UY\", \"to\": \"PY\", \"value\": 4, \"unit\": \"flights\"" + days);
        Api.get(check, id(96)).body("verdict", equalTo("unknown"), "readings", empty(), "difference", nullValue(),
                "pairs.perWeek", equalTo(List.of(2, 4)));
        Api.put("flight-frequencies", id(97), null, "\"from\": \"UY\", \"to\": \"PY\", \"value\": 17" + days);
        Api.get(check, id(97)).body("verdict", equalTo("unknown"), "readings.agrees", equalTo(List.of(false, false, false)));
        Api.get("flight-frequencies/{id}/check?week=2025-W10", id(93)).body("verdict", equalTo("unknown"));
        Api.get("flight-frequencies/{id}/check?week=2026-10", id(93)).statusCode(400);
        Api.get("flight-frequencies/{id}/check", UUID.randomUUID()).statusCode(404);
    }

    @Test
    void a_way_of_which_no_schedule_is_recorded_counts_as_unknown_and_not_as_none() {
        airport(121, "ZBI", "BI", "");
        airport(122, "ZDJ", "DJ", "");
        flight(121, "Z1", "21", "ZBI", "ZDJ", "1, 3, 5", "\"stage\": \"scheduled\"");
        checked(221, "BI", "DJ", 6, ", \"direction\": \"total\"").body("verdict", equalTo("unknown"), "difference", nullValue(),
                "readings[0].scheduled", nullValue(), "readings[0].agrees", nullValue());
        checked(222, "DJ", "BI", 6, ", \"direction\": \"one-way\"").body("verdict", equalTo("unknown"), "difference",
                nullValue(), "readings[0].scheduled", nullValue(), "pairs.perWeek", equalTo(List.of(3)));
        checked(223, "BI", "DJ", 6, "").body("verdict", equalTo("unknown"), "readings[0].agrees", equalTo(false),
                "readings[1].agrees", nullValue());
        checked(224, "BI", "DJ", 3, "").body("verdict", equalTo("agrees"));
        flight(122, "Z1", "22", "ZDJ", "ZBI", "2, 4", "\"stage\": \"scheduled\"");
        checked(225, "BI", "DJ", 6, ", \"direction\": \"total\"").body("verdict", equalTo("differs"), "difference",
                equalTo(-1));
    }

    private static ValidatableResponse checked(int number, String from, String to, int value, String more) {
        Api.put("flight-frequencies", id(number), null,
                "\"from\": \"%s\", \"to\": \"%s\", \"value\": %d, \"unit\": \"flights-per-week\"%s"
                        .formatted(from, to, value, more))
                .statusCode(201);
        return Api.get("flight-frequencies/{id}/check?week=2026-W10", id(number)).statusCode(200);
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        Api.get("direct-flights?from=UY").statusCode(400);
        Api.get("direct-flights?from=UY&to=UY").statusCode(400);
        Api.get("direct-flights?from=UY&to=Paraguay").statusCode(400);
        for (var week : List.of("2026-W60", "0001-W01", "1969-W52", "3001-W01", "9999-W52")) {
            Api.get("direct-flights?from=UY&to=PY&week=" + week).statusCode(400).body("violations.pointer",
                    equalTo(List.of("week")));
        }
        Api.get("direct-flights?from=UY&to=PY&week=1970-W01").statusCode(200);
        Api.get("direct-flights?from=UY&to=PY&week=3000-W52").statusCode(200);
    }
}
