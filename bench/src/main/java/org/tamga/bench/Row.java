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

    /** At least, or at most, so much. */
    record Bound(boolean atLeast, double value, String unit) {

        static Bound atLeast(double ratio) {
            return new Bound(true, ratio, "×");
        }

        static Bound atMost(double value, String unit) {
            return new Bound(false, value, unit);
        }

        @Override
        public String toString() {
            return (atLeast ? "≥ " : "≤ ") + Row.number(value) + " " + unit;
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
        return bound.atLeast() ? figure >= bound.value() : figure <= bound.value();
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
