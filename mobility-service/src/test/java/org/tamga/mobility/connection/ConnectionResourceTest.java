package org.tamga.mobility.connection;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;
import org.tamga.record.At;

/** Bhutan's YAA, Sri Lanka's YBB and YBC (one city, YBQ), Maldives' YCC; all flights on Mondays of March 2026. */
@MobilityTest
class ConnectionResourceTest {

    @Inject
    Connections connections;

    @BeforeEach
    void timetable() {
        airport(1, "YAA", "BT", "Asia/Thimphu", "");
        airport(2, "YBB", "LK", "Asia/Colombo", ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"YBQ\"}");
        airport(3, "YBC", "LK", "Asia/Colombo", ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"YBQ\"}");
        airport(4, "YCC", "MV", "Indian/Maldives", "");
        flight("100", "YAA", "YBB", "08:00", "10:30", "scheduled");
        flight("201", "YBB", "YCC", "11:15", "12:15", "scheduled");
        flight("200", "YBB", "YCC", "12:00", "13:00", "scheduled");
        flight("300", "YBC", "YCC", "13:45", "14:45", "scheduled");
        flight("400", "YAA", "YCC", "20:00", "23:30", "scheduled");
        flight("500", "YAA", "YCC", "07:00", "08:00", "announced");
    }

