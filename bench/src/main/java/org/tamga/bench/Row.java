package org.tamga.bench;

import java.util.List;
import java.util.Locale;

/**
 * A line of the table.
 *
 * @param number of the figure in the list of those to reach, such as {@code 1}
 * @param what is measured
 * @param ours what our side came to
 * @param other what the other side came to, or null where the figure is an absolute one
 * @param otherIs what the other side is, or null
 * @param unit of both
 * @param figure what is held against the bound: their ratio, or ours alone
 * @param bound what must be reached
 */
record Row(String number, String what, double ours, Double other, String otherIs, String unit, double figure, Bound bound) {

    /** From so much to so much. */
    record Bound(double least, double most, String unit) {

        static Bound atLeast(double ratio) {
            return new Bound(ratio, Double.POSITIVE_INFINITY, "×");
        }

        static Bound atMost(double value, String unit) {
            return new Bound(Double.NEGATIVE_INFINITY, value, unit);
        }

        /** As much as the other side, but for a part of it. */
        static Bound within(double part) {
            return new Bound(1 - part, 1 + part, "×");
        }

        @Override
        public String toString() {
            return Double.isInfinite(most)
                    ? "≥ " + number(least) + " " + unit
                    : Double.isInfinite(least)
                            ? "≤ " + number(most) + " " + unit
                            : number(least) + " to " + number(most) + " " + unit;
        }
    }

    /** Both sides of the same, held against each other. */
    static Row ratio(String number, String what, double ours, double other, String otherIs, String unit, Bound bound) {
        return new Row(number, what, ours, other, otherIs, unit, ours / other, bound);
    }

    /** Ours alone. */
    static Row absolute(String number, String what, double ours, Bound bound) {
        return new Row(number, what, ours, null, null, bound.unit(), ours, bound);
    }

    boolean isMet() {
        return figure >= bound.least() && figure <= bound.most();
    }

    /** The cells of a Markdown table. */
    List<String> cells() {
        return List.of(number, what, number(ours) + " " + unit,
                other == null ? "" : number(other) + " " + unit + " (" + otherIs + ")",
                other == null ? "" : number(figure) + " ×", bound.toString(), isMet() ? "yes" : "NO");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
