package org.tamga.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a statement about some days does to the periods that a record has: which are closed, and what of them remains. The
 * heart of the two-time rules (record.md, "Writing"), free of any database.
 *
 * @param closed the periods that no longer stand as they are
 * @param remainders what stands on of the closed ones
 */
record Split<C>(List<Period<C>> closed, List<Remainder<C>> remainders) {

    /** A closed period's statement, standing on for fewer days. */
    record Remainder<C>(Period<C> of, Interval valid) {}

    /**
     * "The period beginning at {@code valid.from} is exactly {@code valid}": a period with the same start is replaced whole,
     * so that an earlier end leaves the rest unrecorded; any other keeps what lies outside.
     */
    static <C> Split<C> stating(Interval valid, List<Period<C>> current) {
        return of(valid, current, false);
    }

    /** "It never held in those days": every period keeps what lies outside. */
    static <C> Split<C> withdrawing(Interval valid, List<Period<C>> current) {
        return of(valid, current, true);
    }

    private static <C> Split<C> of(Interval valid, List<Period<C>> current, boolean keepsRestOfSameStart) {
        var closed = new ArrayList<Period<C>>();
        var remainders = new ArrayList<Remainder<C>>();
        for (var period : current) {
            if (!period.valid().overlaps(valid)) {
                continue;
            }
            closed.add(period);
            if (keepsRestOfSameStart || !sameStart(period.valid(), valid)) {
                period.valid().without(valid).forEach(rest -> remainders.add(new Remainder<>(period, rest)));
            }
        }
        return new Split<>(closed, remainders);
    }

    static boolean sameStart(Interval a, Interval b) {
        return Objects.equals(a.from(), b.from());
    }
}