    private static void airport(int number, String code, String country, String zone, String more) {
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-00000000000" + number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "%s"%s"""
                        .formatted(code, country, zone, more));
    }

    private static UUID id(String number) {
        return UUID.fromString("c0c0c0c0-0000-4000-8000-000000000" + number);
    }

    private static void flight(String number, String from, String to, String std, String sta, String stage) {
        Api.put("flight-schedules", id(number), null, members(number, from, to, std, sta, stage));
    }

    private static String members(String number, String from, String to, String std, String sta, String stage) {
        return """
               "airline": "Y1", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "%s", "sta": "%s", "stage": "%s",
               "daysOfOperation": [1], "period": {"from": "2026-03-02", "to": "2026-03-29"}""".formatted(number, from, to, std,
                sta, stage);
    }

    @Test
    void the_fewest_legs_and_the_earliest_arrival_are_both_answers() {
        Api.get("connections?from=YAA&to=MV&departAfter=2026-03-02T00:00:00Z&nationality=BT,LK").statusCode(200)
                .body("items", hasSize(2), "reason", nullValue())
                .body("items[0].legs.flight", equalTo(List.of("Y1400")), "items[0].transfers", equalTo(0))
                .body("items[0].visaNotes", empty())
                .body("items[1].legs.flight", equalTo(List.of("Y1100", "Y1200")), "items[1].transfers", equalTo(1))
                .body("items[1].durationMinutes", equalTo(360))
                .body("items[1].departure", equalTo("2026-03-02T08:00:00+06:00"))
                .body("items[1].legs[0].departureUtc", equalTo("2026-03-02T02:00:00Z"))
                .body("items[1].legs[0].arrivalLocal", equalTo("2026-03-02T10:30:00+05:30"))
                .body("items[1].legs[0].arrivalZone", equalTo("Asia/Colombo"))
                .body("items[1].legs[0].scheduleId", equalTo(id("100").toString()))
                .body("items[1].legs[0].sources[0].title", equalTo("Notice"))
                .body("items[1].visaNotes", hasSize(1))
                .body("items[1].visaNotes[0].country", equalTo("LK"), "items[1].visaNotes[0].nationality", equalTo("BT"))
                .body("items[1].visaNotes[0].requirement", equalTo("unknown"));
        Api.get("connections?from=YAA&to=MV&departAfter=2026-03-02T00:00:00Z&maxLegs=1").body("items", hasSize(1));
    }

    @Test
    void who_must_arrive_in_time_leaves_as_late_as_possible() {
        Api.get("connections?from=BT&to=YCC&arriveBefore=2026-03-02T12:00:00Z").statusCode(200).body("items", hasSize(1))
                .body("items[0].legs.flight", equalTo(List.of("Y1100", "Y1200")));
        Api.get("connections?from=YBQ&to=YCC&arriveBefore=2026-03-02T12:00:00Z").body("items", hasSize(1))
                .body("items[0].legs.flight", equalTo(List.of("Y1300")));
    }

    @Test
    void a_week_has_every_journey_that_no_other_beats() {
        // The 10:30 to 13:00 by way of the city, the direct flight in the evening, and on Thursday one that a later one beats.
        flight("801", "YBB", "YAA", "06:00", "09:00", "scheduled");
        flight("802", "YBB", "YAA", "07:00", "10:00", "scheduled");
        flight("803", "YBB", "YAA", "07:30", "09:30", "scheduled");
        var question = "connections?from=YBB&to=YAA&week=2026-W11";
        Api.get(question).statusCode(200).body("week", equalTo("2026-W11"), "isCut", equalTo(false), "reason", nullValue())
                .body("items.legs.flatten().flight", equalTo(List.of("Y1801", "Y1803")))
                .body("items.departure", equalTo(List.of("2026-03-09T06:00:00+05:30", "2026-03-09T07:30:00+05:30")));
        Api.get("connections?from=YAA&to=YCC&week=2026-W11").body("items.transfers", equalTo(List.of(1, 0)));
        Api.get("connections?from=YAA&to=YCC&week=2026-W20").body("items", empty(), "reason", equalTo("no-schedule-recorded"));
        Api.get(question + "&departAfter=2026-03-09T00:00:00Z").statusCode(400).body("violations.pointer",
                equalTo(List.of("week")));
        for (var week : List.of("2026-W60", "0001-W01", "9999-W52")) {
            Api.get("connections?from=YBB&to=YAA&week=" + week).statusCode(400).body("violations.pointer",
                    equalTo(List.of("week")));
        }
    }

    @Test
    void nothing_found_is_told_with_the_reason() {
        Api.get("connections?from=YAA&to=YCC&departAfter=2026-02-10T00:00:00Z").statusCode(200).body("items", empty())
                .body("nextServiceOn", equalTo("2026-03-02"), "reason", equalTo("no-connection"));
        Api.get("connections?from=YCC&to=YAA&departAfter=2026-04-06T00:00:00Z").statusCode(200).body("items", empty())
                .body("nextServiceOn", nullValue(), "reason", equalTo("no-schedule-recorded"));
        Api.get("connections?from=YBC&to=YBB&departAfter=2026-03-02T00:00:00Z").body("reason", equalTo("no-connection"));
    }

    @Test
    void the_next_service_is_told_however_it_was_asked_for_and_however_far_it_is() {
        Api.get("connections?from=YAA&to=YCC&arriveBefore=2026-02-12T00:00:00Z").statusCode(200).body("items", empty())
                .body("nextServiceOn", equalTo("2026-03-02"), "reason", equalTo("no-connection"));
        Api.get("connections?from=YAA&to=YCC&week=2026-W07").body("items", empty(), "nextServiceOn", equalTo("2026-03-02"));
        Api.get("connections?from=YAA&to=YCC&departAfter=2025-06-01T00:00:00Z").body("items", empty())
                .body("nextServiceOn", equalTo("2026-03-02"), "searchedUntil", nullValue());
        Api.get("connections?from=YAA&to=YCC&week=2026-W20").body("items", empty(), "nextServiceOn", nullValue(),
                "searchedUntil", nullValue());
        // Both are served every day, but the one leads to the other never: that is looked for only so far.
        airport(6, "YEE", "BT", "Asia/Thimphu", "");
        daily("910", "YEE", "YAA", "22:00", "23:00");
        daily("911", "YAA", "YEE", "06:00", "07:00");
        Api.get("connections?from=YEE&to=YAA&departAfter=2026-09-01T00:00:00Z&maxLegs=1").body("items", hasSize(1));
        daily("912", "YBC", "YCC", "06:00", "07:00");
        Api.get("connections?from=YEE&to=YCC&departAfter=2026-09-01T00:00:00Z").body("items", empty())
                .body("nextServiceOn", nullValue(), "reason", equalTo("no-connection"), "searchedUntil", equalTo("2026-10-31"));
    }

    @Test
    void the_next_service_may_be_from_an_airport_that_is_recorded_from_a_later_day_on() {
        var later = ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"YRQ\"}, \"validFrom\": \"2027-06-01\"";
        airport("2d", "YRA", "Africa/Asmara", "ER", later);
        flown("971", "YRA", "YCC", "08:00", "18:00", "[3]", "2027-06-02", "2027-06-30");
        for (var place : List.of("ER", "YRQ", "YRA")) {
            Api.get("connections?from=" + place + "&to=YCC&departAfter=2027-01-10T00:00:00Z").statusCode(200)
                    .body("items", empty(), "nextServiceOn", equalTo("2027-06-02"), "reason", equalTo("no-connection"));
        }
    }

    @Test
    void the_next_service_may_change_airports_within_a_city_and_bear_codes_that_are_given_on() {
        // On Wednesdays of May; what was YGG before May is YHH then, and another airport is YGG.
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-00000000000a"), null,
                """
                "codes": [{"scheme": "IATA", "value": "YGG", "validTo": "2027-05-01"}, {"scheme": "IATA", "value": "YHH", "validFrom": "2027-05-01"}],
                "name": {"en": "Airport"}, "country": "BT", "zone": "Asia/Thimphu\"""");
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-00000000000b"), null,
                """
                "codes": [{"scheme": "IATA", "value": "YGG", "validFrom": "2027-05-01"}],
                "name": {"en": "Airport"}, "country": "BT", "zone": "Asia/Thimphu\"""");
        Api.get("connections?from=YGG&to=YCC&departAfter=2027-03-20T00:00:00Z").body("nextServiceOn", nullValue());
        flown("930", "YGG", "YBB", "08:00", "10:30", "[3]", "2027-05-01", "2027-05-31");
        flown("931", "YBC", "YCC", "15:00", "16:00", "[3]", "2027-05-01", "2027-05-31");
        Api.get("connections?from=YGG&to=YCC&departAfter=2027-03-20T00:00:00Z").statusCode(200).body("items", empty())
                .body("nextServiceOn", equalTo("2027-05-05"), "searchedUntil", nullValue(), "reason", equalTo("no-connection"));
        Api.get("connections?from=BT&to=MV&departAfter=2027-03-20T00:00:00Z").body("nextServiceOn", equalTo("2027-05-05"));
        Api.get("connections?from=YGG&to=YCC&departAfter=2027-05-04T00:00:00Z").body("items", hasSize(1))
                .body("items[0].legs.flight", equalTo(List.of("Y1930", "Y1931")));
        Api.get("connections?from=YGG&to=YCC&departAfter=2026-11-20T00:00:00Z").body("nextServiceOn", equalTo("2027-05-05"),
                "searchedUntil",
                nullValue());
        // In one leg there is no way at all, whatever the week; nor from the airport that gave its code on.
        Api.get("connections?from=YGG&to=YCC&departAfter=2027-03-20T00:00:00Z&maxLegs=1").body("items", empty())
                .body("nextServiceOn", nullValue());
        Api.get("connections?from=YHH&to=YCC&departAfter=2027-05-04T00:00:00Z").body("items", empty())
                .body("nextServiceOn", nullValue(), "searchedUntil", nullValue());
    }

    @Test
    void the_next_service_is_not_passed_over_where_one_place_will_be_left_and_reached_by_others_meanwhile() {
        // YII to YBB on Tuesdays; YCC to YJJ until 10 March 2027, and from YBB to it on Fridays from the 19th on.
        airport("0c", "YII", "BT");
        airport("0d", "YJJ", "MV");
        flown("940", "YII", "YBB", "08:00", "10:30", "[2]", "2027-01-01", "2027-12-31");
        flown("941", "YCC", "YJJ", "08:00", "10:30", "[1, 2, 3, 4, 5, 6, 7]", "2027-01-01", "2027-03-10");
        flown("942", "YBB", "YJJ", "08:00", "10:30", "[5]", "2027-03-19", "2027-12-31");
        Api.get("connections?from=YII&to=YJJ&departAfter=2027-03-04T00:00:00Z").statusCode(200).body("items", empty())
                .body("nextServiceOn", equalTo("2027-03-16"));
    }

    private static void airport(String number, String code, String country) {
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-0000000000" + number), null,
                """
                "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "%s", "zone": "Asia/Thimphu\""""
                        .formatted(code, country));
    }

    private static void flown(String number, String from, String to, String std, String sta, String days, String first,
            String last) {
        Api.put("flight-schedules", id(number), null,
                """
                "airline": "Y1", "flightNumber": "%s", "from": "%s", "to": "%s", "std": "%s", "sta": "%s",
                "daysOfOperation": %s, "period": {"from": "%s", "to": "%s"}""".formatted(number, from, to, std, sta, days,
                        first,
                        last));
    }

    private static void daily(String number, String from, String to, String std, String sta) {
        flown(number, from, to, std, sta, "[1, 2, 3, 4, 5, 6, 7]", "2026-09-01", "2026-12-31");
    }

    @Test
    void a_change_is_seen_at_once_and_what_was_known_before_stays() {
        flight("700", "YCC", "YBB", "08:00", "10:00", "scheduled");
        var question = "connections?from=YCC&to=LK&departAfter=2026-03-09T00:00:00Z";
        Api.get(question).body("items", hasSize(1));
        var before = Instant.now();
        Api.put("flight-schedules", id("700"), "\"1\"", members("700", "YCC", "YBB", "08:00", "10:00", "cancelled"))
                .statusCode(200);
        Api.get(question).body("items", empty());
        Api.get(question + "&knownAt=" + before).body("items", hasSize(1));
    }

    @Test
    void what_is_at_hand_is_answered_without_waiting_and_as_it_is_after_a_change() {
        airport(0, "YFF", "PK", "Asia/Karachi", "");
        flight("710", "YFF", "YCC", "08:00", "10:00", "scheduled");
        var question = new ConnectionQuestion(List.of("YFF"), List.of("YCC"), Instant.parse("2026-03-16T00:00:00Z"), false, 3,
                List.of(),
                At.now(LocalDate.of(2026, 3, 16)));
        // Others' changes are looked for every few milliseconds, by those who wait.
        var answer = await().atMost(Duration.ofSeconds(60)).until(() -> {
            connections.answer(question);
            return connections.atOnce(question);
        }, Optional::isPresent);
        assertEquals(connections.answer(question), answer.get());
        Api.put("flight-schedules", id("710"), "\"1\"", members("710", "YFF", "YCC", "08:00", "11:00", "scheduled"))
                .statusCode(200);
        assertEquals(Optional.empty(), connections.atOnce(question), "a change is to be looked for");
        Api.get("connections?from=YFF&to=YCC&departAfter=2026-03-16T00:00:00Z")
                .body("items.arrival", equalTo(List.of("2026-03-16T11:00:00+05:00")));
    }

    @Test
    void changes_by_the_hundred_are_seen_at_once_too() {
        var question = "connections?from=YCC&to=YAA&departAfter=2026-03-16T00:00:00Z&maxLegs=1";
        Api.get(question).body("items", empty());
        var file = new StringBuilder();
        for (int number = 1; number <= 620; number++) {
            file.append("""
                        {"id": "%s", %s, "sources": [{"type": "dataset", "title": "Synthetic", "publisher": "Test"}]}
                        """.formatted(UUID.randomUUID(), members("%04d".formatted(number), "YCC", "YAA", "08:00", "12:00",
                    number == 620 ? "scheduled" : "announced").replace('\n', ' ')));
        }
        Imports.take("flight-schedules", "format=ndjson&mode=strict", "application/x-ndjson", file.toString()).statusCode(200)
                .body("accepted", equalTo(620));
        Api.get(question).body("items.legs.flatten().flight", equalTo(List.of("Y10620")));
    }

    @Test
    void each_departure_has_the_offsets_of_its_day() {
        Api.get("flight-schedules/{id}/departures?from=2026-03-01&to=2026-03-16", id("100")).statusCode(200)
                .body("items.operation", equalTo(List.of("2026-03-02", "2026-03-09", "2026-03-16")))
                .body("items[0].departureLocal", equalTo("2026-03-02T08:00:00+06:00"), "items[0].blockMinutes", equalTo(180))
                .body("items[0].arrivalUtc", equalTo("2026-03-02T05:00:00Z"));
        Api.get("flight-schedules/{id}/departures?from=2026-04-01&to=2026-04-02", id("100")).statusCode(200).body("items",
                empty());
        Api.get("flight-schedules/{id}/departures?from=2026-04-02&to=2026-04-01", id("100")).statusCode(400);
        Api.get("flight-schedules/{id}/departures?from=2026-04-02&to=2028-04-01", id("100")).statusCode(400);
        Api.get("flight-schedules/{id}/departures", UUID.randomUUID()).statusCode(404);
    }

    @Test
    void the_clock_that_almaty_put_back_is_minded() {
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-000000000005"), null,
                """
                "codes": [{"scheme": "IATA", "value": "YDD"}], "name": {"en": "Airport"}, "zone": "Asia/Almaty\"""");
        Api.put("flight-schedules", id("600"), null,
                """
                "airline": "Y1", "flightNumber": "600", "from": "YDD", "to": "YCC", "std": "10:00", "sta": "14:00",
                "daysOfOperation": [4, 5], "period": {"from": "2024-02-29", "to": "2024-03-01"}""");
        Api.get("flight-schedules/{id}/departures?from=2024-02-29&to=2024-03-01", id("600")).body("items.departureLocal",
                equalTo(List.of("2024-02-29T10:00:00+06:00", "2024-03-01T10:00:00+05:00")));
    }

    private static void airportWithoutZone(int number, String code, String country) {
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-00000000000" + number), null,
                "\"codes\": [{\"scheme\": \"IATA\", \"value\": \"%s\"}], \"name\": {\"en\": \"Airport\"}, \"country\": \"%s\""
                        .formatted(code, country));
    }

    @Test
    void without_a_zone_local_time_is_what_the_schedule_declares_or_nothing() {
        airportWithoutZone(7, "YZA", "BT");
        airportWithoutZone(8, "YZB", "LK");
        airportWithoutZone(9, "YZC", "BT");
        Api.put("flight-schedules", id("920"), null, members("920", "YZA", "YZB", "22:00", "23:30", "scheduled")
                + ", \"departureUtcVariation\": \"-05:00\", \"arrivalUtcVariation\": \"-0500\"");
        Api.put("flight-schedules", id("921"), null,
                members("921", "YZB", "YZC", "06:00", "07:00", "scheduled").replace("[1]", "[2]") + ", \"timeMode\": \"utc\"");
        Api.get("connections?from=YZA&to=YZC&departAfter=2026-03-02T00:00:00Z&nationality=BT").statusCode(200)
                .body("items", hasSize(1)).body("items[0].departure", equalTo("2026-03-02T22:00:00-05:00"))
                .body("items[0].legs[0].departureLocal", equalTo("2026-03-02T22:00:00-05:00"))
                .body("items[0].legs[0].departureUtc", equalTo("2026-03-03T03:00:00Z"))
                .body("items[0].legs[0].departureZone", nullValue())
                .body("items[0].legs[0].arrivalLocal", equalTo("2026-03-02T23:30:00-05:00"))
                .body("items[0].visaNotes[0].on", equalTo("2026-03-02"))
                .body("items[0].legs[1].departureLocal", nullValue(), "items[0].legs[1].departureZone", nullValue())
                .body("items[0].legs[1].arrivalUtc", equalTo("2026-03-03T07:00:00Z"))
                .body("items[0].arrival", equalTo("2026-03-03T07:00:00Z"));
    }

    private static void airport(String number, String code, String zone, String country, String more) {
        Api.put("airports", UUID.fromString("c0c0c0c0-0000-4000-8000-0000000000" + number), null,
                """
                "codes": [%s], "name": {"en": "Airport"}, "zone": "%s\"%s%s""".formatted(
                        code.startsWith("{") ? code : "{\"scheme\": \"IATA\", \"value\": \"" + code + "\"}", zone,
                        country == null ? "" : ", \"country\": \"" + country + "\"", more));
    }

    /** A leg on Mondays of April 2026. */
    private static void leg(String id, String number, int leg, String from, String to, String std, String sta) {
        Api.put("flight-schedules", id(id), null,
                """
                "airline": "Y2", "flightNumber": "%s", "leg": %d, "from": "%s", "to": "%s", "std": "%s", "sta": "%s",
                "daysOfOperation": [1], "period": {"from": "2026-04-06", "to": "2026-04-27"}""".formatted(number, leg, from, to,
                        std, sta));
    }

    @Test
    void a_leg_that_two_schedules_state_may_be_sat_in_as_either_says() {
        airport("10", "YKA", "UTC", "BT", "");
        airport("11", "YKB", "UTC", "LK", "");
        airport("12", "YKC", "UTC", "MV", "");
        leg("a01", "1", 1, "YKA", "YKB", "08:00", "09:00");
        leg("a02", "1", 2, "YKB", "YKC", "09:30", "11:00");
        leg("a03", "1", 2, "YKB", "YKC", "09:30", "11:30");
        Api.get("connections?from=YKA&to=YKC&departAfter=2026-04-06T00:00:00Z").statusCode(200)
                .body("items.arrival", equalTo(List.of("2026-04-06T11:00:00Z")));
        Api.get("connections?from=YKA&to=YKC&arriveBefore=2026-04-06T12:00:00Z").statusCode(200)
                .body("items.departure", equalTo(List.of("2026-04-06T08:00:00Z")));
    }

    @Test
    void who_stays_on_board_changes_no_planes_but_is_in_the_country() {
        airport("13", "YLA", "UTC", "BT", "");
        airport("14", "YLB", "UTC", "LK", "");
        airport("15", "YLC", "UTC", "PK", "");
        airport("16", "YLD", "UTC", "MV", "");
        leg("a11", "11", 1, "YLA", "YLB", "08:00", "09:00");
        leg("a12", "11", 2, "YLB", "YLC", "11:00", "12:00");
        leg("a13", "12", 1, "YLC", "YLD", "14:00", "15:00");
        Api.get("connections?from=YLA&to=YLD&departAfter=2026-04-06T00:00:00Z&nationality=KZ").statusCode(200)
                .body("items", hasSize(1)).body("items[0].legs", hasSize(3)).body("items[0].transfers", equalTo(1))
                .body("items[0].visaNotes.airport", equalTo(List.of("YLB", "YLC")))
                .body("items[0].visaNotes.isOnBoard", equalTo(List.of(true, false)));
    }

    @Test
    void where_no_country_is_recorded_nobody_knows_what_it_asks() {
        airport("17", "YMA", "UTC", "BT", "");
        airport("18", "YMB", "UTC", null, "");
        airport("19", "YMC", "UTC", "MV", "");
        leg("a21", "21", 1, "YMA", "YMB", "08:00", "09:00");
        leg("a22", "22", 1, "YMB", "YMC", "11:00", "12:00");
        var question = "connections?from=YMA&to=YMC&departAfter=2026-04-06T00:00:00Z";
        Api.get(question).body("items", hasSize(1)).body("items[0].visaNotes", empty());
        Api.get(question + "&nationality=KZ").statusCode(200).body("items[0].visaNotes", hasSize(1))
                .body("items[0].visaNotes[0].airport", equalTo("YMB"), "items[0].visaNotes[0].country", nullValue())
                .body("items[0].visaNotes[0].requirement", equalTo("unknown"));
    }

    @Test
    void what_departs_at_either_end_of_the_window_is_found_whatever_day_it_is_there() {
        // Fridays at six in Seoul are Thursdays in UTC; Wednesday evening in Honolulu is Thursday.
        airport("20", "YNA", "Asia/Seoul", "BT", "");
        airport("21", "YNB", "Asia/Seoul", "LK", "");
        airport("22", "YNC", "Pacific/Honolulu", "MV", "");
        airport("23", "YND", "Pacific/Honolulu", "PK", "");
        flown("943", "YNA", "YNB", "06:00", "08:00", "[5]", "2026-03-01", "2026-03-31");
        flown("944", "YNC", "YND", "20:00", "22:00", "[3]", "2026-03-01", "2026-03-31");
        Api.get("connections?from=YNA&to=YNB&departAfter=2026-03-08T23:00:00Z").statusCode(200)
                .body("items.departure", equalTo(List.of("2026-03-13T06:00:00+09:00")));
        Api.get("connections?from=YNA&to=YNB&departAfter=2026-03-06T00:00:00Z").body("items", empty(), "nextServiceOn",
                equalTo("2026-03-13"));
        Api.get("connections?from=YNC&to=YND&arriveBefore=2026-03-09T00:00:00Z").statusCode(200)
                .body("items.departure", equalTo(List.of("2026-03-04T20:00:00-10:00")));
    }

    @Test
    void the_next_service_may_be_the_last_of_its_schedule_and_depart_the_day_after_in_utc() {
        // Its last day, Thursday, ends in Honolulu when it is Friday in UTC already, as does the window asked for.
        airport("24", "YOA", "Pacific/Honolulu", "MV", "");
        airport("25", "YOB", "Pacific/Honolulu", "PK", "");
        flown("945", "YOA", "YOB", "20:00", "22:00", "[4]", "2026-03-12", "2026-03-12");
        Api.get("connections?from=YOA&to=YOB&departAfter=2026-03-09T00:00:00Z").statusCode(200).body("items", empty(),
                "nextServiceOn", equalTo("2026-03-12"));
    }

    @Test
    void from_a_country_to_a_place_in_it_one_comes_from_elsewhere_there() {
        var city = ", \"city\": {\"name\": {\"en\": \"City\"}, \"metro\": \"YPQ\"}";
        airport("26", "YPA", "UTC", "FJ", "");
        airport("27", "YPB", "UTC", "FJ", city);
        airport("28", "YPC", "UTC", "FJ", city);
        airport("29", "YPD", "UTC", "BT", "");
        flown("951", "YPA", "YPB", "08:00", "09:00", "[1]", "2026-03-01", "2026-03-31");
        flown("952", "YPB", "YPA", "10:00", "11:00", "[1]", "2026-03-01", "2026-03-31");
        flown("953", "YPC", "YPB", "12:00", "12:30", "[1]", "2026-03-01", "2026-03-31");
        var after = "&departAfter=2026-03-02T00:00:00Z";
        Api.get("connections?from=FJ&to=YPB" + after).body("items.legs.flatten().flight", equalTo(List.of("Y1951")));
        Api.get("connections?from=YPB&to=FJ" + after).body("items.legs.flatten().flight", equalTo(List.of("Y1952")));
        Api.get("connections?from=FJ&to=YPQ" + after).body("items.legs.flatten().flight", equalTo(List.of("Y1951")));
        Api.get("connections?from=YPQ&to=YPB" + after).body("items.legs.flatten().flight", equalTo(List.of("Y1953")));
        Api.get("connections?from=FJ&to=YPB&arriveBefore=2026-03-02T13:00:00Z").body("items.legs.flatten().flight",
                equalTo(List.of("Y1953")));
    }

    @Test
    void a_code_is_that_of_an_airport_on_any_day_there_of_those_in_which_a_journey_is_looked_for() {
        airport("2a",
                """
                {"scheme": "IATA", "value": "YQA", "validTo": "2026-06-08"}, {"scheme": "IATA", "value": "YQB", "validFrom": "2026-06-08"}""",
                "Asia/Almaty", "KZ", "");
        airport("2b", "YQC", "UTC", "MV", "");
        flown("961", "YQA", "YQC", "04:00", "05:00", "[7]", "2026-05-01", "2026-06-07");
        flown("962", "YQB", "YQC", "10:00", "11:00", "[1]", "2026-06-08", "2026-06-30");
        // The eighth in Almaty.
        Api.get("connections?from=YQB&to=YQC&departAfter=2026-06-07T20:00:00Z").statusCode(200)
                .body("items.departure", equalTo(List.of("2026-06-08T10:00:00+05:00")));
        Api.get("connections?from=YQA&to=YQC&arriveBefore=2026-06-08T01:00:00Z").statusCode(200)
                .body("items.departure", equalTo(List.of("2026-06-07T04:00:00+05:00")));
        Api.get("connections?from=YQB&to=YQC&departAfter=2026-06-07T08:00:00Z").body("items", hasSize(1));
        Api.get("connections?from=YQA&to=YQC&departAfter=2026-06-07T20:00:00Z").body("items", empty());
        Api.get("connections?from=YQA&to=YQB&departAfter=2026-06-07T08:00:00Z").body("items", empty(), "reason",
                equalTo("no-connection"));
    }

    /** As it is recorded, and as it is from the thirteenth of May 2026. */
    private static void changing(String number, String code, String before, String after) {
        var members = """
                      "codes": [{"scheme": "IATA", "value": "%s"}], "name": {"en": "Airport"}, "country": "LK", %s""";
        var id = UUID.fromString("c0c0c0c0-0000-4000-8000-0000000000" + number);
        Api.put("airports", id, null, members.formatted(code, before)).statusCode(201);
        Api.put("airports", id, "\"1\"", members.formatted(code, after) + ", \"validFrom\": \"2026-05-13\"").statusCode(200);
    }

    @Test
    void of_two_minimum_connecting_times_within_a_search_the_longer_is_kept() {
        airport("30", "YSA", "UTC", "BT", "");
        changing("31", "YSB", "\"zone\": \"UTC\", \"minimumConnectingMinutes\": 30",
                "\"zone\": \"UTC\", \"minimumConnectingMinutes\": 90");
        changing("32", "YSC", "\"zone\": \"UTC\", \"minimumConnectingMinutes\": 90",
                "\"zone\": \"UTC\", \"minimumConnectingMinutes\": 30");
        airport("33", "YSD", "UTC", "MV", "");
        flown("871", "YSA", "YSB", "08:00", "09:00", "[2]", "2026-05-01", "2026-05-31");
        flown("872", "YSB", "YSD", "10:00", "11:00", "[2]", "2026-05-01", "2026-05-31");
        flown("873", "YSA", "YSC", "08:00", "09:00", "[2]", "2026-05-01", "2026-05-31");
        flown("874", "YSC", "YSD", "10:15", "11:15", "[2]", "2026-05-01", "2026-05-31");
        Api.get("connections?from=YSA&to=YSD&departAfter=2026-05-12T00:00:00Z").statusCode(200).body("items", empty());
        flown("875", "YSC", "YSD", "10:30", "11:30", "[2]", "2026-05-01", "2026-05-31");
        Api.get("connections?from=YSA&to=YSD&departAfter=2026-05-12T00:00:00Z")
                .body("items.legs.flatten().flight", equalTo(List.of("Y1873", "Y1875")));
    }

    @Test
    void local_times_are_by_the_zone_that_the_airport_has_on_the_day() {
        changing("34", "YTA", "\"zone\": \"Asia/Tashkent\"", "\"zone\": \"Asia/Seoul\"");
        airport("35", "YTB", "UTC", "MV", "");
        flown("981", "YTA", "YTB", "10:00", "12:00", "[1, 2, 3, 4]", "2026-05-11", "2026-05-14");
        Api.get("connections?from=YTA&to=YTB&week=2026-W20").statusCode(200)
                .body("items.departure",
                        equalTo(List.of("2026-05-11T10:00:00+05:00", "2026-05-12T10:00:00+05:00", "2026-05-13T10:00:00+09:00",
                                "2026-05-14T10:00:00+09:00")))
                .body("items.legs.flatten().departureZone",
                        equalTo(List.of("Asia/Tashkent", "Asia/Tashkent", "Asia/Seoul", "Asia/Seoul")));
    }

    @Test
    void several_places_are_asked_for_together() {
        airport("36", "YUA", "UTC", "BT", "");
        airport("37", "YUB", "UTC", "LK", "");
        airport("38", "YUC", "UTC", "LK", "");
        flown("991", "YUA", "YUC", "08:00", "09:00", "[2]", "2026-05-01", "2026-05-31");
        flown("992", "YUB", "YUA", "10:00", "11:00", "[2]", "2026-05-01", "2026-05-31");
        Api.get("connections?from=YUA&to=YUB,YUC&departAfter=2026-05-12T00:00:00Z").statusCode(200)
                .body("items.legs.flatten().flight", equalTo(List.of("Y1991")));
        Api.get("connections?from=YUB,YUC&to=YUA&departAfter=2026-03-12T00:00:00Z").statusCode(200).body("items", empty(),
                "nextServiceOn", equalTo("2026-05-05"));
        Api.get("connections?from=YUB,YUC&to=YUC,YUB").statusCode(400).body("detail", containsString("to is where"));
        Api.get("connections?from=YUA&to=YUB,yuc").statusCode(400);
    }

    @Test
    void what_cannot_be_asked_is_refused_with_its_name() {
        Api.get("connections?from=YAA").statusCode(400).body("detail", containsString("to"));
        Api.get("connections?from=YAA&to=yaa").statusCode(400);
        Api.get("connections?from=YAA&to=YAA").statusCode(400);
        Api.get("connections?from=YAA&to=QQ").statusCode(400);
        Api.get("connections?from=YAA&to=MV&departAfter=soon").statusCode(400).body("detail", containsString("departAfter"));
        Api.get("connections?from=YAA&to=MV&departAfter=2026-03-02T00:00:00Z&arriveBefore=2026-03-02T00:00:00Z")
                .statusCode(400);
        Api.get("connections?from=YAA&to=MV&maxLegs=9").statusCode(400);
    }
}
