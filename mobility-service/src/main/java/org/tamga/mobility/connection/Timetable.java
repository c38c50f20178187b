package org.tamga.mobility.connection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All connections of some days in the order of their departure: the array over which {@link Search} passes. A connection is one
 * leg of a flight on one day. Never changed once it is made, so that any number of searches may read it at once.
 * <p>
 * Times are whole minutes on one clock, such as those since 1970-01-01T00:00Z. Stops are numbered from 0.
 */
public final class Timetable {

    /** Bits of a stop's number; so two of them fit into a whole number and leave its sign. */
    private static final int STOP_BITS = 15;
    private static final int STOP = (1 << STOP_BITS) - 1;
    private static final int LONGEST = Character.MAX_VALUE;

    final int[] departure;
    /**
     * From and to, in one number because a search looks at both of every connection; below zero where a neighbouring leg of the
     * same flight is there, so that one may stay seated.
     */
    final int[] ends;
    private final char[] duration;
    /** Which call of {@link Builder#add} a connection comes from. */
    final int[] number;

    /** By stop: minutes from an arrival to the next departure there. */
    final int[] connecting;
    /** By stop: others of the same city, or null. */
    final int[][] neighbours;
    /** Minutes from an arrival to a departure from a neighbouring stop. */
    final int changingStops;

    /** Where a connection stands among those that are part of longer flights; empty where there are none. */
    final int[] through;
    /** By that place: the place of the leg before, or -1; of several, as where two schedules state the same leg, one. */
    final int[] legBefore;
    /** By that place: the place of another leg before the same one, or -1. */
    final int[] alternative;
    /** By that place: the connection. */
    final int[] connectionOf;

    /** Stops from which there is ever a connection to each stop. */
    final Routes entering;
    /** Stops to which there is ever one. */
    final Routes leaving;

    private Timetable(Builder builder, boolean mirrored) {
        var size = builder.size;
        // By departure; what departs together in the order in which it was added.
        var order = new long[size];
        for (int i = 0; i < size; i++) {
            var start = mirrored ? -builder.arrival[i] : builder.departure[i];
            order[i] = (long) start << 32 | i;
        }
        Arrays.sort(order);
        departure = new int[size];
        duration = new char[size];
        ends = new int[size];
        number = new int[size];
        var places = builder.through.size();
        through = new int[places == 0 ? 0 : size];
        legBefore = new int[places];
        alternative = new int[places];
        Arrays.fill(legBefore, -1);
        Arrays.fill(alternative, -1);
        connectionOf = new int[places];
        for (int i = 0; i < size; i++) {
            var added = (int) order[i];
            var place = places == 0 ? -1 : builder.through.getOrDefault(added, -1);
            departure[i] = (int) (order[i] >> 32);
            duration[i] = (char) (builder.arrival[added] - builder.departure[added]);
            var from = mirrored ? builder.to[added] : builder.from[added];
            var to = mirrored ? builder.from[added] : builder.to[added];
            ends[i] = from << STOP_BITS | to | (place < 0 ? 0 : Integer.MIN_VALUE);
            number[i] = added;
            if (places > 0) {
                through[i] = place;
            }
            if (place >= 0) {
                connectionOf[place] = i;
            }
        }
        builder.legBefore.forEach((leg, before) -> {
            var earlier = builder.through.get(mirrored ? leg : before);
            var later = builder.through.get(mirrored ? before : leg);
            alternative[earlier] = legBefore[later];
            legBefore[later] = earlier;
        });
        connecting = builder.connecting;
        neighbours = builder.neighbours;
        changingStops = builder.changingStops;
        entering = new Routes(stops(), IntStream.of(ends).map(route -> to(route) << STOP_BITS | from(route)));
        leaving = new Routes(stops(), IntStream.of(ends).map(route -> route & Integer.MAX_VALUE));
    }

    static int from(int ends) {
        return ends >>> STOP_BITS & STOP;
    }

    static int to(int ends) {
        return ends & STOP;
    }

    /** Whether a connection is one leg of a flight of several. */
    static boolean isThrough(int ends) {
        return ends < 0;
    }

    int arrival(int connection) {
        return departure[connection] + duration[connection];
    }

    /** How many connections there are. */
    public int size() {
        return departure.length;
    }

    /** What it takes of the heap, nearly. */
    long bytes() {
        return (long) size() * (2 * Integer.BYTES + Character.BYTES + Integer.BYTES) + (long) through.length * Integer.BYTES;
    }

    int stops() {
        return connecting.length;
    }

