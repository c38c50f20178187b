package org.tamga.trade.capital;

import java.util.Arrays;
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

    private final Parts parts;
    private final double[] flow;
    private final boolean most;
    /** By place, where in its group it is; only while that is solved, elsewhere -1. Made for the first circle. */
    private int[] inside;

    /**
     * @param parts of more than nothing, where something may be endless
     * @param given what each place is given; takes what it has in the end
     * @param most true if no more can flow than is found, and it may be endless; false if no less can, and it has an end
     */
    Flow(Parts parts, double[] given, boolean most) {
        this.parts = parts;
        this.flow = given;
        this.most = most;
    }

    /** What each place has in the end; in a time that grows with the parts, but for those in circles. */
    double[] through() {
        Circles.forEach(parts, this::fill);
        return flow;
    }

    /** @param group of places that are in circles with each other, or a single one, after those of which it has a part */
    void fill(int[] group) {
        if (group.length == 1 && !isOfItself(group[0])) {
            flow[group[0]] += inflow(group[0]);
            return;
        }
        if (inside == null) {
            inside = new int[parts.places()];
            Arrays.fill(inside, -1);
        }
        for (int i = 0; i < group.length; i++) {
            inside[group[i]] = i;
        }
        var inflow = new double[group.length];
        Arrays.setAll(inflow, i -> flow[group[i]] + inflow(group[i]));
        var solved = group.length > MAX_SOLVED ? rounds(group, inflow) : solve(group, inflow);
        for (int i = 0; i < group.length; i++) {
            // What would be endless is sure to flow only once.
            flow[group[i]] = most || Double.isFinite(solved[i]) ? solved[i] : inflow[i];
            inside[group[i]] = -1;
        }
    }

    private boolean isOfItself(int place) {
        for (int part = parts.first(place); part < parts.end(place); part++) {
            if (parts.from(part) == place) {
                return true;
            }
        }
        return false;
    }

    /** What goes on of a flow; even of an endless one no part is nothing. */
    static double part(double flow, double share) {
        return share == 0 ? 0 : flow * share;
    }

    /** What comes from outside of its group. */
    private double inflow(int place) {
        var sum = 0.0;
        for (int part = parts.first(place); part < parts.end(place); part++) {
            if (inside == null || inside[parts.from(part)] < 0) {
                sum += flow[parts.from(part)] * parts.share(part);
            }
        }
        return sum;
    }

    /**
     * Takes one place after the other out of the circles: what has come to others through it comes to them directly. Nothing is
     * subtracted but what comes back from what leaves, so no exchange of rows would make it more exact.
     */
    private double[] solve(int[] group, double[] inflow) {
        var rows = rows(group, inflow);
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
    private double[][] rows(int[] group, double[] inflow) {
        var rows = new double[inflow.length][inflow.length + 1];
        for (int i = 0; i < rows.length; i++) {
            for (int part = parts.first(group[i]); part < parts.end(group[i]); part++) {
                int from = inside[parts.from(part)];
                if (from >= 0) {
                    rows[i][from] += parts.share(part);
                }
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
    private double[] rounds(int[] group, double[] inflow) {
        var sum = new double[group.length];
        var gain = new double[group.length];
        var gained = new double[group.length];
        var before = new double[group.length];
        double ratio;
        boolean isOver;
        int turn = 0;
        do {
            var earlier = before;
            before = gained;
            gained = earlier;
            turn(group, turn == 0 ? inflow : null, gain, gained);
            add(sum, 1, gained, 0);
            ratio = ratio(gained, before);
            var more = Arrays.stream(gained).sum();
            // At the least so much flows whenever one stops; at the most, all that may be still to come.
            isOver = (most ? rest(more, ratio) : more) <= NOISE;
        } while (++turn < MAX_TURNS && !isOver);
        for (int i = 0; most && i < sum.length; i++) {
            sum[i] += rest(gained[i], ratio);
        }
        return sum;
    }

    /**
     * @param inflow what is added in the first round, or null
     * @param gain of the last round, and of the next
     * @param gained takes the sum of all gains
     */
    private void turn(int[] group, double[] inflow, double[] gain, double[] gained) {
        Arrays.fill(gained, 0);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < group.length; i++) {
                var sum = round == 0 && inflow != null ? inflow[i] : 0;
                for (int part = parts.first(group[i]); part < parts.end(group[i]); part++) {
                    int from = inside[parts.from(part)];
                    if (from >= 0) {
                        sum += gain[from] * parts.share(part);
                    }
                }
                gain[i] = sum;
                gained[i] += sum;
            }
        }
    }

    /** To which part gains have faded at the least, anywhere. */
    private static double ratio(double[] gained, double[] before) {
        return IntStream.range(0, gained.length).filter(i -> gained[i] > 0).mapToDouble(i -> gained[i] / before[i]).max()
                .orElse(0);
    }

    /** What is still to come at most: what fades everywhere goes on to fade as fast; of anything else nothing is known. */
    private static double rest(double gained, double ratio) {
        return ratio < 1 ? gained * ratio / (1 - ratio) : Double.POSITIVE_INFINITY;
    }
}
