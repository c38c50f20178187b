package org.tamga.mobility.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.record.Column;
import org.tamga.record.Interval;

/**
 * One leg of a flight on certain days of the week in a period: a leg record (type 3) of IATA's Standard Schedules Information
 * Manual, chapter 7. Times are the local times of the two airports unless the time mode says UTC; null where no source gives
 * them. As in that chapter, a day of operation is the one on which this leg itself departs, in the same calendar as its time,
 * also where the flight began the day before; so the period is of such days.
 *
 * @param airline its IATA or ICAO designator
 * @param flightNumber one to four digits
 * @param suffix operational suffix, or null
 * @param itineraryVariation tells apart the patterns of one flight number, or null
 * @param leg its place in the itinerary, from 1, or null
 * @param serviceType IATA's letter, such as {@code J} for scheduled passengers, or null
 * @param period of operation; null where it is all the days in which this holds, and it is flown every week
 * @param daysOfOperation 1 is Monday, 7 Sunday
 * @param frequencyRate 2 is every second week of the period; null and 1 are every week
 * @param from IATA code of the airport of departure
 * @param to IATA code of the airport of arrival
 * @param std scheduled time of departure, such as {@code 23:05}, or null
 * @param sta scheduled time of arrival, or null
 * @param departureDateVariation days from the day on which the flight leaves its origin to the departure of this leg, so that
 *        its day of operation less these is the flight's; null is 0
 * @param arrivalDateVariation days from the day on which the flight leaves its origin to the arrival of this leg; null is 0
 * @param departureUtcVariation what the source declares as the offset at departure, such as {@code +05:00}, or null
 * @param arrivalUtcVariation what the source declares as the offset at arrival, or null
 * @param timeMode whether times are local, which null is, or UTC
 * @param aircraft IATA type such as {@code 32Q}, or null
 * @param departureTerminal or null
 * @param arrivalTerminal or null
 * @param codeshares other flight numbers under which it is sold, such as {@code OZ6792}
 * @param operatedAs the flight as which another airline flies this, such as {@code OZ577}, where it is only sold under this
 *        number; null where the airline flies it itself
 * @param stage how far it has come, or null where the source does not say
 */
