package org.tamga.mobility.frequency;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.frequency.FlightFrequency.Direction;
import org.tamga.mobility.frequency.FlightFrequency.Unit;
import org.tamga.mobility.frequency.FrequencyCheck.Reading;
import org.tamga.mobility.frequency.FrequencyCheck.ScheduledPair;
import org.tamga.mobility.frequency.FrequencyCheck.Sense;
import org.tamga.mobility.frequency.FrequencyCheck.Verdict;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.mobility.schedule.WeeklyServices;
import org.tamga.mobility.schedule.WeeklyServices.Pair;
import org.tamga.mobility.schedule.WeeklyServices.Service;
import org.tamga.record.At;

/** Holds published numbers of flights against the recorded schedules. */
@Singleton
class FrequencyChecks {

    private final FlightFrequencyRecords frequencies;
    private final WeeklyServices services;

    FrequencyChecks(FlightFrequencyRecords frequencies, WeeklyServices services) {
        this.frequencies = frequencies;
        this.services = services;
    }

    FrequencyCheck of(UUID id, IsoWeek week, At at) {
        var published = frequencies.get(id, null, at).content();
        var airports = services.airports(published.from(), published.to(), week, at);
        var there = scheduled(services.of(published.from(), published.to(), week, airports, at));
        var back = scheduled(services.of(published.to(), published.from(), week, airports, at));
        var both = Stream.concat(there.stream(), back.stream()).toList();
        var counted = new EnumMap<Sense, BigDecimal>(Sense.class);
        // That no schedule of a way is recorded does not say that nobody flies it.
        if (!there.isEmpty()) {
            counted.put(Sense.FLIGHTS_PER_WEEK_ONE_WAY, flights(there));
        }
        if (!there.isEmpty() && !back.isEmpty()) {
            counted.put(Sense.FLIGHTS_PER_WEEK_BOTH_WAYS, flights(both));
        }
        if (!both.isEmpty()) {
            counted.put(Sense.ROUTES, BigDecimal.valueOf(routes(both)));
        }
        var readings = senses(published).stream().map(sense -> Reading.of(sense, counted.get(sense), published.value()))
                .toList();
        return new FrequencyCheck(id, published, week.toString(), verdict(published.unit(), readings),
                readings.size() == 1 ? readings.get(0).less(published.value()) : null, readings, pairs(both),
                both.stream().flatMap(service -> service.sources().stream()).distinct().toList());
    }

    /** A number whose unit is not stated may also be of another period than a week: no week's schedules can contradict it. */
    private static Verdict verdict(Unit unit, List<Reading> readings) {
        var agree = readings.stream().map(Reading::agrees).toList();
        if (agree.contains(true)) {
            return Verdict.AGREES;
        }
        return unit == Unit.FLIGHTS || unit == Unit.UNSPECIFIED || agree.contains(null) ? Verdict.UNKNOWN : Verdict.DIFFERS;
    }

    private static List<Service> scheduled(List<Service> services) {
        return services.stream().filter(service -> service.stage() == Stage.SCHEDULED).toList();
    }

    private static BigDecimal flights(List<Service> services) {
        return BigDecimal.valueOf(services.stream().mapToInt(Service::flights).sum());
    }

    /** A route is flown there and back. */
    private static int routes(List<Service> services) {
        var routes = new HashSet<List<String>>();
        services.forEach(service -> routes
                .add(Stream.of(service.pair().from(), service.pair().to()).sorted().toList()));
        return routes.size();
    }

    /** The sense that the source states; where it does not, all that it may have. Flights of no stated period are in none of them. */
    private static List<Sense> senses(FlightFrequency published) {
        if (published.unit() == Unit.ROUTES) {
            return List.of(Sense.ROUTES);
        }
        if (published.unit() == Unit.FLIGHTS) {
            return List.of();
        }
        var flights = new ArrayList<Sense>();
        if (published.direction() != Direction.TOTAL) {
            flights.add(Sense.FLIGHTS_PER_WEEK_ONE_WAY);
        }
        if (published.direction() == Direction.TOTAL || published.direction() == null) {
            flights.add(Sense.FLIGHTS_PER_WEEK_BOTH_WAYS);
        }
        if (published.unit() == Unit.UNSPECIFIED) {
            flights.add(Sense.ROUTES);
        }
        return flights;
    }

    private static List<ScheduledPair> pairs(List<Service> services) {
        Map<Pair, List<Service>> byPair = services.stream().collect(Collectors.groupingBy(Service::pair));
        return byPair.entrySet().stream()
                .map(entry -> new ScheduledPair(entry.getKey().from(), entry.getKey().to(),
                        entry.getValue().stream().mapToInt(Service::flights).sum(),
                        entry.getValue().stream().map(Service::carrier).distinct().sorted().toList(),
                        entry.getValue().stream().map(Service::scheduleId).distinct().toList()))
                .sorted(Comparator.comparing(ScheduledPair::from).thenComparing(ScheduledPair::to)).toList();
    }
}
