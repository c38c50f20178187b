package org.tamga.mobility.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.schedule.FlightSchedule.Stage;

/**
 * A leg on one day, with the offsets that its zones have then (tz database). What the record does not tell is null.
 *
 * @param stage how far the schedule has come on that day; what is suspended or cancelled does not fly. Null where the source does
 *        not say
 * @param operation the day of operation, on which it departs in the calendar of the schedule: local of the departure, or UTC
 * @param departureLocal with the offset of that place and day; of a place without a recorded zone, the declared offset
 * @param departureUtc the same instant
 * @param departureZone the zone of the airport
 * @param arrivalLocal with the offset of that place and day
 * @param arrivalUtc the same instant
 * @param arrivalZone the zone of the airport
 * @param blockMinutes from departure to arrival
 */
public record Departure(Stage stage, LocalDate operation, OffsetDateTime departureLocal, Instant departureUtc,
        ZoneId departureZone, OffsetDateTime arrivalLocal, Instant arrivalUtc, ZoneId arrivalZone, Long blockMinutes) {

    /** The leg on a day of operation. */
    public static Departure of(FlightSchedule schedule, LocalDate operation, KnownAirports airports) {
        var from = zone(airports, schedule.from(), operation);
        var to = zone(airports, schedule.to(), schedule.arrivalDate(operation));
        var departure = schedule.departure(operation, from);
        var arrival = schedule.arrival(operation, to);
        return new Departure(schedule.stage(), operation, local(departure, from, schedule.departureUtcVariation()),
                departure.orElse(null), from, local(arrival, to, schedule.arrivalUtcVariation()), arrival.orElse(null), to,
                departure.isPresent() && arrival.isPresent()
                        ? Duration.between(departure.get(), arrival.get()).toMinutes()
                        : null);
    }

    private static ZoneId zone(KnownAirports airports, String code, LocalDate date) {
        return airports.named(code, date).map(KnownAirports.Known::zone).orElse(null);
    }

    private static OffsetDateTime local(Optional<Instant> instant, ZoneId zone, String declared) {
        var place = zone != null ? zone : declared == null ? null : ZoneOffset.of(declared);
        return instant.isEmpty() || place == null ? null : instant.get().atZone(place).toOffsetDateTime();
    }
}
