package org.tamga.mobility.connection;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.schedule.FlightScheduleRecords.Route;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/**
 * Which airports flights link, on which days, whatever the time: where it has no way, no timetable has one. Weeks may be passed over
 * by it whose {@link Snapshot} would be a thousand times as dear. Never says no where there is a way; a yes may be wrong. Never
 * changed once it is made.
 */
final class Network {

    private static final int BYTES_OF_ROUTE = 4 * Integer.BYTES;
    /** Of an airport's numbers by its code, city and country. */
    private static final int BYTES_OF_AIRPORT = 400;

    /** By country, by metropolitan area and by IATA code: the airports that are or were ever there. */
    private final Map<String, BitSet> within;
    /** By airport: itself and those one may change to within its city, or null where that is itself alone. */
    private final BitSet[] city;
    private final int[] from;
    private final int[] to;
    /** Days since 1970-01-01. */
    private final int[] first;
    private final int[] last;

    private Network(Map<String, BitSet> within, BitSet[] city, int size) {
        this.within = within;
        this.city = city;
        this.from = new int[size];
        this.to = new int[size];
        this.first = new int[size];
        this.last = new int[size];
    }

    /** Gathers airports as they come, in any order, and may see one more than once. */
    static final class Maker {

        private static final BitSet NONE = new BitSet();

        private final Map<UUID, Integer> numbers = new HashMap<>();
        private final Map<String, BitSet> within = new HashMap<>();
        private final Map<String, BitSet> cities = new HashMap<>();

        void take(Period<Airport> period) {
            var airport = period.content();
            var number = numbers.computeIfAbsent(period.id(), id -> numbers.size());
            airport.codes().stream().filter(code -> code.scheme().equals(Code.IATA))
                    .forEach(code -> add(within, code.value(), number));
            Optional.ofNullable(airport.country()).map(Country::code).ifPresent(country -> add(within, country, number));
            if (airport.city() != null && airport.city().metro() != null) {
                add(within, airport.city().metro(), number);
                add(cities, airport.city().metro(), number);
            }
        }

        private static void add(Map<String, BitSet> sets, String key, int number) {
            sets.computeIfAbsent(key, any -> new BitSet()).set(number);
        }

        /** With the routes between what is known of airports; others are left out, as they are from timetables. */
        Network made(List<Route> routes) {
            var city = new BitSet[numbers.size()];
            cities.values().forEach(airports -> airports.stream().forEach(number -> {
                city[number] = city[number] == null ? new BitSet() : city[number];
                city[number].or(airports);
            }));
            var size = routes.stream().mapToInt(route -> named(route.from()).cardinality() * named(route.to()).cardinality())
                    .sum();
            var network = new Network(within, city, size);
            var next = 0;
            for (var route : routes) {
                for (var origin : named(route.from()).stream().toArray()) {
                    for (var destination : named(route.to()).stream().toArray()) {
                        network.from[next] = origin;
                        network.to[next] = destination;
                        network.first[next] = route.first() == null ? Integer.MIN_VALUE : day(route.first());
                        network.last[next++] = route.last() == null ? Integer.MAX_VALUE : day(route.last());
                    }
                }
            }
            return network;
        }

        private BitSet named(String code) {
            return within.getOrDefault(code, NONE);
        }
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    long bytes() {
        return (long) from.length * BYTES_OF_ROUTE + (long) city.length * BYTES_OF_AIRPORT;
    }

    /** Whether something may leave the one place in some days, and something reach the other. */
    boolean isServed(ConnectionQuestion question, Interval days) {
        var origins = within.get(question.from());
        var destinations = within.get(question.to());
        return origins != null && destinations != null && isAny(from, origins, days) && isAny(to, destinations, days);
    }

    private boolean isAny(int[] ends, BitSet airports, Interval days) {
        for (int route = 0; route < ends.length; route++) {
            if (airports.get(ends[route]) && isFlown(route, days)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one may get from one place to another in some days, in as many legs as are asked for. */
    boolean mayReach(ConnectionQuestion question, Interval days) {
        var destinations = within.get(question.to());
        if (destinations == null || !within.containsKey(question.from())) {
            return false;
        }
        var reached = (BitSet) within.get(question.from()).clone();
        for (int leg = 0; leg < question.maxLegs(); leg++) {
            var before = (BitSet) reached.clone();
            for (int route = 0; route < from.length; route++) {
                if (before.get(from[route]) && isFlown(route, days)) {
                    if (destinations.get(to[route])) {
                        return true;
                    }
                    reached.set(to[route]);
                    if (city[to[route]] != null) {
                        reached.or(city[to[route]]);
                    }
                }
            }
            if (reached.equals(before)) {
                return false;
            }
        }
        return false;
    }

    private boolean isFlown(int route, Interval days) {
        return (days.to() == null || first[route] < day(days.to())) && (days.from() == null || last[route] >= day(days.from()));
    }
}
