package org.tamga.mobility.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.schedule.FlightSchedule.OperatingPeriod;
import org.tamga.mobility.schedule.FlightSchedule.TimeMode;
import org.tamga.record.Interval;

class FlightScheduleTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    private static FlightSchedule schedule(OperatingPeriod period, Integer rate, TimeMode mode, Integer... days) {
        return new FlightSchedule("KC", "909", null, null, null, null, period, List.of(days), rate, "ALA", "ICN", "23:05",
                "08:15", null, 1, "+0500", "+09:00", mode, null, null, null, List.of(), null, null);
    }

    private static Interval days(String from, String to) {
        return new Interval(LocalDate.parse(from), LocalDate.parse(to));
    }

    @Test
    void it_operates_on_its_days_of_the_week() {
        assertEquals(List.of("2026-03-02", "2026-03-05", "2026-03-09"),
                dates(schedule(null, null, null, 4, 1), days("2026-03-01", "2026-03-12")));
        assertEquals(List.of(), dates(schedule(null, null, null, 7), days("2026-03-02", "2026-03-08")));
    }

    @Test
    void every_second_week_is_counted_from_the_periods_first_day() {
        var period = new OperatingPeriod(MONDAY, null);
        assertEquals(List.of("2026-03-02", "2026-03-16", "2026-03-30"),
                dates(schedule(period, 2, null, 1), days("2026-03-02", "2026-04-06")));
        assertEquals(List.of("2026-03-16", "2026-03-30"),
                dates(schedule(period, 2, null, 1), days("2026-03-09", "2026-04-06")));
    }

    @Test
    void it_operates_as_far_as_its_period_holds() {
        var schedule = schedule(new OperatingPeriod(MONDAY, LocalDate.parse("2026-03-31")), null, null, 1);
        assertEquals(Optional.of(days("2026-03-02", "2026-04-01")), schedule.operates(Interval.ALWAYS));
        assertEquals(Optional.of(days("2026-03-10", "2026-04-01")), schedule.operates(days("2026-03-10", "2027-01-01")));
        assertEquals(Optional.empty(), schedule.operates(days("2026-04-01", "2027-01-01")));
        assertThrows(IllegalArgumentException.class, () -> new OperatingPeriod(MONDAY, MONDAY.minusDays(1)));
    }

    @Test
    void local_times_are_those_of_the_zones_on_that_day() {
        var schedule = schedule(null, null, null, 1);
        assertEquals(Optional.of(Instant.parse("2026-03-02T18:05:00Z")), schedule.departure(MONDAY, ALMATY));
        assertEquals(Optional.of(Instant.parse("2026-03-02T23:15:00Z")), schedule.arrival(MONDAY, SEOUL));
        // Almaty was at +06:00 until the end of February 2024.
        assertEquals(Optional.of(Instant.parse("2024-02-26T17:05:00Z")),
                schedule.departure(LocalDate.parse("2024-02-26"), ALMATY));
        // Without a zone the declared offset has to do.
        assertEquals(Optional.of(Instant.parse("2026-03-02T18:05:00Z")), schedule.departure(MONDAY, null));
        assertEquals(Optional.of(Instant.parse("2026-03-02T23:05:00Z")),
                schedule(null, null, TimeMode.UTC, 1).departure(MONDAY, ALMATY));
    }

    /** By chapter 7 its days are those of its own departure; the variations count from the day on which the flight began. */
    @Test
    void a_later_leg_of_a_flight_departs_on_its_own_days() {
        var leg = new FlightSchedule("KC", "909", null, 1, 2, null, null, List.of(2), null, "NQZ", "ICN", "02:00", "10:00", 1,
                1,
                null, null, null, null, null, null, List.of(), null, null);
        var tuesday = MONDAY.plusDays(1);
        assertEquals(Optional.of(Instant.parse("2026-03-02T21:00:00Z")), leg.departure(tuesday, ALMATY));
        assertEquals(Optional.of(Instant.parse("2026-03-03T01:00:00Z")), leg.arrival(tuesday, SEOUL));
        assertEquals(MONDAY, leg.originDate(tuesday));
    }

    @Test
    void a_time_that_there_is_twice_is_that_of_the_declared_offset() {
        var autumn = LocalDate.parse("2026-10-25");
        var warsaw = ZoneId.of("Europe/Warsaw");
        assertEquals(Optional.of(Instant.parse("2026-10-25T01:30:00Z")), twice("+0100").departure(autumn, warsaw));
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:30:00Z")), twice("+02:00").departure(autumn, warsaw));
        // One that the zone does not have then, or none, says nothing: it is the first.
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:30:00Z")), twice("+03:00").departure(autumn, warsaw));
        assertEquals(Optional.of(Instant.parse("2026-10-25T00:30:00Z")), twice(null).departure(autumn, warsaw));
    }

    private static FlightSchedule twice(String declared) {
        return new FlightSchedule("LO", "1", null, null, null, null, null, List.of(7), null, "WAW", "ALA", "02:30", "10:00",
                null, null, declared, null, null, null, null, null, List.of(), null, null);
    }

    private static List<String> dates(FlightSchedule schedule, Interval days) {
        return schedule.dates(days).map(LocalDate::toString).toList();
    }
}