    /** By stop: other stops between which and it there is ever a connection. */
    static final class Routes {

        /** By stop, where its part of the others begins; one more at the end. */
        private final int[] first;
        private final char[] others;

        /** @param routes pairs of stops in one number, the stop by which they are found in its upper half */
        Routes(int stops, IntStream routes) {
            var pairs = routes.sorted().distinct().toArray();
            first = new int[stops + 1];
            others = new char[pairs.length];
            for (int i = 0; i < pairs.length; i++) {
                first[from(pairs[i]) + 1]++;
                others[i] = (char) to(pairs[i]);
            }
            Arrays.parallelPrefix(first, Integer::sum);
        }

        IntStream of(int stop) {
            return IntStream.range(first[stop], first[stop + 1]).map(i -> others[i]);
        }
    }

    /** The first connection that departs at that minute or later. */
    int firstFrom(int minute) {
        var found = Arrays.binarySearch(departure, minute);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && departure[found - 1] == minute) {
            found--;
        }
        return found;
    }

    /** Gathers connections in any order. */
    public static final class Builder {

        private static final int FIRST_SIZE = 1024;
        private static final int MOST_STOPS = 1 << STOP_BITS;
        private static final long BYTES_OF_THROUGH = 2 * 64;

        private final int[] connecting;
        private final int[][] neighbours;
        private final int changingStops;
        private int size;
        private int[] departure = new int[FIRST_SIZE];
        private int[] arrival = new int[FIRST_SIZE];
        private char[] from = new char[FIRST_SIZE];
        private char[] to = new char[FIRST_SIZE];
        /** Of the legs of longer flights only: which comes before, and where each stands among them all. */
        private final Map<Integer, Integer> legBefore = new HashMap<>();
        private final Map<Integer, Integer> through = new HashMap<>();

        /**
         * @param connecting by stop: minutes from an arrival to the next departure there; at most 32,768 stops
         * @param neighbours by stop: others between which one may change within a city, or null
         * @param changingStops minutes from an arrival to a departure from a neighbouring stop
         */
        public Builder(int[] connecting, int[][] neighbours, int changingStops) {
            if (connecting.length > MOST_STOPS) {
                throw new IllegalArgumentException("too many stops: " + connecting.length);
            }
            this.connecting = connecting;
            this.neighbours = neighbours;
            this.changingStops = changingStops;
        }

        /**
         * Adds a connection.
         *
         * @param legBefore the number of the leg of the same flight that one can stay seated from, or -1
         * @return its number: how many were added before
         */
        public int add(int from, int to, int departure, int arrival, int legBefore) {
            if (arrival <= departure || arrival - departure > LONGEST) {
                throw new IllegalArgumentException("takes " + (arrival - departure) + " minutes");
            }
            if (size == this.departure.length) {
                resize(size + size / 2);
            }
            this.from[size] = (char) from;
            this.to[size] = (char) to;
            this.departure[size] = departure;
            this.arrival[size] = arrival;
            if (legBefore >= 0) {
                this.legBefore.put(size, legBefore);
                through.putIfAbsent(legBefore, through.size());
                through.putIfAbsent(size, through.size());
            }
            return size++;
        }

        private void resize(int length) {
            departure = Arrays.copyOf(departure, length);
            arrival = Arrays.copyOf(arrival, length);
            from = Arrays.copyOf(from, length);
            to = Arrays.copyOf(to, length);
        }

        /** Gives back the memory that further connections would have taken. */
        void trim() {
            resize(Math.max(size, 1));
        }

        /** What it takes of the heap, nearly. */
        long bytes() {
            return (long) departure.length * 2 * (Integer.BYTES + Character.BYTES) + through.size() * BYTES_OF_THROUGH;
        }

        int size() {
            return size;
        }

        int from(int connection) {
            return from[connection];
        }

        int to(int connection) {
            return to[connection];
        }

        int departure(int connection) {
            return departure[connection];
        }

        int arrival(int connection) {
            return arrival[connection];
        }

        /** Whether one may stay seated from the one to the other. */
        boolean isOneFlight(int connection, int next) {
            return legBefore.getOrDefault(next, -1) == connection;
        }

        /** The timetable as one travels it. */
        public Timetable build() {
            return new Timetable(this, false);
        }

        /**
         * The timetable as seen by one who goes back in time from the arrival: every connection leads from its end to its start,
         * and minutes are negative. The earliest arrival in it is the latest departure in the other.
         */
        public Timetable mirrored() {
            return new Timetable(this, true);
        }
    }
}
