package org.tamga.mobility.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SearchTest {

    private record Flight(int from, int to, int departure, int arrival, int legBefore) {}

    /** Stops 0 to 5; between 4 and 5 one can change; connecting takes 10 minutes at 0, 11 at 1 and so on, changing stops 25. */
    private static final class Flights {

        private static final int[] CONNECTING = {10, 11, 12, 13, 14, 15};
        private static final int CHANGING = 25;

        private final List<Flight> flights = new ArrayList<>();
        private final Timetable.Builder builder = new Timetable.Builder(CONNECTING,
                new int[][]{null, null, null, null, {5}, {4}}, CHANGING);

        int fly(int from, int to, int departure, int arrival, int legBefore) {
            flights.add(new Flight(from, to, departure, arrival, legBefore));
            return builder.add(from, to, departure, arrival, legBefore);
        }

        private boolean follows(int before, int after) {
            var one = flights.get(before);
            var other = flights.get(after);
            return other.legBefore == before || one.to == other.from && one.arrival + CONNECTING[one.to] <= other.departure
                    || one.to != other.from && Math.min(one.to, other.from) == 4 && Math.max(one.to, other.from) == 5
                            && one.arrival + CHANGING <= other.departure;
        }

        /** Every way there is, by the number of its legs: the earliest arrival, or the latest departure. */
        TreeMap<Integer, Integer> best(int source, int target, int minute, boolean backward, int maxLegs) {
            var best = new TreeMap<Integer, Integer>();
            for (int first = 0; first < flights.size(); first++) {
                if (flights.get(first).from == source) {
                    follow(List.of(first), target, minute, backward, maxLegs, best);
                }
            }
            return best;
        }

        private void follow(List<Integer> way, int target, int minute, boolean backward, int maxLegs,
                TreeMap<Integer, Integer> best) {
            var departure = flights.get(way.get(0)).departure;
            var last = flights.get(way.get(way.size() - 1));
            if (last.to == target && (backward ? last.arrival <= minute : departure >= minute)) {
                best.merge(way.size(), backward ? departure : last.arrival, backward ? Math::max : Math::min);
            }
            for (int next = 0; next < flights.size() && way.size() < maxLegs; next++) {
                if (follows(way.get(way.size() - 1), next)) {
                    var longer = new ArrayList<>(way);
                    longer.add(next);
                    follow(longer, target, minute, backward, maxLegs, best);
                }
            }
        }
    }

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

    @Property(tries = 400)
    void finds_what_trying_every_way_finds(@ForAll long seed) {
        var random = new Random(seed);
        var network = new Flights();
        IntStream.range(0, 1 + random.nextInt(22)).forEach(i -> {
            var from = random.nextInt(6);
            var to = (from + 1 + random.nextInt(5)) % 6;
            var departure = random.nextInt(200);
            var before = random.nextInt(4) == 0 ? findLegBefore(network, from) : -1;
            if (before >= 0) {
                departure = network.flights.get(before).arrival + random.nextInt(10);
            }
            network.fly(from, to, departure, departure + 1 + random.nextInt(60), before);
        });
        var source = random.nextInt(6);
        var target = (source + 1 + random.nextInt(5)) % 6;
        var minute = random.nextInt(220);
        var maxLegs = 1 + random.nextInt(4);

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

        var back = new Search(network.builder.mirrored()).journeys(new int[]{target}, new int[]{source}, -minute, 10_000,
                maxLegs);
        expected.clear();
        bound = Integer.MIN_VALUE;
        for (var entry : network.best(source, target, minute, true, maxLegs).entrySet()) {
            if (entry.getValue() > bound) {
                bound = entry.getValue();
                expected.add(List.of(entry.getKey(), bound));
            }
        }
        assertEquals(expected, back.stream().map(way -> List.of(way.connections().length, -way.arrival())).toList());
    }

    /** A flight that ends there and has no further leg yet. */
    private static int findLegBefore(Flights network, int from) {
        return IntStream.range(0, network.flights.size())
                .filter(i -> network.flights.get(i).to == from
                        && network.flights.stream().noneMatch(flight -> flight.legBefore == i))
                .findFirst().orElse(-1);
    }

    private static void assertIsAWay(Flights network, int[] way, int source, int target) {
        assertEquals(source, network.flights.get(way[0]).from);
        assertEquals(target, network.flights.get(way[way.length - 1]).to);
        for (int i = 1; i < way.length; i++) {
            assertTrue(network.follows(way[i - 1], way[i]));
        }
    }
}
