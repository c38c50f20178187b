package org.tamga.education.access;

import java.time.LocalDate;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.record.Column;
import org.tamga.record.Confidence;
import org.tamga.record.Copies;
import org.tamga.record.Ledger;

/** Our copy of the flight schedules, as mobility-service knows them now. */
@Singleton
public class FlightCopies extends Copies<FlightCopies.Flight> {

    FlightCopies(Ledger ledger) {
        super(ledger, "mobility.flight-schedule", "flight_schedule", Flight.class);
    }

    /** 1: with the confidence. */
    @Override
    protected int revision() {
        return 1;
    }

    /**
     * What we read of a leg.
     *
     * @param daysOfOperation 1 is Monday
     * @param period the days of the timetable, or null for all in which it holds
     * @param stage such as {@code scheduled}, or null
     * @param serviceType IATA's letter, such as {@code F} for freight, or null
     * @param operatedAs the flight as which another airline flies this; null where it is flown under its own number
     * @param confidence null of what was copied before it was read
     */
    public record Flight(String airline, @Column("from_place") String from, @Column("to_place") String to,
            List<Integer> daysOfOperation, Timetable period, String stage, String serviceType, String operatedAs,
            Confidence confidence) {

        /** IATA's letters of services that take passengers. */
        private static final String PASSENGERS = "JSUQGBRCL";

        /** Whether one can surely travel by it in those days: it is flown, with passengers, and is no other flight's second number. */
        boolean operatesAround(LocalDate on) {
            return isFlown()
                    && (period == null || !on.isBefore(period.from()) && (period.to() == null || !on.isAfter(period.to())));
        }

        private boolean isFlown() {
            return (stage == null || "scheduled".equals(stage)) && operatedAs == null
                    && (confidence == null || confidence.isSure())
                    && (serviceType == null || PASSENGERS.contains(serviceType));
        }
    }

    /** Both ends included; open where the last is null. */
    public record Timetable(LocalDate from, LocalDate to) {}
}
