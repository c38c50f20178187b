package org.tamga.trade.capital;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What flows between places: each has what it is given, and parts of what others have. These are linear equations that only
 * ever add, and so have a least solution, which is sought here. It is endless where what goes round a circle comes back as no
 * less, and for whatever has a part of that.
 */
final class Flow {

    /** What is less is the noise of computing: a circle that leaks less leaks nothing. */
    static final double NOISE = 1e-12;
    /** Places in circles with each other whose equations are solved directly, in a time that grows with the cube of them. */
    static final int MAX_SOLVED = 300;
    /** With more of them rounds are made, in turns of some: a place that not every round comes to has something in each turn. */
    private static final int MAX_TURNS = 50;
    private static final int ROUNDS = 20;

    private final List<List<Part>> parts;
    private final double[] given;
    private final boolean most;
    private final double[] flow;

    /** A part, of more than nothing, of what another place has. */
    record Part(int from, double share) {}

    /**
     * @param parts that go to each place
     * @param most true if no more can flow than is found, and it may be endless; false if no less can, and it has an end
     */
    Flow(List<List<Part>> parts, double[] given, boolean most) {
        this.parts = parts;
        this.given = given;
        this.most = most;
        flow = new double[given.length];
    }

    /** @param groups of places that are in circles with each other, or a single one, each after those of which it has a part */
    double[] through(List<int[]> groups) {
        for (var group : groups) {
            var inflow = new double[group.length];
            Arrays.setAll(inflow, i -> inflow(group[i]));
            var inside = inside(group);
            var solved = group.length > MAX_SOLVED ? rounds(inside, inflow) : solve(inside, inflow);
            for (int i = 0; i < group.length; i++) {
                // What would be endless is sure to flow only once.
                flow[group[i]] = most || Double.isFinite(solved[i]) ? solved[i] : inflow[i];
            }
        }
        return flow;
    }

    /** What of a flow goes on; even of an endless one no part is nothing. */
    static double part(double flow, double share) {
        return share == 0 ? 0 : flow * share;
    }

    /** What comes from outside of its group, in which nothing flows yet. */
    private double inflow(int place) {
        var sum = given[place];
        for (var part : parts.get(place)) {
            sum += flow[part.from] * part.share;
        }
        return sum;
    }

    /** The parts inside a group, by places in it. */
    private List<List<Part>> inside(int[] group) {
        var index = new HashMap<Integer, Integer>();
        var inside = new ArrayList<List<Part>>();
        for (int place : group) {
            index.put(place, inside.size());
            inside.add(new ArrayList<>());
        }
        for (int place : group) {
            for (var part : parts.get(place)) {
                var from = index.get(part.from);
                if (from != null) {
                    inside.get(index.get(place)).add(new Part(from, part.share));
                }
            }
        }
        return inside;
    }

    /**
     * Takes one place after the other out of the circles: what has come to others through it comes to them directly. Nothing is
     * subtracted but what comes back from what leaves, so no exchange of rows would make it more exact.
     */
    private static double[] solve(List<List<Part>> parts, double[] inflow) {
        var rows = rows(parts, inflow);
        for (int out = 0; out < rows.length; out++) {
            var back = rows[out][out];
            add(rows[out], back < 1 - NOISE ? back / (1 - back) : Double.POSITIVE_INFINITY, rows[out], out + 1);
            for (int other = 0; other < rows.length; other++) {
                if (other != out) {
                    add(rows[other], rows[other][out], rows[out], out + 1);
                }
            }
        }
        var solved = new double[rows.length];
        Arrays.setAll(solved, i -> rows[i][rows.length]);
        return solved;
    }

    /** Of each place: its parts of all of them, then what flows in. */
    private static double[][] rows(List<List<Part>> parts, double[] inflow) {
        var rows = new double[inflow.length][inflow.length + 1];
        for (int i = 0; i < rows.length; i++) {
            for (var part : parts.get(i)) {
                rows[i][part.from] += part.share;
            }
            rows[i][rows.length] = inflow[i];
        }
        return rows;
    }

    private static void add(double[] sum, double times, double[] more, int first) {
        if (times == Double.POSITIVE_INFINITY) {
            for (int i = first; i < sum.length; i++) {
                sum[i] += part(times, more[i]);
            }
        } else if (times > 0) {
            // The same, but with no branch in the loop in which all the time goes.
            for (int i = first; i < sum.length; i++) {
                sum[i] += times * more[i];
            }
        }
    }

    /** Adds what each round gains, until no more is to come or there were too many. */
    private double[] rounds(List<List<Part>> parts, double[] inflow) {
        var flow = new double[inflow.length];
        var gain = new double[inflow.length];
        var gained = new double[inflow.length];
        double[] rest;
        int turn = 0;
        do {
            var before = gained;
            gained = turn(parts, turn == 0 ? inflow : new double[inflow.length], gain);
            add(flow, 1, gained, 0);
            rest = rest(gained, before);
        } while (++turn < MAX_TURNS && Arrays.stream(rest).sum() > NOISE);
        if (most) {
            add(flow, 1, rest, 0);
        }
        return flow;
    }

    /**
     * @param gain of the last round, and of the next
     * @return the sum of all gains
     */
    private static double[] turn(List<List<Part>> parts, double[] inflow, double[] gain) {
        var gained = new double[gain.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < gain.length; i++) {
                var sum = round == 0 ? inflow[i] : 0;
                for (var part : parts.get(i)) {
                    sum += gain[part.from] * part.share;
                }
                gain[i] = sum;
                gained[i] += sum;
            }
        }
        return gained;
    }

    /** What is still to come at most: what fades everywhere goes on to fade as fast; of anything else nothing is known. */
    private static double[] rest(double[] gained, double[] before) {
        var ratio = IntStream.range(0, gained.length).filter(i -> gained[i] > 0).mapToDouble(i -> gained[i] / before[i]).max()
                .orElse(0);
        return Arrays.stream(gained).map(gain -> ratio < 1 ? gain * ratio / (1 - ratio) : Double.POSITIVE_INFINITY).toArray();
    }
}
