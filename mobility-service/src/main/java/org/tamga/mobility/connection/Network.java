package org.tamga.mobility.connection;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Airport;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.schedule.FlightScheduleRecords.Link;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/**
 * Which airports flights link, on which days, whatever the time: where it has no way, no timetable has one. Weeks may be passed over
 * by it whose {@link Snapshot} would be a thousand times as dear. Never says no where there is a way; a yes may be wrong. Never
 * changed once it is made.
 */
final class Network {

    /** Of one that knows of no airport. */
    private static final int BYTES_OF_NETWORK = 1000;
    private static final int BYTES_OF_LINK = 4 * Integer.BYTES;
    /** Of an airport's numbers by its code, city and country. */
    private static final int BYTES_OF_AIRPORT = 300;
    private static final int[] NONE = {};

    /** By country, by metropolitan area and by IATA code: the airports that are there on some day from the first that it knows. */
    private final Map<String, int[]> within;
    /** By airport: itself and those one may change to within its city, or null where no city is recorded. */
    private final int[][] city;
    private final int[] from;
    private final int[] to;
    /** Days since 1970-01-01. */
    private final int[] first;
    private final int[] last;

    private Network(Map<String, int[]> within, int[][] city, int size) {
        this.within = within;
        this.city = city;
        this.from = new int[size];
        this.to = new int[size];
        this.first = new int[size];
        this.last = new int[size];
    }

    /** Gathers airports as they come, in any order, and may see one more than once. */
    static final class Maker {

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

        /** With the links between what is known of airports; others are left out, as they are from timetables. */
        Network made(List<Link> links) {
            var places = new HashMap<String, int[]>();
            within.forEach((place, airports) -> places.put(place, airports.stream().toArray()));
            var together = new BitSet[numbers.size()];
            cities.values().forEach(airports -> airports.stream().forEach(number -> {
                together[number] = together[number] == null ? new BitSet() : together[number];
                together[number].or(airports);
            }));
            var city = Stream.of(together).map(airports -> airports == null ? null : airports.stream().toArray())
                    .toArray(int[][]::new);
            var size = links.stream()
                    .mapToInt(
                            link -> places.getOrDefault(link.from(), NONE).length * places.getOrDefault(link.to(), NONE).length)
                    .sum();
            var network = new Network(places, city, size);
            var next = 0;
            for (var link : links) {
                for (var origin : places.getOrDefault(link.from(), NONE)) {
                    for (var destination : places.getOrDefault(link.to(), NONE)) {
                        network.from[next] = origin;
                        network.to[next] = destination;
                        network.first[next] = link.first() == null ? Integer.MIN_VALUE : day(link.first());
                        network.last[next++] = link.last() == null ? Integer.MAX_VALUE : day(link.last());
                    }
                }
            }
            return network;
        }
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }

    long bytes() {
        return BYTES_OF_NETWORK + (long) from.length * BYTES_OF_LINK + (long) city.length * BYTES_OF_AIRPORT;
    }

    /** Whether one may get from one place to another in some days, in as many legs as are asked for. */
    boolean mayReach(ConnectionQuestion question, Interval days) {
        var destinations = set(question.to());
        var reached = set(question.from());
        for (int leg = 0; leg < question.maxLegs(); leg++) {
            var before = (BitSet) reached.clone();
            for (int link = 0; link < from.length; link++) {
                if (before.get(from[link]) && isFlown(link, days)) {
                    if (destinations.get(to[link])) {
                        return true;
                    }
                    reached.set(to[link]);
                    if (city[to[link]] != null) {
                        IntStream.of(city[to[link]]).forEach(reached::set);
                    }
                }
            }
            if (reached.equals(before)) {
                return false;
            }
        }
        return false;
    }

    private BitSet set(List<String> places) {
        var set = new BitSet();
        places.stream().flatMapToInt(place -> IntStream.of(within.getOrDefault(place, NONE))).forEach(set::set);
        return set;
    }

    private boolean isFlown(int link, Interval days) {
        return first[link] < day(days.to()) && last[link] >= day(days.from());
    }
}
