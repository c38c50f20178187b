package org.tamga.mobility.schedule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.mobility.Api;
import org.tamga.mobility.Imports;
import org.tamga.mobility.MobilityTest;

import io.restassured.response.ValidatableResponse;

/** SAA and SCC lie in Almaty's zone, SBB and SDD in Seoul's. */
@MobilityTest
class SsimTest {

    private static final String FILLER = "0".repeat(200);
    private static final String HEADER = line("1AIRLINE STANDARD SCHEDULE DATA SET     1", "  ", 1);
    private static final String CARRIER = line(
            "2LS9      S26 29MAR2624OCT2601MAR26TEST" + " ".repeat(32) + "C", "  ", 2);

    @BeforeEach
    void airports() {
        airport(1, "SAA", "Asia/Almaty");
        airport(2, "SBB", "Asia/Seoul");
        airport(3, "SCC", "Asia/Almaty");
        airport(4, "SDD", "Asia/Seoul");
        for (int airline = 1; airline <= 9; airline++) {
            Api.put("airlines", UUID.fromString("5551a000-0000-4000-8000-00000000001" + airline), null,
                    "\"codes\": [{\"scheme\": \"IATA\", \"value\": \"S%d\"}], \"name\": {\"en\": \"Airline\"}"
                            .formatted(airline));
        }
    }

    private static void airport(int number, String code, String zone) {
        Api.put("airports", UUID.fromString("5551a000-0000-4000-8000-00000000000" + number), null,
                "\"codes\": [{\"scheme\": \"IATA\", \"value\": \"%s\"}], \"name\": {\"en\": \"Airport\"}, \"zone\": \"%s\""
                        .formatted(code, zone));
    }

    /** @param variations columns 193 and 194 */
    private static String line(String columns, String variations, int serial) {
        return columns + " ".repeat(192 - columns.length()) + variations + "%06d".formatted(serial);
    }

    private static String leg(String number, String variation, String from, String std, String offset, String to, String sta,
            String arrivalOffset, String variations, int serial) {
        return line(
                "3 S9" + "%5s".formatted(number) + variation + "01J29MAR2624OCT261234567 " + from + std + std + offset + "  "
                        + to + sta + sta + arrivalOffset + "  320",
                variations, serial);
    }

    private static String trailer(int serial) {
        return "5 S9" + " ".repeat(183) + "%06d".formatted(serial - 1) + "E" + "%06d".formatted(serial);
    }

    private static String file(String... lines) {
        return String.join("\n", lines) + "\n";
    }

    /** The same of an airline of which no other test has flights: a file names those that it lacks. */
    private static String of(String airline, String file) {
        return file.replace("S9", airline);
    }

    private static final String MARCH = "&publishedOn=2026-03-01";
    private static final String MAY = "&publishedOn=2026-05-10";

    private static ValidatableResponse take(String question, String content) {
        return Imports.take("flight-schedules", "format=ssim" + question, "text/plain", content);
    }

    @Test
    void a_data_set_is_recorded_and_the_same_again_changes_nothing() {
        var segment = "4 S9  9010101J" + " ".repeat(14) + "AB010SAASBBOZ 6792 /KE 0042";
        var file = of("S8", file(HEADER, FILLER, CARRIER, FILLER,
                leg("901", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3), line(segment, "  ", 4),
                leg("902", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 5), trailer(6)));
        take("", file).statusCode(200).body("accepted", equalTo(2), "rejected", equalTo(0), "problems", empty());
        take("", file).statusCode(200).body("accepted", equalTo(0), "unchanged", equalTo(2));
        var found = Api.get("flight-schedules?airline=S8&flightNumber=901&validAt=2026-05-01");
        found.body("items", hasSize(1)).body("items[0].std", equalTo("23:05"), "items[0].arrivalDateVariation", equalTo(1))
                .body("items[0].codeshares", equalTo(List.of("OZ6792", "KE42")), "items[0].stage", equalTo("scheduled"))
                .body("items[0].validFrom", equalTo("2026-03-29"), "items[0].validTo", equalTo("2026-10-25"));
        Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-01", found.extract().<String>path("items[0].id"))
                .body("items[0].blockMinutes", equalTo(310));
    }

