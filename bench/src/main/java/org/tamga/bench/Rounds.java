package org.tamga.bench;

import java.util.ArrayList;
import java.util.List;

/** The two sides of a comparison, measured in turn: A B A B, so that what the machine does besides meets both. */
record Rounds(double ours, double other) {

    /** One measurement of a side. */
    interface Side {
        double measure() throws Exception;
    }

    /** The medians of both. */
    static Rounds of(int rounds, Side ours, Side other) throws Exception {
        var ourFigures = new ArrayList<Double>();
        var otherFigures = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            ourFigures.add(ours.measure());
            otherFigures.add(other.measure());
        }
        return new Rounds(median(ourFigures), median(otherFigures));
    }

    /** Ours, with the other as 1. */
    double ratio() {
        return ours / other;
    }

    static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
