package org.tamga.mobility.schedule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

@MobilityTest
class FlightScheduleResourceTest {

    /**
     * XSA is in a zone that changed its offset on 2024-03-01, XSB in one that never does, XSD in one with summer time; XSB's code
     * ends in 2027.
     */
    @BeforeEach
    void airports() {
        airport(1, "IN", "{\"scheme\": \"IATA\", \"value\": \"XSA\"}", ", \"zone\": \"Asia/Almaty\"");
        airport(2, "NP", "{\"scheme\": \"IATA\", \"value\": \"XSB\", \"validTo\": \"2027-01-01\"}",
                ", \"zone\": \"Asia/Seoul\"");
        airport(3, "NP", "{\"scheme\": \"IATA\", \"value\": \"XSC\"}", "");
        airport(4, "NP", "{\"scheme\": \"IATA\", \"value\": \"XSD\"}", ", \"zone\": \"Europe/Warsaw\"");
        Api.put("airlines", UUID.fromString("f1f1f1f1-0000-4000-8000-000000000009"), null,
                "\"codes\": [{\"scheme\": \"IATA\", \"value\": \"X9\"}], \"name\": {\"en\": \"Airline\"}");
    }

    private static void airport(int number, String country, String code, String more) {
        Api.put("airports", UUID.fromString("f1f1f1f1-0000-4000-8000-00000000000" + number), null,
                "\"codes\": [" + code + "], \"name\": {\"en\": \"Airport\"}, \"country\": \"" + country + "\"" + more);
    }

    private static String schedule(String from, String to, String times, String more) {
        return """
               "airline": "X9", "flightNumber": "909", "from": "%s", "to": "%s", "std": "%s", "sta": "%s",
               "daysOfOperation": [1, 4], "period": {"from": "2026-03-29", "to": "2026-10-24"}%s""".formatted(from, to,
                times.substring(0, 5), times.substring(6), more.isEmpty() ? "" : ", " + more);
    }

    private static ValidatableResponse put(String from, String to, String times, String more) {
        return Api.put("flight-schedules", schedule(from, to, times, more));
    }

    @Test
    void a_leg_pattern_is_recorded_and_found() {
        var id = UUID.randomUUID();
        Api.put("flight-schedules", id, null,
                schedule("XSA", "XSB", "23:05 08:15",
                        """
                        "arrivalDateVariation": 1, "departureUtcVariation": "+05:00", "arrivalUtcVariation": "+0900", "serviceType": "J",
                        "aircraft": "32Q", "codeshares": ["OZ6792"], "stage": "scheduled\""""))
                .statusCode(201)
                .body("warnings", nullValue(), "std", equalTo("23:05"), "codeshares", equalTo(List.of("OZ6792")));
        for (var question : List.of("pair=NP-IN", "pair=XSA-XSB", "from=IN&to=XSB",
                "airline=X9&flightNumber=909&stage=scheduled")) {
            Api.get("flight-schedules?" + question).statusCode(200).body("items.id", hasItem(id.toString()));
        }
        assertEquals(new Api.Event("flight-schedule.added", List.of("IN", "NP")), Api.event(id, 1));
    }

    @Test
    void what_cannot_be_flown_is_refused() {
        put("XSA", "XSA", "23:05 08:15", "\"arrivalDateVariation\": 1").statusCode(422)
                .body("violations.pointer", hasItem("/to"));
        put("XSA", "QQQ", "23:05 08:15", "\"arrivalDateVariation\": 1").statusCode(422)
                .body("violations.find { it.pointer == '/to' }.detail", containsString("for 2026-03-31"));
        put("XSA", "XSB", "23:05 08:15", "").statusCode(422).body("violations.find { it.pointer == '/sta' }.detail",
                containsString("on 2026-03-30 it would be under way for -1130 minutes"));
        put("XSA", "XSB", "00:05 01:15", "\"arrivalDateVariation\": 1").statusCode(422).body("violations.pointer",
                hasItem("/sta"));
        put("XSA", "XSB", "25:05 8:15", "\"departureUtcVariation\": \"5\"").statusCode(422)
                .body("violations.pointer", hasItems("/std", "/sta", "/departureUtcVariation"));
    }

    @Test
    void days_must_lie_in_the_period_and_the_period_in_the_days_it_holds() {
        Api.put("flight-schedules", schedule("XSA", "XSB", "08:05 17:15", "").replace("[1, 4]", "[]")).statusCode(422)
                .body("violations.pointer", hasItem("/daysOfOperation"));
        Api.put("flight-schedules", schedule("XSA", "XSB", "08:05 17:15", "").replace("[1, 4]", "[0, 8]")).statusCode(422)
                .body("violations.pointer", hasItems("/daysOfOperation/0", "/daysOfOperation/1"));
        Api.put("flight-schedules", schedule("XSA", "XSB", "08:05 17:15", "").replace("2026-10-24", "2026-03-29"))
                .statusCode(422)
                .body("violations.pointer", hasItem("/daysOfOperation"));
        put("XSA", "XSB", "08:05 17:15", "\"validFrom\": \"2026-10-25\"").statusCode(422)
                .body("violations.pointer", hasItem("/period"));
        var withoutPeriod = schedule("XSA", "XSB", "08:05 17:15", "").replaceAll(", \"period\": \\{[^}]*}", "");
        Api.put("flight-schedules", withoutPeriod).statusCode(422).body("violations.pointer", hasItem("/period"));
        Api.put("flight-schedules", withoutPeriod + ", \"validFrom\": \"2026-03-29\", \"validTo\": \"2026-10-25\"")
                .statusCode(201);
    }

