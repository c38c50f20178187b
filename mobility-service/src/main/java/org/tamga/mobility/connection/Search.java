package org.tamga.mobility.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Connection Scan Algorithm (Dibbelt, Pajor, Strasser, Wagner: Connection Scan Algorithm, ACM JEA 23, 2018), in layers by
 * the number of legs: one pass over the connections in the order of their departure finds for every number of legs the earliest
 * arrival, and so the Pareto set of arrival and legs.
 * <p>
 * What each stop keeps is when one can go on from there with at most so many legs behind one; it never grows with the number of
 * legs, so the first layer in which a connection can be boarded is the only one that matters.
 * <p>
 * Most connections need no more than one look. From a stop that no connection to the target ever leaves, two legs are to come at
 * least, from another that is not the target one: so a connection is of no use unless it can be boarded with as few legs behind
 * one as its end allows. And once the pass has come to the earliest arrival with the fewest legs that there ever are between
 * source and target, nothing can be better in anything.
 * <p>
 * An instance serves one search at a time and is there to be used again.
 */
public final class Search {

    /** More legs than anybody flies. */
    public static final int MOST_LEGS = 7;

    private static final int NEVER = Integer.MAX_VALUE;
    /** So that the layers of all stops fit, however many legs are asked for. */
    private static final int MOST_BITS = bits(MOST_LEGS);

    private final Timetable timetable;
    /** By stop and layer: from when one can go on, with so many legs less one behind one. In layer 0 one never can. */
    private final int[] ready;
    /** By stop and layer: the connection that brought one there. */
    private final int[] by;
    /** By place among the legs of longer flights: how many legs one has behind one at its end; 0 if one is not in it. */
    private final int[] seated;
    private final boolean[] isTarget;
    /** By stop: how many legs one may have behind one there at the most. */
    private final byte[] mostLegs;
    /** By the most legs: the earliest arrival. */
    private final int[] best = new int[MOST_LEGS + 1];
    private final int[] bestBy = new int[MOST_LEGS + 1];
    private long scanned;
    /** Of the search under way. Stops lie no further apart than its layers need: what it keeps shall fit a processor's cache. */
    private int bits;
    private int maxLegs;

    public Search(Timetable timetable) {
        this.timetable = timetable;
        this.ready = new int[timetable.stops() << MOST_BITS];
        this.by = new int[timetable.stops() << MOST_BITS];
        this.seated = new int[timetable.legBefore.length];
        this.isTarget = new boolean[timetable.stops()];
        this.mostLegs = new byte[timetable.stops()];
    }

    /**
     * A journey.
     *
     * @param arrival the minute of arrival
     * @param connections by the numbers under which they were added, in the order of travel
     */
    public record Journey(int arrival, int[] connections) {}

    /**
     * The journeys that no other beats in both arrival and number of legs, the fewest legs first.
     *
     * @param sources stops where one may start, at once
     * @param targets stops where one may end
     * @param departAfter the first minute of departure
     * @param departUntil the last minute at which any leg may depart
     * @param maxLegs 1 to {@value #MOST_LEGS}
     */
    public List<Journey> journeys(int[] sources, int[] targets, int departAfter, int departUntil, int maxLegs) {
        if (maxLegs < 1 || maxLegs > MOST_LEGS) {
            throw new IllegalArgumentException("1 to " + MOST_LEGS + " legs, not " + maxLegs);
        }
        this.maxLegs = maxLegs;
        this.bits = bits(maxLegs);
        scan(sources, targets, departAfter, departUntil);
        var journeys = new ArrayList<Journey>();
        for (int legs = 1; legs <= maxLegs; legs++) {
            if (best[legs] < best[legs - 1]) {
                journeys.add(new Journey(best[legs], way(bestBy[legs])));
            }
        }
        return journeys;
    }

    /** How many connections have been looked at in all searches. */
    public long scanned() {
        return scanned;
    }

