package org.tamga.mobility.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/** On which days schedules are flown, as they and the airports were known. */
@Singleton
public class Departures {

    /** A leg arrives so many days after its day of operation at the most. */
    private static final int MOST_VARIATION = 8;

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;

    Departures(FlightScheduleRecords schedules, AirportRecords airports) {
        this.schedules = schedules;
        this.airports = airports;
    }

    /**
     * The departures of one schedule, also those that are suspended or cancelled.
     *
     * @param days of operation, with both bounds
     */
    List<Departure> of(UUID id, Interval days, At at) {
        var periods = new ArrayList<Period<FlightSchedule>>();
        schedules.overlapping(days, Condition.of("v.id = ?", id), at, periods::add);
        if (periods.isEmpty()) {
            // Says why, and when there is something.
            periods.add(schedules.get(id, null, new At(days.from(), at.knownAt(), at.basis())));
        }
        var known = airports(days, periods.stream().flatMap(period -> Stream.of(period.content().from(), period.content().to()))
                .distinct().toList(), at);
        return periods.stream()
                .flatMap(period -> dates(period, days).map(date -> Departure.of(period.content(), date, known)))
                .sorted((one, other) -> one.operation().compareTo(other.operation())).toList();
    }

    /** The days of operation of a period among some days. */
    public static Stream<LocalDate> dates(Period<FlightSchedule> period, Interval days) {
        return period.content().operates(period.valid()).flatMap(days::and).stream()
                .flatMap(period.content()::dates);
    }

    /** The airports with some codes, around some days. */
    public KnownAirports airports(Interval days, List<String> codes, At at) {
        var known = new KnownAirports();
        var condition = codes.stream()
                .map(code -> Condition.of("v.codes @> jsonb_build_array(jsonb_build_object('value', ?::text))", code))
                .reduce((one, other) -> Condition.nested("%s or %s", one, other));
        condition.ifPresent(of -> airports.overlapping(around(days), of, at, known::add));
        return known;
    }

    /** The days in which something departs or arrives that operates on these. */
    public static Interval around(Interval days) {
        return new Interval(days.from().minusDays(1), days.to().plusDays(MOST_VARIATION + 1L));
    }
}