    @Test
    void every_second_week_is_counted_from_the_first_day_of_a_period() {
        var fortnightly = "\"frequencyRate\": 2";
        put("XSA", "XSB", "08:05 17:15", fortnightly + ", \"validFrom\": \"2026-04-05\"").statusCode(201);
        var withoutPeriod = schedule("XSA", "XSB", "08:05 17:15", "").replaceAll(", \"period\": \\{[^}]*}", "")
                + ", \"validFrom\": \"2026-03-29\", \"validTo\": \"2026-10-25\"";
        Api.put("flight-schedules", withoutPeriod + ", " + fortnightly).statusCode(422)
                .body("violations.pointer", equalTo(List.of("/period")))
                .body("violations[0].detail", containsString("every second week is counted from its first day"));
        Api.put("flight-schedules", withoutPeriod + ", \"frequencyRate\": 1").statusCode(201);
    }

    @Test
    void an_airport_must_have_the_code_on_every_day_of_operation() {
        Api.put("flight-schedules", schedule("XSA", "XSB", "08:05 17:15", "").replace("2026-10-24", "2027-03-27"))
                .statusCode(422)
                .body("violations.find { it.pointer == '/to' }.detail", containsString("for 2027-01-04"));
        // Until further notice is looked at for a year.
        Api.put("flight-schedules", schedule("XSA", "XSB", "08:05 17:15", "").replace(", \"to\": \"2026-10-24\"", ""))
                .statusCode(422);
    }

    @Test
    void a_declared_offset_that_the_zone_does_not_have_is_a_warning_that_names_the_first_day() {
        Api.put("flight-schedules", schedule("XSA", "XSB", "23:05 08:15",
                "\"arrivalDateVariation\": 1, \"departureUtcVariation\": \"+06:00\", \"arrivalUtcVariation\": \"+09:00\"")
                .replace("2026-03-29", "2024-02-01").replace("2026-10-24", "2024-04-01")).statusCode(201)
                .body("warnings", hasSize(1), "warnings[0].code", equalTo("utc-variation"))
                .body("warnings[0].detail", containsString("Asia/Almaty has +05:00 at 2024-03-04T18:05:00Z"));
    }

    @Test
    void a_time_that_the_clocks_pass_over_is_a_warning() {
        var spring = schedule("XSD", "XSA", "02:30 11:30", "\"departureUtcVariation\": \"+01:00\"").replace("[1, 4]", "[7]")
                .replace("2026-10-24", "2026-03-30");
        Api.put("flight-schedules", spring).statusCode(201)
                .body("warnings.find { it.code == 'no-such-time' }.pointer", equalTo("/std"))
                .body("warnings.find { it.code == 'no-such-time' }.detail",
                        equalTo("there is no 02:30 on 2026-03-29 in Europe/Warsaw; it is taken for 03:30"));
        // In autumn there is one twice, and it is declared which.
        Api.put("flight-schedules", spring.replace("2026-03-29", "2026-10-25").replace("2026-03-30", "2026-10-26"))
                .statusCode(201).body("warnings", nullValue());
        Api.put("flight-schedules", spring.replace("+01:00", "+00:00") + ", \"timeMode\": \"utc\"").statusCode(201)
                .body("warnings.code", equalTo(List.of("utc-variation")));
    }

    @Test
    void variations_have_up_to_three_digits() {
        put("XSA", "XSB", "08:05 17:15", "\"itineraryVariation\": 999").statusCode(201);
        put("XSA", "XSB", "08:05 17:15", "\"itineraryVariation\": 1000").statusCode(422).body("violations.pointer",
                equalTo(List.of("/itineraryVariation")));
    }

    @Test
    void an_unknown_airline_is_a_warning_and_times_may_be_missing() {
        Api.put("flight-schedules", """
                                    "airline": "Q8", "flightNumber": "1", "from": "XSC", "to": "XSA", "daysOfOperation": [2],
                                    "validFrom": "2026-01-01\"""").statusCode(201).body("warnings.code",
                equalTo(List.of("unknown-airline")));
    }

    @Test
    void a_departure_says_whether_it_is_flown() {
        var id = UUID.randomUUID();
        write(id, 1, "08:05 17:15", "\"stage\": \"scheduled\"");
        write(id, 2, "08:05 17:15",
                "\"stage\": \"suspended\", \"validFrom\": \"2026-04-03\", \"validTo\": \"2026-04-07\", \"reason\": \"update\"");
        write(id, 3, "08:05 17:15", "\"stage\": \"cancelled\", \"validFrom\": \"2026-04-08\", \"reason\": \"update\"");
        Api.get("flight-schedules/{id}/departures?from=2026-04-01&to=2026-04-10", id).statusCode(200)
                .body("items.operation", equalTo(List.of("2026-04-02", "2026-04-06", "2026-04-09")),
                        "items.stage", equalTo(List.of("scheduled", "suspended", "cancelled")));
    }

    @Test
    void events_say_added_retimed_and_cancelled() {
        var id = UUID.randomUUID();
        write(id, 1, "08:05 17:15", "\"stage\": \"scheduled\"");
        write(id, 2, "08:35 17:45", "\"stage\": \"scheduled\"");
        write(id, 3, "08:35 17:45", "\"stage\": \"scheduled\", \"aircraft\": \"32Q\"");
        write(id, 4, "08:35 17:45", "\"stage\": \"cancelled\", \"reason\": \"update\"");
        assertEquals(List.of("added", "retimed", "corrected", "cancelled"), Stream.of(1, 2, 3, 4)
                .map(version -> Api.event(id, version).type().replace("flight-schedule.", "")).toList());
    }

    private static void write(UUID id, int version, String times, String more) {
        Api.put("flight-schedules", id, version == 1 ? null : "\"" + (version - 1) + "\"", schedule("XSA", "XSB", times, more))
                .statusCode(version == 1 ? 201 : 200);
    }
}
