package org.tamga.mobility.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SearchTest {

    private record Flight(int number, int from, int to, int departure, int arrival, int legBefore) {}

    /** Stops 0 to 5; between 4 and 5 one can change; connecting takes 10 minutes at 0, 11 at 1 and so on, changing stops 25. */
    private static final class Flights {

        private static final int[] CONNECTING = {10, 11, 12, 13, 14, 15};
        private static final int CHANGING = 25;

        private final List<Flight> flights = new ArrayList<>();
        private final Timetable.Builder builder = new Timetable.Builder(CONNECTING,
                new int[][]{null, null, null, null, {5}, {4}}, CHANGING);

        int fly(int from, int to, int departure, int arrival, int legBefore) {
            flights.add(new Flight(flights.size(), from, to, departure, arrival, legBefore));
            return builder.add(from, to, departure, arrival, legBefore);
        }

        private boolean follows(Flight one, Flight other) {
            return other.legBefore == one.number || one.to == other.from && one.arrival + CONNECTING[one.to] <= other.departure
                    || one.to != other.from && Math.min(one.to, other.from) == 4 && Math.max(one.to, other.from) == 5
                            && one.arrival + CHANGING <= other.departure;
        }

        /** Of every way there is, by the number of its legs: the earliest arrival, or the latest departure. */
        TreeMap<Integer, Integer> best(int source, int target, int minute, boolean backward, int maxLegs) {
            var best = new TreeMap<Integer, Integer>();
            var ways = flights.stream().filter(flight -> flight.from == source && (backward || flight.departure >= minute))
                    .map(flight -> new Way(flight, flight.departure)).collect(Collectors.toSet());
            for (int legs = 1; legs <= maxLegs; legs++) {
                var number = legs;
                ways.stream().filter(way -> way.last.to == target && (!backward || way.last.arrival <= minute))
                        .forEach(way -> best.merge(number, backward ? way.departure : way.last.arrival,
                                backward ? Math::max : Math::min));
                ways = ways.stream().flatMap(way -> flights.stream().filter(flight -> follows(way.last, flight))
                        .map(flight -> new Way(flight, way.departure))).collect(Collectors.toSet());
            }
            return best;
        }
    }

    /** Of all ways that leave together and end with the same flight after as many legs, one. */
    private record Way(Flight last, int departure) {}

    @Test
    void time_to_change_is_kept_but_not_needed_by_those_who_stay_seated() {
        var network = new Flights();
        var first = network.fly(0, 1, 100, 200, -1);
        network.fly(1, 2, 205, 300, first);
        network.fly(1, 3, 205, 300, -1);
        network.fly(1, 3, 211, 400, -1);
        var search = new Search(network.builder.build());
        assertEquals(300, search.journeys(new int[]{0}, new int[]{2}, 0, 1000, 2).get(0).arrival());
        var other = search.journeys(new int[]{0}, new int[]{3}, 0, 1000, 2);
        assertEquals(400, other.get(0).arrival());
        assertEquals(List.of(0, 3), Arrays.stream(other.get(0).connections()).boxed().toList());
        assertTrue(search.journeys(new int[]{0}, new int[]{3}, 101, 1000, 2).isEmpty());
        assertTrue(search.journeys(new int[]{0}, new int[]{3}, 0, 1000, 1).isEmpty());
    }

    @Property(tries = 100)
    void an_instance_that_is_used_again_answers_as_a_fresh_one_however_many_legs_were_asked_for(@ForAll long seed) {
        var random = new Random(seed);
        var network = new Flights();
        IntStream.range(0, 60).forEach(i -> {
            var from = random.nextInt(6);
            var departure = random.nextInt(400);
            network.fly(from, (from + 1 + random.nextInt(5)) % 6, departure, departure + 1 + random.nextInt(40), -1);
        });
        var timetable = network.builder.build();
        var used = new Search(timetable);
        for (int i = 0; i < 20; i++) {
            var from = random.nextInt(6);
            var to = (from + 1 + random.nextInt(5)) % 6;
            var minute = random.nextInt(200);
            var maxLegs = 1 + random.nextInt(Search.MOST_LEGS);
            assertEquals(ways(new Search(timetable), from, to, minute, maxLegs), ways(used, from, to, minute, maxLegs));
        }
    }

    private static List<List<Object>> ways(Search search, int from, int to, int minute, int maxLegs) {
        return search.journeys(new int[]{from}, new int[]{to}, minute, 10_000, maxLegs).stream()
                .map(way -> List.<Object>of(way.arrival(), Arrays.stream(way.connections()).boxed().toList())).toList();
    }

    /** The way of two legs is found after that of three has arrived, and leaves where only it comes by. */
    @Test
    void a_slower_way_of_fewer_legs_is_found_however_many_legs_are_asked_for() {
        var network = new Flights();
        network.fly(0, 1, 800, 900, -1);
        network.fly(1, 2, 1000, 1100, -1);
        network.fly(2, 4, 1200, 1300, -1);
        network.fly(0, 3, 1230, 1400, -1);
        network.fly(3, 4, 1500, 1600, -1);
        for (int maxLegs = 3; maxLegs <= Search.MOST_LEGS; maxLegs++) {
            assertEquals(List.of(List.of(1600, List.of(3, 4)), List.of(1300, List.of(0, 1, 2))),
                    ways(new Search(network.builder.build()), 0, 4, 0, maxLegs), maxLegs + " legs");
        }
    }

    @Property(tries = 3000)
    void finds_what_trying_every_way_finds(@ForAll long seed) {
        var random = new Random(seed);
        var network = new Flights();
        IntStream.range(0, 1 + random.nextInt(40)).forEach(i -> {
            var from = random.nextInt(6);
            var to = (from + 1 + random.nextInt(5)) % 6;
            var departure = random.nextInt(200);
            var before = random.nextInt(4) == 0 ? findLegBefore(network, from, random) : -1;
            if (before >= 0) {
                departure = network.flights.get(before).arrival + random.nextInt(10);
            }
            network.fly(from, to, departure, departure + 1 + random.nextInt(60), before);
        });
        var source = random.nextInt(6);
        var target = (source + 1 + random.nextInt(5)) % 6;
        // Early for who leaves and late for who arrives, so that most of the flights count.
        var minute = random.nextInt(100);
        var maxLegs = 1 + random.nextInt(5);

        var there = new Search(network.builder.build()).journeys(new int[]{source}, new int[]{target}, minute, 10_000, maxLegs);
        var expected = new ArrayList<List<Integer>>();
        var bound = Integer.MAX_VALUE;
        for (var entry : network.best(source, target, minute, false, maxLegs).entrySet()) {
            if (entry.getValue() < bound) {
                bound = entry.getValue();
                expected.add(List.of(entry.getKey(), bound));
            }
        }
        assertEquals(expected, there.stream().map(way -> List.of(way.connections().length, way.arrival())).toList());
        there.forEach(way -> assertIsAWay(network, way.connections(), source, target));

        var latest = 300 - minute;
        var back = new Search(network.builder.mirrored()).journeys(new int[]{target}, new int[]{source}, -latest, 10_000,
                maxLegs);
        expected.clear();
        bound = Integer.MIN_VALUE;
        for (var entry : network.best(source, target, latest, true, maxLegs).entrySet()) {
            if (entry.getValue() > bound) {
                bound = entry.getValue();
                expected.add(List.of(entry.getKey(), bound));
            }
        }
        assertEquals(expected, back.stream().map(way -> List.of(way.connections().length, -way.arrival())).toList());
        back.forEach(way -> assertIsAWay(network, reversed(way.connections()), source, target));
    }

    private static int[] reversed(int[] way) {
        return IntStream.range(0, way.length).map(i -> way[way.length - 1 - i]).toArray();
    }

    /** A flight that ends there; it may have a further leg already, as where two schedules state the same one; -1 if there is none. */
    private static int findLegBefore(Flights network, int from, Random random) {
        var ending = IntStream.range(0, network.flights.size()).filter(i -> network.flights.get(i).to == from).toArray();
        return ending.length == 0 ? -1 : ending[random.nextInt(ending.length)];
    }

    private static void assertIsAWay(Flights network, int[] way, int source, int target) {
        assertEquals(source, network.flights.get(way[0]).from);
        assertEquals(target, network.flights.get(way[way.length - 1]).to);
        for (int i = 1; i < way.length; i++) {
            assertTrue(network.follows(network.flights.get(way[i - 1]), network.flights.get(way[i])));
        }
    }
}