public record FlightSchedule(
        @NotNull @Pattern(regexp = "[A-Z0-9]{2}|[A-Z]{3}", message = "is not an airline's designator such as KC or KZR") String airline,
        @NotNull @Pattern(regexp = "\\d{1,4}", message = "has one to four digits") String flightNumber,
        @Pattern(regexp = "[A-Z]", message = "is one capital letter") String suffix,
        @Min(0) @Max(999) Integer itineraryVariation,
        @Min(1) @Max(99) Integer leg, @Pattern(regexp = "[A-Z]", message = "is one capital letter") String serviceType,
        @Valid OperatingPeriod period,
        @NotEmpty(message = "needs a day") @Size(max = 7) List<@NotNull @Min(1) @Max(7) Integer> daysOfOperation,
        @Min(1) @Max(2) Integer frequencyRate,
        @Column("from_place") @NotNull @Pattern(regexp = AIRPORT, message = "is not an IATA code such as ALA") String from,
        @Column("to_place") @NotNull @Pattern(regexp = AIRPORT, message = "is not an IATA code such as ALA") String to,
        @Pattern(regexp = TIME, message = "is not a time such as 23:05") String std,
        @Pattern(regexp = TIME, message = "is not a time such as 23:05") String sta,
        @Min(-1) @Max(7) Integer departureDateVariation, @Min(-1) @Max(7) Integer arrivalDateVariation,
        @Pattern(regexp = OFFSET, message = "is not an offset such as +05:00") String departureUtcVariation,
        @Pattern(regexp = OFFSET, message = "is not an offset such as +05:00") String arrivalUtcVariation, TimeMode timeMode,
        @Pattern(regexp = "[A-Z0-9]{3}", message = "is not an IATA aircraft type such as 32Q") String aircraft,
        @Size(max = 10) String departureTerminal, @Size(max = 10) String arrivalTerminal,
        @Size(max = 50) List<@NotBlank @Size(max = 10) String> codeshares, @Size(max = 10) String operatedAs,
        Stage stage) {

    /** IATA's service types under which passengers can book; the others are of freight, mail, positioning and the like. */
    private static final String PASSENGERS = "JSUQGBRCL";
    private static final String AIRPORT = "[A-Z]{3}";
    private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d";
    private static final String OFFSET = "[+-](0\\d|1[0-4]):?[0-5]\\d";

    /** Whose time it is. */
    public enum TimeMode {
        LOCAL, UTC
    }

    /** How far it has come. */
    public enum Stage {
        ANNOUNCED, SCHEDULED, SUSPENDED, CANCELLED
    }

    /** Days of a timetable, both ends included; open where the last is null ("until further notice"). */
    public record OperatingPeriod(@NotNull LocalDate from, LocalDate to) {

        public OperatingPeriod {
            if (Stream.of(from, to).anyMatch(day -> day != null && (day.getYear() < 1 || day.getYear() > 9998))) {
                throw new IllegalArgumentException("lies in the years 0001 to 9998");
            }
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("ends before it begins");
            }
        }

        Interval days() {
            return new Interval(from, to == null ? null : to.plusDays(1));
        }
    }

    /** All that a journey by it shows or depends on; the rest is how it is equipped, its terminals, and as what else it is sold. */
    public Object journey() {
        return Arrays.asList(airline, flightNumber, suffix, itineraryVariation, leg, serviceType, period, daysOfOperation,
                frequencyRate, from, to, std, sta, departureDateVariation, arrivalDateVariation, departureUtcVariation,
                arrivalUtcVariation, timeMode, operatedAs, stage);
    }

    /** Whether one can travel by it: it is flown, with passengers, and is not somebody else's flight under another number. */
    public boolean isFlown() {
        return (stage == null || stage == Stage.SCHEDULED) && isOfPassengers();
    }

    /** Whether it is, or would be, a passenger flight of its own. */
    public boolean isOfPassengers() {
        return operatedAs == null && (serviceType == null || PASSENGERS.contains(serviceType));
    }

    /** As it is announced, such as {@code KC909}. */
    public String flight() {
        return airline + flightNumber + (suffix == null ? "" : suffix);
    }

    /** Whether it is flown every second week of its period, which then is not null. */
    boolean isFortnightly() {
        return frequencyRate != null && frequencyRate > 1;
    }

    /** The same, no longer flown. */
    FlightSchedule cancelled() {
        return new FlightSchedule(airline, flightNumber, suffix, itineraryVariation, leg, serviceType, period, daysOfOperation,
                frequencyRate, from, to, std, sta, departureDateVariation, arrivalDateVariation, departureUtcVariation,
                arrivalUtcVariation, timeMode, aircraft, departureTerminal, arrivalTerminal, codeshares, operatedAs,
                Stage.CANCELLED);
    }

    /** The days in which it can operate, if there are any: its period, as far as it holds. */
    public Optional<Interval> operates(Interval valid) {
        return period == null ? Optional.of(valid) : period.days().and(valid);
    }

    /**
     * The days of operation, in order.
     *
     * @param days with both bounds
     */
    public Stream<LocalDate> dates(Interval days) {
        var weekdays = daysOfOperation.stream().map(DayOfWeek::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DayOfWeek.class)));
        // Every second week is counted from the period's own first day, however much of the period holds.
        return days.from().datesUntil(days.to()).filter(date -> weekdays.contains(date.getDayOfWeek())
                && (!isFortnightly() || ChronoUnit.DAYS.between(period.from(), date) / 7 % frequencyRate == 0));
    }

    /** The day on which the flight leaves its origin, of which this is a leg: one day for all legs of a flight. */
    public LocalDate originDate(LocalDate operation) {
        return operation.minusDays(departureDateVariation == null ? 0 : departureDateVariation);
    }

    public LocalDate arrivalDate(LocalDate operation) {
        return originDate(operation).plusDays(arrivalDateVariation == null ? 0 : arrivalDateVariation);
    }

    /** When it departs on a day of operation; empty where its time, or the zone and any offset, are not recorded. */
    public Optional<Instant> departure(LocalDate operation, ZoneId zone) {
        return instant(operation, std, zone, departureUtcVariation);
    }

    /** When it arrives on a day of operation; empty where its time, or the zone and any offset, are not recorded. */
    public Optional<Instant> arrival(LocalDate operation, ZoneId zone) {
        return instant(arrivalDate(operation), sta, zone, arrivalUtcVariation);
    }

    /** Of a time that there is twice on a day when clocks are put back, the one with the declared offset is meant. */
    private Optional<Instant> instant(LocalDate date, String time, ZoneId zone, String declared) {
        if (time == null) {
            return Optional.empty();
        }
        var local = date.atTime(LocalTime.parse(time));
        if (timeMode == TimeMode.UTC) {
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        }
        var offset = declared == null ? null : ZoneOffset.of(declared);
        return Optional.ofNullable(zone != null ? zone : offset)
                .map(known -> ZonedDateTime.ofLocal(local, known, offset).toInstant());
    }
}
