package org.tamga.record;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Days in the calendar, half-open: from {@code from} up to but without {@code to}. Null is unbounded. Never empty.
 *
 * @param from the first day, or null
 * @param to the first day after, or null
 */
public record Interval(LocalDate from, LocalDate to) {

    /** The whole of time. */
    public static final Interval ALWAYS = new Interval(null, null);

    public Interval {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("an interval ends after it begins: " + from + " to " + to);
        }
    }

    public boolean contains(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || day.isBefore(to));
    }

    /** Of these days the one that is nearest to that day: itself, if it is one of them. */
    public LocalDate nearest(LocalDate day) {
        return from != null && day.isBefore(from) ? from : to == null || day.isBefore(to) ? day : to.minusDays(1);
    }

    public boolean overlaps(Interval other) {
        return (from == null || other.to == null || from.isBefore(other.to))
                && (other.from == null || to == null || other.from.isBefore(to));
    }

    /** The days that lie in both, if there are any. */
    public Optional<Interval> and(Interval other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        var first = from == null || other.from != null && other.from.isAfter(from) ? other.from : from;
        return Optional.of(new Interval(first, to == null ? other.to : other.to == null ? to : earlier(to, other.to)));
    }

    /** True if no day of the other lies outside this. */
    public boolean covers(Interval other) {
        return (from == null || other.from != null && !other.from.isBefore(from))
                && (to == null || other.to != null && !other.to.isAfter(to));
    }

    /** What of this lies before the other: empty or one interval. */
    public List<Interval> before(Interval other) {
        var starts = other.from != null && (from == null || from.isBefore(other.from));
        return starts ? List.of(new Interval(from, earlier(to, other.from))) : List.of();
    }

    /** What of this lies after the other: empty or one interval. */
    public List<Interval> after(Interval other) {
        var ends = other.to != null && (to == null || other.to.isBefore(to));
        return ends ? List.of(new Interval(later(from, other.to), to)) : List.of();
    }

    /** What of this the other does not cover: none, one or two intervals. */
    public List<Interval> without(Interval other) {
        if (!overlaps(other)) {
            return List.of(this);
        }
        var rest = new ArrayList<>(before(other));
        rest.addAll(after(other));
        return rest;
    }

    /** As PostgreSQL writes a daterange. */
    public String toRange() {
        return "[" + (from == null ? "" : from) + "," + (to == null ? "" : to) + ")";
    }

    /** In English, for details of problems: "from 2020-01-01 up to 2021-01-01". */
    @Override
    public String toString() {
        if (from == null && to == null) {
            return "without bounds";
        }
        return (from == null ? "" : "from " + from) + (from != null && to != null ? " " : "")
                + (to == null ? "" : "up to " + to);
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a == null || b.isAfter(a) ? b : a;
    }
}
