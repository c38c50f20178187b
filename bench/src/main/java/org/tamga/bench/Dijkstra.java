package org.tamga.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;

import org.tamga.bench.ConnectionBench.Flight;
import org.tamga.bench.ConnectionBench.Question;

/**
 * Dijkstra's algorithm on a timetable, as one would write it: a node for each airport and number of legs, settled in the order of
 * arrival; an edge for each route, whose length is the wait for its next flight and the flight. Of each route the best flight
 * from an hour on is found by bisection. What arrives later than the target is already reached with as few legs may be pruned,
 * which a plain search does not.
 */
final class Dijkstra {

    private final int connecting;
    private final int maxLegs;
    private final boolean prunes;
    private final Route[][] routes;
    private final int[] reached;

    Dijkstra(int airports, List<Flight> flights, int connecting, int maxLegs, boolean prunes) {
        this.connecting = connecting;
        this.maxLegs = maxLegs;
        this.prunes = prunes;
        this.reached = new int[airports * (maxLegs + 1)];
        var byRoute = new HashMap<Long, List<Flight>>();
        flights.forEach(flight -> byRoute.computeIfAbsent((long) flight.from() << 32 | flight.to(), key -> new ArrayList<>())
                .add(flight));
        var byAirport = new ArrayList<List<Route>>();
        for (int i = 0; i < airports; i++) {
            byAirport.add(new ArrayList<>());
        }
        byRoute.values().forEach(route -> byAirport.get(route.get(0).from()).add(Route.of(route)));
        this.routes = byAirport.stream().map(list -> list.toArray(Route[]::new)).toArray(Route[][]::new);
    }

    /** The flights of a route by departure, each with the earliest arrival of itself and all later ones. */
    private record Route(int to, int[] departures, int[] arrivals) {

        static Route of(List<Flight> flights) {
            flights.sort(Comparator.comparingInt(Flight::departure));
            var departures = flights.stream().mapToInt(Flight::departure).toArray();
            var arrivals = flights.stream().mapToInt(Flight::arrival).toArray();
            for (int i = arrivals.length - 2; i >= 0; i--) {
                arrivals[i] = Math.min(arrivals[i], arrivals[i + 1]);
            }
            return new Route(flights.get(0).to(), departures, arrivals);
        }

        int arrival(int ready) {
            var next = Arrays.binarySearch(departures, ready);
            next = next < 0 ? -next - 1 : next;
            // Of flights that depart in one minute the first has the best arrival of all.
            while (next > 0 && departures[next - 1] == ready) {
                next--;
            }
            return next == departures.length ? Integer.MAX_VALUE : arrivals[next];
        }
    }

    private record Label(int airport, int legs, int arrival) {}

    /** The Pareto set of legs and arrivals. */
    List<List<Integer>> ask(Question question) {
        Arrays.fill(reached, Integer.MAX_VALUE);
        var queue = new PriorityQueue<Label>(Comparator.comparingInt(Label::arrival));
        queue.add(new Label(question.from(), 0, question.departAfter()));
        while (!queue.isEmpty()) {
            var label = queue.remove();
            if (label.airport == question.to() || label.legs == maxLegs
                    || label.arrival > reached[node(label.airport, label.legs)]
                    || prunes && label.arrival >= reached[node(question.to(), label.legs + 1)]) {
                continue;
            }
            var ready = label.legs == 0 ? label.arrival : label.arrival + connecting;
            for (var route : routes[label.airport]) {
                reach(queue, route.to, label.legs + 1, route.arrival(ready), question.to());
            }
        }
        var answers = new ArrayList<List<Integer>>();
        for (int legs = 1; legs <= maxLegs; legs++) {
            var arrival = reached[node(question.to(), legs)];
            if (arrival < (legs == 1 ? Integer.MAX_VALUE : reached[node(question.to(), legs - 1)])) {
                answers.add(List.of(legs, arrival));
            }
        }
        return answers;
    }

    /** Also with more legs, if it is not reached earlier with them: a label counts as at most so many. */
    private void reach(PriorityQueue<Label> queue, int airport, int legs, int arrival, int target) {
        if (arrival >= reached[node(airport, legs)] || prunes && arrival >= reached[node(target, legs)]) {
            return;
        }
        queue.add(new Label(airport, legs, arrival));
        for (int more = legs; more <= maxLegs && arrival < reached[node(airport, more)]; more++) {
            reached[node(airport, more)] = arrival;
        }
    }

    private int node(int airport, int legs) {
        return airport * (maxLegs + 1) + legs;
    }
}
