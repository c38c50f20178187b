package org.tamga.mobility.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Violation;
import org.tamga.mobility.schedule.FlightSchedule.Stage;

class SsimLegTest {

    /** Almaty–Incheon over night, with all columns in their places. */
    static final String LEG = line("3 KC  9090101J29MAR2624OCT26 2 4  7 ALA23052305+0500T1ICN08150815+0900T232Q", "01");

    private static final String CARRIER = line("2LKC      S26 29MAR2624OCT2601MAR26TEST" + " ".repeat(32) + "C", "  ");

    /** @param variations columns 193 and 194 */
    static String line(String columns, String variations) {
        return columns + " ".repeat(192 - columns.length()) + variations + "000003";
    }

    private static SsimLeg leg(String line) {
        return leg(line, CARRIER);
    }

    private static SsimLeg leg(String line, String carrier) {
        return new SsimLeg(new SsimLine(3, line), new SsimLine(2, carrier));
    }

    private static SsimLine segment(String element, String data) {
        var columns = "4 KC  9090101J" + " ".repeat(14) + "AB" + element + "ALAICN" + data;
        return new SsimLine(4, line(columns, "  "));
    }

    @Test
    void every_column_is_read_from_its_place() {
        var schedule = leg(LEG).schedule();
        assertEquals("KC", schedule.airline());
        assertEquals("909", schedule.flightNumber());
        assertNull(schedule.suffix());
        assertEquals(1, schedule.itineraryVariation());
        assertEquals(1, schedule.leg());
        assertEquals("J", schedule.serviceType());
        assertEquals(LocalDate.parse("2026-03-29"), schedule.period().from());
        assertEquals(LocalDate.parse("2026-10-24"), schedule.period().to());
        assertEquals(List.of(2, 4, 7), schedule.daysOfOperation());
        assertEquals(List.of("ALA", "23:05", "+05:00", "T1"), List.of(schedule.from(), schedule.std(),
                schedule.departureUtcVariation(), schedule.departureTerminal()));
        assertEquals(List.of("ICN", "08:15", "+09:00", "T2"), List.of(schedule.to(), schedule.sta(),
                schedule.arrivalUtcVariation(), schedule.arrivalTerminal()));
        assertEquals("32Q", schedule.aircraft());
        assertEquals(Stage.SCHEDULED, schedule.stage());
    }

    /** Read as one number, 11 would let the flight land eleven days later. */
    @Test
    void a_date_variation_of_11_is_one_day_and_one_day() {
        var schedule = leg(line(LEG.substring(0, 192).strip(), "11")).schedule();
        assertEquals(1, schedule.departureDateVariation());
        assertEquals(1, schedule.arrivalDateVariation());
    }

    @Test
    void a_letter_is_the_day_before() {
        for (var letter : List.of("A", "J")) {
            var leg = leg(line(LEG.substring(0, 192).strip(), letter + "0"));
            assertEquals(-1, leg.schedule().departureDateVariation());
            assertNull(leg.schedule().arrivalDateVariation());
            assertEquals(List.of(), leg.violations());
        }
        assertEquals(List.of("/arrivalDateVariation"), pointers(line(LEG.substring(0, 192).strip(), "0X")));
    }

    /** In UTC this leg departs and arrives on one day; by the clocks of the two airports it is over night, as it says. */
    @Test
    void an_overnight_leg_is_judged_by_the_clocks_of_its_airports() {
        var schedule = leg(LEG).schedule();
        var day = LocalDate.parse("2026-03-31");
        var departure = schedule.departure(day, ZoneId.of("Asia/Almaty")).orElseThrow();
        var arrival = schedule.arrival(day, ZoneId.of("Asia/Seoul")).orElseThrow();
        assertEquals(Duration.ofMinutes(310), Duration.between(departure, arrival));
        assertEquals(departure.toString().substring(0, 10), arrival.toString().substring(0, 10));
    }

    @Test
    void other_numbers_of_a_leg_are_known_from_its_segments() {
        var leg = leg(LEG);
        leg.take(segment("010", "OZ 6792 /KE 0042"));
        leg.take(segment("020", "nothing of meaning here"));
        assertEquals(List.of("OZ6792", "KE42"), leg.schedule().codeshares());
        assertNull(leg.schedule().operatedAs());
        leg.take(segment("050", "OZ  577"));
        assertEquals("OZ577", leg.schedule().operatedAs());
    }

