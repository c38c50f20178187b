package org.tamga.mobility.route;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.route.DirectService.Flights;
import org.tamga.mobility.route.Route.Served;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.mobility.schedule.WeeklyServices;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/** Finds the direct service between cities in the schedules and airports as they stand: of many pairs at once, in two statements. */
@Singleton
class DirectServices {

    /** Within so many days a schedule flies, however few days a week, and if only every second week. */
    private static final int LONGEST_PAUSE = 14;
    private static final At NOW = At.everyDay();

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;

    DirectServices(FlightScheduleRecords schedules, AirportRecords airports) {
        this.schedules = schedules;
        this.airports = airports;
    }

    /** When an airport's code is one of the city's, and the country, or null. */
    private record Held(String code, Interval days, String country) {}

    /** A pair that schedules from one code to another serve, while both codes are those of its cities. */
    private record Way(CityPair pair, Interval days) {}

    Map<CityPair, DirectService> between(Collection<CityPair> pairs) {
        var known = new KnownAirports();
        var codes = codes(pairs.stream().flatMap(pair -> Stream.of(pair.one(), pair.other())).distinct().toList(), known);
        var services = new LinkedHashMap<CityPair, DirectService>();
        var ways = new HashMap<List<String>, List<Way>>();
        for (var pair : pairs) {
            var service = services.computeIfAbsent(pair, one -> DirectService.none());
            for (var one : codes.get(pair.one())) {
                for (var other : codes.get(pair.other())) {
                    one.days.and(other.days).map(days -> new Way(pair, days)).ifPresent(way -> Stream
                            .of(List.of(one.code, other.code), List.of(other.code, one.code))
                            .forEach(ends -> ways.computeIfAbsent(ends, any -> new ArrayList<>(1)).add(way)));
                    Stream.of(one, other).filter(held -> held.country != null)
                            .forEach(held -> service.countries().add(held.country));
                }
            }
        }
        schedules.overlapping(Interval.ALWAYS,
                Condition.of("(v.from_place, v.to_place) in (select * from unnest(?::text[], ?::text[]))",
                        ways.keySet().stream().map(ends -> ends.get(0)).toList(),
                        ways.keySet().stream().map(ends -> ends.get(1)).toList()),
                NOW, period -> {
                    if (WeeklyServices.stage(period).filter(Stage.SCHEDULED::equals).isPresent()) {
                        ways.get(List.of(period.content().from(), period.content().to())).forEach(
                                way -> served(period, way.days, known).ifPresent(days -> services.get(way.pair).flights()
                                        .add(new Flights(days, period.id(), period.sources()))));
                    }
                });
        return services;
    }

    /** The codes of each city; a city of which no airport is recorded any more is taken for one itself. */
    private Map<String, List<Held>> codes(List<String> cities, KnownAirports known) {
        var codes = cities.stream().collect(Collectors.toMap(city -> city, city -> new ArrayList<Held>(1)));
        airports.overlapping(Interval.ALWAYS, Condition.of("v.city ->> 'metro' = any (?) or v.codes @> any ((select"
                + " array_agg(jsonb_build_array(jsonb_build_object('value', c))) from unnest(?::text[]) c)::jsonb[])", cities,
                cities), NOW, period -> {
                    known.add(period);
                    held(period).forEach((city, held) -> codes.getOrDefault(city, new ArrayList<>()).addAll(held));
                });
        codes.forEach((city, held) -> {
            if (held.isEmpty()) {
                held.add(new Held(city, Interval.ALWAYS, null));
            }
        });
        return Map.copyOf(codes);
    }

    private static Map<String, List<Held>> held(Period<Airport> period) {
        var airport = period.content();
        var metro = airport.city() == null ? null : airport.city().metro();
        return airport.codes().stream().filter(code -> code.scheme().equals(Code.IATA))
                .flatMap(code -> code.held().and(period.valid())
                        .map(days -> new Held(code.value(), days, airport.country() == null ? null : airport.country().code()))
                        .stream())
                .collect(Collectors.groupingBy(held -> metro == null ? held.code : metro));
    }

    /** From a schedule's first departure in these days to its last one, in the local calendar; empty where it has none. */
    private static Optional<Served> served(Period<FlightSchedule> period, Interval days, KnownAirports known) {
        return period.content().operates(period.valid()).flatMap(days::and).flatMap(operates -> {
            var pause = operates.from().plusDays(LONGEST_PAUSE);
            var first = first(period.content(), new Interval(operates.from(),
                    operates.to() == null || operates.to().isAfter(pause) ? pause : operates.to()));
            return first.map(date -> new Served(WeeklyServices.localDay(period.content(), date, known), operates.to() == null
                    ? null
                    : WeeklyServices.localDay(period.content(), last(period.content(), operates), known).plusDays(1)));
        });
    }

    private static Optional<LocalDate> first(FlightSchedule schedule, Interval days) {
        return schedule.dates(days).findFirst();
    }

    private static LocalDate last(FlightSchedule schedule, Interval days) {
        var pause = days.to().minusDays(LONGEST_PAUSE);
        var end = new Interval(pause.isBefore(days.from()) ? days.from() : pause, days.to());
        return schedule.dates(end).reduce((one, next) -> next).orElseThrow();
    }
}