    /** Read as one number, 11 would be eleven days; judged in UTC, a leg over night would land before it leaves. */
    @Test
    void date_variations_are_days_of_each_end_in_its_own_clock() {
        take("", of("S7", file(HEADER, CARRIER, leg("911", "01", "SAA", "0030", "+0500", "SBB", "0940", "+0900", "11", 3),
                leg("912", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "00", 4), trailer(5))))
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(1), "problems", hasSize(1))
                .body("problems[0].line", equalTo(4), "problems[0].pointer", equalTo("/sta"))
                .body("problems[0].detail", containsString("minutes"));
        var id = Api.get("flight-schedules?airline=S7&flightNumber=911&validAt=2026-05-01").extract()
                .<String>path("items[0].id");
        Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-01", id)
                .body("items[0].departureLocal", equalTo("2026-05-01T00:30:00+05:00"))
                .body("items[0].arrivalLocal", equalTo("2026-05-01T09:40:00+09:00"));
    }

    /** The days and the period of a leg that departs after midnight are already those of its own departure. */
    @Test
    void a_leg_after_midnight_is_flown_on_its_own_day_and_one_stays_seated() {
        take("", of("S5", file(HEADER, CARRIER,
                leg("915", "01", "SAA", "2305", "+0500", "SCC", "0055", "+0500", "01", 3).replace("1234567", "1      "),
                leg("915", "01", "SCC", "0130", "+0500", "SDD", "1000", "+0900", "11", 4)
                        .replace("0101J29MAR2624OCT261234567", "0102J30MAR2625OCT26 2     "),
                trailer(5)))).statusCode(200).body("accepted", equalTo(2), "problems", empty());
        var found = Api.get("flight-schedules?airline=S5&flightNumber=915&leg=2&validAt=2026-05-05");
        found.body("items[0].daysOfOperation", equalTo(List.of(2)), "items[0].validFrom", equalTo("2026-03-30"));
        Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-07", found.extract().<String>path("items[0].id"))
                .body("items.departureLocal", equalTo(List.of("2026-05-05T01:30:00+05:00")))
                .body("items.arrivalLocal", equalTo(List.of("2026-05-05T10:00:00+09:00")));
        // Half an hour is too short to change planes.
        Api.get("connections?from=SAA&to=SDD&departAfter=2026-05-04T12:00:00Z").body("items", hasSize(1))
                .body("items[0].legs.departureLocal",
                        equalTo(List.of("2026-05-04T23:05:00+05:00", "2026-05-05T01:30:00+05:00")));
    }

    @Test
    void an_arrival_at_midnight_is_taken() {
        take("", of("SP",
                file(HEADER, CARRIER, leg("925", "01", "SBB", "2000", "+0900", "SAA", "2400", "+0500", "00", 3), trailer(4))))
                .statusCode(200).body("accepted", equalTo(1), "rejected", equalTo(0));
        var id = Api.get("flight-schedules?airline=SP&flightNumber=925&validAt=2026-05-01").extract()
                .<String>path("items[0].id");
        Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-01", id)
                .body("items[0].arrivalLocal", equalTo("2026-05-02T00:00:00+05:00"), "items[0].blockMinutes", equalTo(480));
    }

    @Test
    void a_file_may_have_several_data_sets() {
        var local = of("S4", file(HEADER, CARRIER, leg("971", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3),
                trailer(4)));
        take("", local + utc(5)).statusCode(200).body("accepted", equalTo(2), "rejected", equalTo(0), "problems", empty());
        for (var airline : List.of("S4", "S3")) {
            var id = Api.get("flight-schedules?airline={airline}&validAt=2026-05-01", airline).extract()
                    .<String>path("items[0].id");
            Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-01", id)
                    .body("items[0].departureUtc", equalTo("2026-05-01T18:05:00Z"));
        }
        // So has one of two files behind each other; and a set that has lost its trailer is named, also if another follows.
        take("", local + HEADER + "\n" + utc(2)).body("unchanged", equalTo(2), "problems", empty());
        take("", local.replaceAll("(?m)^5.*\n", "") + utc(4)).body("unchanged", equalTo(2), "problems", hasSize(1))
                .body("problems[0].code", equalTo("no-trailer"), "problems[0].line", equalTo(2))
                .body("problems[0].detail", containsString("S4"));
    }

    /** A data set in UTC. */
    private static String utc(int serial) {
        return of("S3", file(CARRIER.replace("2LS9", "2US9").replace("000002", "%06d".formatted(serial)),
                leg("972", "01", "SAA", "1805", "+0500", "SBB", "2315", "+0900", "00", serial + 1), trailer(serial + 2)));
    }

    /** Whether their times are local no line says then; the airline before them has no say in it. */
    @Test
    void legs_of_a_carrier_that_cannot_be_read_are_left_out() {
        var before = of("S2", file(HEADER, CARRIER, leg("981", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3),
                trailer(4)));
        var leg = of("S1", leg("982", "01", "SAA", "1805", "+0500", "SBB", "2315", "+0900", "00", 6));
        var carrier = of("S1", CARRIER.replace("2LS9", "2US9").replace("000002", "000005"));
        for (var unread : List.of(carrier.substring(0, 120), carrier + " ", HEADER.replace("000001", "000005"),
                carrier.replace("2US1", "2XS1"))) {
            take("&dryRun=true", before + file(unread, leg)).statusCode(200).body("accepted", equalTo(1))
                    .body("problems.findAll { it.code == 'no-carrier' }.line", equalTo(List.of(6)))
                    .body("problems.findAll { it.code == 'no-trailer' }", empty());
        }
        take("&dryRun=true", before + leg.replace("000006", "000005") + "\n").body("accepted", equalTo(1))
                .body("problems.findAll { it.code == 'no-carrier' }.line", equalTo(List.of(5)));
        // One that is cut ends the data set before it too.
        take("&dryRun=true", before.replaceAll("(?m)^5.*\n", "") + file(carrier.substring(0, 120), leg))
                .body("problems.findAll { it.code == 'no-trailer' }.line", equalTo(List.of(2)))
                .body("problems.findAll { it.code == 'no-carrier' }.line", equalTo(List.of(5)));
    }

    @Test
    void a_leg_that_may_be_anothers_flight_is_left_out() {
        var segment = line("4 S9  9910101J" + " ".repeat(14) + "AB050SAASBBOZ  577", "  ", 4);
        var leg = leg("991", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3);
        take("&dryRun=true", of("S2", file(HEADER, CARRIER, leg, segment, trailer(5)))).body("accepted", equalTo(1), "rejected",
                equalTo(0));
        take("&dryRun=true", of("S2", file(HEADER, CARRIER, leg, segment.substring(0, 100), trailer(5))))
                .body("accepted", equalTo(0))
                .body("problems.code.sort()", equalTo(List.of("line-length", "rule-broken")))
                .body("problems.find { it.code == 'rule-broken' }.line", equalTo(3))
                .body("problems.find { it.code == 'rule-broken' }.pointer", equalTo("/operatedAs"));
        // The one behind a segment that is cut is read all the same.
        take("&dryRun=true", of("S2", file(HEADER, CARRIER, leg, segment.replace("AB050", "AB010").substring(0, 100),
                segment.replace("000004", "000005"), trailer(6)))).body("accepted", equalTo(1))
                .body("problems.code", equalTo(List.of("line-length")));
    }

    @Test
    void records_are_numbered_from_1_and_after_999999_from_2() {
        take("&dryRun=true",
                of("SR", file(HEADER.replace("000001", "000007"), CARRIER.replace("000002", "000008"), trailer(9))))
                .body("problems.findAll { it.code == 'serial-mismatch' }.line", equalTo(List.of(1)));
        take("&dryRun=true", of("SR", file(HEADER, CARRIER.replace("000002", "999999"),
                leg("993", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 2), trailer(3))))
                .body("accepted", equalTo(1))
                .body("problems.findAll { it.code == 'serial-mismatch' }.line", equalTo(List.of(2)));
    }

    @Test
    void a_leg_in_utc_has_the_days_of_that_calendar() {
        take("", of("SQ", file(HEADER, CARRIER.replace("2LS9", "2US9"),
                leg("921", "01", "SAA", "2130", "+0500", "SBB", "0240", "+0900", "01", 3), trailer(4)))).statusCode(200)
                .body("accepted", equalTo(1));
        var id = Api.get("flight-schedules?airline=SQ&flightNumber=921&validAt=2026-05-01").extract()
                .<String>path("items[0].id");
        Api.get("flight-schedules/{id}/departures?from=2026-05-01&to=2026-05-01", id)
                .body("items[0].departureLocal", equalTo("2026-05-02T02:30:00+05:00"), "items[0].blockMinutes", equalTo(310));
    }

    @Test
    void what_is_odd_is_told_and_what_is_cut_is_left_out() {
        take("", file(HEADER, CARRIER, leg("931", "01", "SAA", "1000", "+0600", "SBB", "1710", "+0900", "00", 3),
                leg("932", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 9),
                leg("933", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 10).substring(0, 150))).statusCode(200)
                .body("accepted", equalTo(2), "rejected", equalTo(1))
                .body("problems.code", hasItems("utc-variation", "serial-mismatch", "line-length", "no-trailer"))
                .body("problems.find { it.code == 'line-length' }.line", equalTo(5))
                .body("problems.find { it.code == 'line-length' }.detail", containsString("150"));
        take("", file(leg("934", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 1))).body("rejected", equalTo(1))
                .body("problems.code", hasItem("no-carrier"));
        take("", file(HEADER, CARRIER, leg("935", "01", "SBB", "1000", "+0900", "QXQ", "1300", "+0500", "00", 3), trailer(5)))
                .body("rejected", equalTo(1)).body("problems.pointer", hasItem("/to"))
                .body("problems.code", hasItem("trailer-mismatch"));
    }

    @Test
    void what_the_next_file_of_an_airline_lacks_is_cancelled_and_named() {
        var gone = leg("952", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 4);
        var kept = leg("951", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3);
        var broken = leg("953", "01", "SAA", "0900", "+0500", "SBB", "1810", "+0900", "00", 5);
        take(MARCH, of("S6", file(HEADER, CARRIER, kept, gone, broken, trailer(6)))).statusCode(200)
                .body("accepted", equalTo(3), "problems", empty());
        // One that is there but cannot be read is not missing; of one that begins later, the days until then are.
        var next = of("S6", file(HEADER, CARRIER.replace("01MAR26", "10MAY26"), kept.replace("29MAR26", "01JUN26"),
                broken.replace("09000900", "25002500").replace("000005", "000004"), trailer(5)));
        take(MAY, next).statusCode(200).body("accepted", equalTo(3), "rejected", equalTo(1))
                .body("problems.findAll { it.code == 'cancelled-by-file' }.line", equalTo(List.of(2, 2)))
                .body("problems.findAll { it.code == 'cancelled-by-file' }.detail.sort()[0]",
                        containsString("S6951 SAA-SBB (flight-schedule "))
                .body("problems.findAll { it.code == 'cancelled-by-file' }.detail.sort()[0]",
                        containsString("made on 2026-05-10: cancelled from 2026-05-10 up to 2026-06-01"))
                .body("problems.findAll { it.code == 'cancelled-by-file' }.detail.sort()[1]",
                        containsString("cancelled from 2026-05-10 up to 2026-10-25"));
        take(MAY, next).statusCode(200).body("accepted", equalTo(0), "rejected", equalTo(1), "warnings", equalTo(0));
        // What was flown before the file was made it does not take back.
        stages("S6", "952", "2026-05-09", "scheduled");
        stages("S6", "952", "2026-05-10", "cancelled");
        stages("S6", "951", "2026-05-20", "cancelled");
        stages("S6", "951", "2026-06-01", "scheduled");
        stages("S6", "953", "2026-06-01", "scheduled");
        // Of days that are not the data set's it says nothing.
        take("", of("S6", file(HEADER, CARRIER.replace("29MAR2624OCT26", "25OCT2627MAR27"), trailer(3)))).body("problems",
                empty());
    }

    private static void stages(String airline, String number, String day, String... stages) {
        Api.get("flight-schedules?airline={airline}&flightNumber={number}&validAt={day}", airline, number, day)
                .body("items.stage.sort()", equalTo(List.of(stages)));
    }

    @Test
    void a_file_that_numbers_its_variations_anew_counts_no_flight_twice() {
        var first = leg("961", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3);
        take(MARCH, of("SX", file(HEADER, CARRIER, first, trailer(4)))).body("accepted", equalTo(1));
        var again = of("SX",
                file(HEADER, CARRIER.replace("01MAR26", "10MAY26"), first.replace("  96101", "  96102"), trailer(4)));
        take(MAY, again).body("accepted", equalTo(2), "problems.code", hasItem("cancelled-by-file"));
        take(MAY, again).body("accepted", equalTo(0), "unchanged", equalTo(1));
        // It has the same flight from the first day on, so that the days before it was made are not counted twice either.
        stages("SX", "961", "2026-04-01", "cancelled", "scheduled");
        stages("SX", "961", "2026-06-01", "cancelled", "scheduled");
    }

    @Test
    void what_another_source_says_or_an_incomplete_file_lacks_stays() {
        var one = leg("963", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3);
        var other = leg("964", "01", "SBB", "1000", "+0900", "SAA", "1300", "+0500", "00", 4);
        take(MARCH, of("SY", file(HEADER, CARRIER, one, other, trailer(5)))).body("accepted", equalTo(2));
        var lacking = of("SY", file(HEADER, CARRIER, one, trailer(4)));
        var stays = "problems.find { it.code == 'absent-from-file' }.detail";
        take(MAY, lacking.replace("000004", "000009")).body("accepted", equalTo(1))
                .body(stays, containsString("not all of this one could be read"));
        take(MAY, of("SY", file(HEADER, CARRIER, trailer(3)))).body(stays, containsString("not all of this one could be read"));
        take(MAY + "&sourcePublisher=Somebody+else", lacking).body(stays, containsString("another source"));
        take(MAY, lacking.replace(" ".repeat(32) + "C", " ".repeat(32) + "P"))
                .body(stays, containsString("this one is only proposed"));
        take("", lacking).body(stays, containsString("it is not said when"));
        for (var day : List.of("2026-02-01", "2026-03-01")) {
            take("&publishedOn=" + day, lacking).body(stays, containsString("a file that was published no earlier says it"));
        }
        take(MAY,
                of("SY", file(HEADER.replace("000001", "000007"), CARRIER.replace("000002", "000008"),
                        one.replace("000003", "000009"),
                        trailer(10))))
                .body(stays, containsString("goes on where another ended"));
        stages("SY", "964", "2026-06-01", "scheduled");
    }

    @Test
    void a_file_that_is_cut_before_its_first_schedule_says_so() {
        take("", file(HEADER, FILLER, FILLER.substring(0, 94))).statusCode(200)
                .body("accepted", equalTo(0), "rejected", equalTo(1))
                .body("problems.code", hasItems("line-length", "no-data-set"), "problems[0].line", equalTo(3));
    }

    @Test
    void strict_means_all_or_nothing() {
        var file = of("SU", file(HEADER, CARRIER, leg("941", "01", "SAA", "2305", "+0500", "SBB", "0815", "+0900", "01", 3),
                leg("942", "01", "SAA", "2505", "+0500", "SBB", "0815", "+0900", "01", 4), trailer(5)));
        take("&mode=strict", file).statusCode(422).body("rejected", equalTo(1), "problems.pointer", hasItem("/std"));
        take("&dryRun=true", file).statusCode(200).body("accepted", equalTo(1));
        Api.get("flight-schedules?airline=SU&flightNumber=941&validAt=2026-05-01").body("items", empty());
    }
}