    /** How many it takes to tell the layers of a stop apart, from none to so many legs. */
    private static int bits(int legs) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(legs);
    }

    private void scan(int[] sources, int[] targets, int departAfter, int departUntil) {
        Arrays.fill(ready, 0, timetable.stops() << bits, NEVER);
        Arrays.fill(seated, 0);
        Arrays.fill(best, NEVER);
        for (var source : sources) {
            Arrays.fill(ready, (source << bits) + 1, (source << bits) + maxLegs + 1, departAfter);
        }
        for (var target : targets) {
            isTarget[target] = true;
        }
        limitLegs(targets);
        var fewestLegs = fewestLegs(sources);
        // Fields are read once: the loop is what a search's time goes into.
        var ready = this.ready;
        var bits = this.bits;
        var mostLegs = this.mostLegs;
        var departure = timetable.departure;
        var ends = timetable.ends;
        var first = timetable.firstFrom(departAfter);
        var until = departUntil;
        var connection = first;
        for (; connection < departure.length; connection++) {
            var departs = departure[connection];
            if (departs > until) {
                break;
            }
            var both = ends[connection];
            if (ready[(Timetable.from(both) << bits) + mostLegs[Timetable.to(both)]] <= departs
                    || Timetable.isThrough(both)) {
                board(connection);
                until = Math.min(until, best[fewestLegs] - 1);
            }
        }
        scanned += connection - first;
        for (var target : targets) {
            isTarget[target] = false;
        }
    }

    /** At the target all legs may be behind one; where something leaves for it, all but one; elsewhere, all but two. */
    private void limitLegs(int[] targets) {
        Arrays.fill(mostLegs, (byte) Math.max(0, maxLegs - 2));
        for (var target : targets) {
            timetable.entering.of(target).forEach(stop -> {
                mostLegs[stop] = (byte) (maxLegs - 1);
                if (timetable.neighbours[stop] != null) {
                    for (var neighbour : timetable.neighbours[stop]) {
                        mostLegs[neighbour] = (byte) (maxLegs - 1);
                    }
                }
            });
        }
        for (var target : targets) {
            mostLegs[target] = (byte) maxLegs;
        }
    }

    /** One, where something ever leaves a source for a target; two, where something leaves for where that is so; else three. */
    private int fewestLegs(int[] sources) {
        var most = 0;
        for (var source : sources) {
            most = Math.max(most, timetable.leaving.of(source).map(stop -> mostLegs[stop]).max().orElse(0));
        }
        return Math.min(maxLegs, most == maxLegs ? 1 : most == maxLegs - 1 ? 2 : 3);
    }

    private void board(int connection) {
        var ends = timetable.ends[connection];
        var legs = legsBefore(Timetable.from(ends) << bits, timetable.departure[connection]);
        if (Timetable.isThrough(ends)) {
            var place = timetable.through[connection];
            var before = seatedBefore(place);
            legs = before >= 0 ? Math.min(legs, seated[before]) : legs;
            seated[place] = legs < maxLegs ? legs + 1 : 0;
        }
        var stop = Timetable.to(ends);
        if (legs >= mostLegs[stop]) {
            return;
        }
        var arrives = timetable.arrival(connection);
        if (isTarget[stop]) {
            for (int layer = legs + 1; layer <= maxLegs && arrives < best[layer]; layer++) {
                best[layer] = arrives;
                bestBy[layer] = connection;
            }
            return;
        }
        // With the fewest legs that are still to come from there, one were at the target later than another way with no more legs.
        if (arrives >= best[legs + 1 + maxLegs - mostLegs[stop]]) {
            return;
        }
        arrive(connection, stop, arrives + timetable.connecting[stop], legs);
        var neighbours = timetable.neighbours[stop];
        if (neighbours != null) {
            for (var neighbour : neighbours) {
                arrive(connection, neighbour, arrives + timetable.changingStops, legs);
            }
        }
    }

    /** In all layers from its own on, though it be of no use in a later one: who looks at the last sees what is in any. */
    private void arrive(int connection, int stop, int goesOn, int legs) {
        for (int i = (stop << bits) + legs + 2; i <= (stop << bits) + maxLegs && goesOn < ready[i]; i++) {
            ready[i] = goesOn;
            by[i] = connection;
        }
    }

    /** The fewest legs after which one is there in time; {@code maxLegs} if there are none so few. */
    private int legsBefore(int start, int departs) {
        var legs = 0;
        while (legs < maxLegs && ready[start + legs + 1] > departs) {
            legs++;
        }
        return legs;
    }

    /** The place of the leg before in which one is sitting already, with the fewest legs behind one at its end; -1 if in none. */
    private int seatedBefore(int place) {
        var fewest = -1;
        for (var before = timetable.legBefore[place]; before >= 0; before = timetable.alternative[before]) {
            if (seated[before] > 0 && (fewest < 0 || seated[before] < seated[fewest])) {
                fewest = before;
            }
        }
        return fewest;
    }

    /** The way to a connection's end, by what each stop remembers: that has not changed since the connection departed. */
    private int[] way(int last) {
        var way = new ArrayDeque<Integer>();
        for (var connection = last;;) {
            way.addFirst(timetable.number[connection]);
            var ends = timetable.ends[connection];
            var start = Timetable.from(ends) << bits;
            var legs = legsBefore(start, timetable.departure[connection]);
            if (Timetable.isThrough(ends)) {
                var before = seatedBefore(timetable.through[connection]);
                if (before >= 0 && seated[before] < legs) {
                    connection = timetable.connectionOf[before];
                    continue;
                }
            }
            if (legs == 0) {
                return way.stream().mapToInt(Integer::intValue).toArray();
            }
            connection = by[start + legs + 1];
        }
    }
}
