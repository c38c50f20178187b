package org.tamga.mobility.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/** The direct passenger flights of a week from one place to another, by their schedules. */
@Singleton
public class WeeklyServices {

    /** By how much the departures of one flight may differ from source to source. */
    private static final Duration AS_STATED = Duration.ofHours(3);

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;

    WeeklyServices(FlightScheduleRecords schedules, AirportRecords airports) {
        this.schedules = schedules;
        this.airports = airports;
    }

    /** Two cities: IATA's code of the metropolitan area, or of the airport where it has none. */
    public record Pair(String from, String to) {}

    /**
     * A schedule's flights in the week.
     *
     * @param stage announced, or scheduled
     * @param days of departure in the local calendar: 1 is Monday
     * @param flights how many depart on these days, less those that a service before it has: several sources may state one
     */
    public record Service(Pair pair, Stage stage, List<Integer> days, int flights, String carrier, UUID scheduleId,
            List<Citation> sources) {}

    /** What several schedules state of one day: one flight, unless they depart at quite other times. */
    private record Flight(Stage stage, String number, String from, String to, LocalDate day) {}

    /**
     * A departure of the week.
     *
     * @param at by the clocks there, or null
     */
    private record Departing(LocalDate day, LocalTime at) {

        boolean isAs(Departing other) {
            return at == null || other.at == null || Duration.between(at, other.at).abs().compareTo(AS_STATED) <= 0;
        }
    }

    /**
     * The services; those of others' flights under another number, and those that are suspended or cancelled, are none.
     *
     * @param known the airports of both places
     */
    public List<Service> of(String from, String to, IsoWeek week, KnownAirports known, At at) {
        var then = new At(week.monday(), at.knownAt(), at.basis());
        var services = new ArrayList<Service>();
        var counted = new HashMap<Flight, List<Departing>>();
        schedules.overlapping(operating(week), schedules.leading(from, to, then), then,
                period -> stage(period).ifPresent(stage -> {
                    var days = days(period, from, to, week, known);
                    if (!days.isEmpty()) {
                        services.add(service(period, stage, days, week, known, counted));
                    }
                }));
        return services;
    }

    /** How many flights of a stage there are; empty where no schedule of that stage has any. */
    public static Optional<BigDecimal> flights(List<Service> services, Stage stage) {
        return services.stream().filter(service -> service.stage() == stage)
                .map(service -> BigDecimal.valueOf(service.flights())).reduce(BigDecimal::add);
    }

    /** The airports of two places, around a week. */
    public KnownAirports airports(String from, String to, IsoWeek week, At at) {
        var known = new KnownAirports();
        airports.overlapping(Departures.around(operating(week)), Condition.nested("%s or %s", in(from), in(to)), at,
                known::add);
        return known;
    }

    private static Condition in(String place) {
        return Places.isCountry(place)
                ? Condition.of("v.country = ?", place)
                : Condition.of("v.codes @> jsonb_build_array(jsonb_build_object('value', ?::text)) or v.city ->> 'metro' = ?",
                        place, place);
    }

    /** Local days begin and end before and after those of a schedule in UTC. */
    private static Interval operating(IsoWeek week) {
        return new Interval(week.monday().minusDays(1), week.monday().plusDays(8));
    }

    /** The departures in the week of days on which the codes are those of airports in the two places. */
    private static List<Departing> days(Period<FlightSchedule> period, String from, String to, IsoWeek week,
            KnownAirports airports) {
        var schedule = period.content();
        return Departures.dates(period, operating(week))
                .filter(date -> airports.lies(schedule.from(), date, from)
                        && airports.lies(schedule.to(), schedule.arrivalDate(date), to))
                .map(date -> departing(schedule, date, airports)).filter(departing -> week.days().contains(departing.day()))
                .sorted(Comparator.comparing(Departing::day)).toList();
    }

    /** @param counted the flights of the services before, to which its own are added */
    private static Service service(Period<FlightSchedule> period, Stage stage, List<Departing> days, IsoWeek week,
            KnownAirports airports, Map<Flight, List<Departing>> counted) {
        var schedule = period.content();
        var flights = days.stream().filter(departing -> {
            var same = counted.computeIfAbsent(new Flight(stage, schedule.flight(), schedule.from(), schedule.to(),
                    departing.day()), flight -> new ArrayList<>());
            return same.stream().noneMatch(departing::isAs) && same.add(departing);
        }).count();
        return new Service(
                new Pair(city(schedule.from(), week.monday(), airports), city(schedule.to(), week.monday(), airports)), stage,
                days.stream().map(departing -> departing.day().getDayOfWeek().getValue()).toList(), (int) flights,
                schedule.airline(),
                period.id(), period.sources());
    }

    /** How far direct service by a schedule has come: announced, or scheduled; empty where it is none, or disputed. */
    public static Optional<Stage> stage(Period<FlightSchedule> period) {
        var schedule = period.content();
        var announced = schedule.stage() == Stage.ANNOUNCED || period.confidence() == Confidence.PLANNED;
        return !schedule.isOfPassengers() || !announced && !schedule.isFlown() || period.confidence() == Confidence.DISPUTED
                ? Optional.empty()
                : Optional.of(announced ? Stage.ANNOUNCED : Stage.SCHEDULED);
    }

    /** The day of departure by the clocks there, of a day of operation. */
    public static LocalDate localDay(FlightSchedule schedule, LocalDate date, KnownAirports airports) {
        return departing(schedule, date, airports).day();
    }

    private static Departing departing(FlightSchedule schedule, LocalDate date, KnownAirports airports) {
        var departure = Departure.of(schedule, date, airports).departureLocal();
        return departure == null ? new Departing(date, null) : new Departing(departure.toLocalDate(), departure.toLocalTime());
    }

    /** The city of a place that is no country: IATA's code of the metropolitan area, or of the airport; a country itself. */
    public static String city(String place, LocalDate day, KnownAirports airports) {
        return Places.isCountry(place) ? place : airports.named(place, day).map(KnownAirports.Known::metro).orElse(place);
    }
}
