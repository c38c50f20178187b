package org.tamga.education.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.education.access.FlightCopies.Flight;
import org.tamga.education.access.FlightCopies.Timetable;
import org.tamga.record.Confidence;

class FlightTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private static boolean operates(String stage, String serviceType, String operatedAs) {
        return new Flight("KC", "ICN", "ALA", List.of(1), null, stage, serviceType, operatedAs, Confidence.REPORTED)
                .operatesAround(DAY);
    }

    @Test
    void one_travels_by_what_is_flown_with_passengers_under_its_own_number() {
        assertTrue(operates(null, null, null));
        assertTrue(operates("scheduled", "J", null));
        assertTrue(operates("scheduled", "C", null));
    }

    @Test
    void freight_codeshares_and_what_is_only_announced_are_no_direct_service() {
        assertFalse(operates("scheduled", "F", null));
        assertFalse(operates("scheduled", "J", "OZ577"));
        assertFalse(operates("announced", "J", null));
        assertFalse(operates("suspended", "J", null));
        assertFalse(operates("cancelled", "J", null));
    }

    @Test
    void a_timetable_holds_on_its_first_and_last_day_and_not_beside_them() {
        var timetable = new Timetable(DAY, DAY.plusDays(6));
        var flight = new Flight("KC", "ICN", "ALA", List.of(1), timetable, "scheduled", "J", null, null);
        assertFalse(flight.operatesAround(DAY.minusDays(1)));
        assertTrue(flight.operatesAround(DAY));
        assertTrue(flight.operatesAround(DAY.plusDays(6)));
        assertFalse(flight.operatesAround(DAY.plusDays(7)));
    }
}
