package org.tamga.trade.capital;

import java.util.List;

import org.tamga.trade.capital.Ownership.Stake;

/** All that is recorded to be held of one company: no holder has more than the others' least shares leave. */
final class Whole {

    private final List<Stake> stakes;
    private final double least;

    Whole(List<Stake> stakes) {
        this.stakes = stakes;
        least = stakes.stream().mapToDouble(Stake::min).sum();
    }

    /** The most that a stake can be of it, beside the others. */
    double max(int stake) {
        var min = stakes.get(stake).min();
        return Math.min(stakes.get(stake).max(), Math.max(min, rest(least - min)));
    }

    /** What no recorded holder has of it, at the least. */
    double restMin() {
        var most = 0.0;
        for (int i = 0; i < stakes.size(); i++) {
            most += max(i);
        }
        return rest(most);
    }

    /** What no recorded holder has of it, at the most. */
    double restMax() {
        return rest(least);
    }

    /** Noise is none: it would be all that comes out of a circle that leaks nothing else. */
    private static double rest(double taken) {
        var rest = 1 - taken;
        return rest < Flow.NOISE ? 0 : rest;
    }
}