    /** Who flies a leg may stand in a line that is cut; what else could stand there changes no flight. */
    @Test
    void a_leg_whose_segment_is_cut_is_doubtful_unless_that_names_another_element() {
        assertEquals(List.of("/operatedAs"), pointersWithSegment(segment("050", "OZ  577").text().substring(0, 60)));
        assertEquals(List.of("/operatedAs"), pointersWithSegment("4 KC  90901"));
        assertEquals(List.of("/operatedAs"), pointersWithSegment(segment("010", "").text().substring(3, 60)));
        assertEquals(List.of(), pointersWithSegment(segment("010", "OZ 6792").text().substring(0, 60)));
    }

    private static List<String> pointersWithSegment(String cut) {
        var leg = leg(LEG);
        leg.takeCut(new SsimLine(4, cut));
        return leg.violations().stream().map(Violation::pointer).toList();
    }

    @Test
    void an_open_end_or_start_is_that_of_the_data_set() {
        assertEquals(LocalDate.parse("2026-10-24"), leg(LEG.replace("24OCT26", "00XXX00")).schedule().period().to());
        assertEquals(LocalDate.parse("2026-03-29"), leg(LEG.replace("29MAR26", "00XXX00")).schedule().period().from());
        assertNull(leg(LEG.replace("24OCT26", "00XXX00"), CARRIER.replace("24OCT26", "00XXX00")).schedule().period().to());
        // The days of the data set are those on which the first leg departs.
        var downline = leg(line(LEG.substring(0, 192).strip().replace("29MAR2624OCT26", "00XXX0000XXX00"), "11")).schedule();
        assertEquals(LocalDate.parse("2026-03-30"), downline.period().from());
        assertEquals(LocalDate.parse("2026-10-25"), downline.period().to());
    }

    @Test
    void an_open_end_or_start_is_told_where_it_leads_to_no_day() {
        var unread = CARRIER.replace("29MAR26", "31FEB26");
        assertEquals(List.of("/period/from"), pointers(LEG.replace("29MAR26", "00XXX00"), unread));
        assertEquals(List.of("/period/to"), pointers(LEG.replace("24OCT26", "00XXX00"), unread));
        assertEquals(List.of(), pointers(LEG, unread));
        assertEquals(List.of("/period/from"), pointers(LEG.replace("29MAR26", "00XXX00").replace("7 ALA", "72ALA"), CARRIER));
    }

    /** Its column tells the hundreds. */
    @Test
    void variations_beyond_99_are_told_apart() {
        var leg = leg(line(LEG.substring(0, 127) + "1", "01"));
        assertEquals(101, leg.schedule().itineraryVariation());
        assertEquals("KC 909 variation 101 leg 01", leg.locator());
        assertEquals("KC 909 variation 01 leg 01", leg(LEG).locator());
    }

    @Test
    void an_arrival_at_midnight_is_at_the_beginning_of_the_next_day() {
        for (var variations : List.of("00", "11")) {
            var schedule = leg(line(LEG.substring(0, 192).strip().replace("08150815", "24002400"), variations)).schedule();
            assertEquals("00:00", schedule.sta());
            assertEquals(variations.charAt(1) - '0' + 1, schedule.arrivalDateVariation());
        }
        assertNull(leg(line(LEG.substring(0, 192).strip().replace("08150815", "24002400"), "0A")).schedule()
                .arrivalDateVariation());
        // A departure at midnight is stated as 0000, so that its day is not in doubt.
        assertEquals(List.of("/std"), pointers(LEG.replace("ALA2305", "ALA2400")));
        assertEquals(List.of("/sta"), pointers(LEG.replace("ICN08150815", "ICN24012401")));
    }

    @Test
    void what_cannot_be_read_is_named() {
        assertEquals(List.of("/period/from"), pointers(LEG.replace("29MAR26", "31FEB26")));
        assertEquals(List.of("/period"), pointers(LEG.replace("24OCT26", "24OCT25")));
        assertEquals(List.of("/daysOfOperation"), pointers(LEG.replace(" 2 4  7", "2  4  7")));
        assertEquals(List.of("/std"), pointers(LEG.replace("ALA2305", "ALA2505")));
        assertEquals(List.of("/frequencyRate"), pointers(LEG.replace("7 ALA", "73ALA")));
        assertEquals(List.of("/departureUtcVariation"), pointers(LEG.replace("+0500", "=0500")));
    }

    private static List<String> pointers(String line) {
        return pointers(line, CARRIER);
    }

    private static List<String> pointers(String line, String carrier) {
        var leg = leg(line, carrier);
        leg.schedule();
        return leg.violations().stream().map(Violation::pointer).toList();
    }
}
