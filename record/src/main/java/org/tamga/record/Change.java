package org.tamga.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One version of a record as it happened: what its event tells.
 *
 * @param recordId the record
 * @param parentId the record that it is part of, or null
 * @param version the version that this made
 * @param reason why
 * @param recordedAt when
 * @param before the periods that no longer stand as they were
 * @param after the periods that were written, remainders included; empty for what was withdrawn whole
 * @param predecessor what stands up to the first of these, without a gap, or null
 * @param sources what the change rests on
 */
public record Change<C>(UUID recordId, UUID parentId, int version, Reason reason, Instant recordedAt, List<Period<C>> before,
        List<Period<C>> after, Period<C> predecessor, List<Citation> sources) {

    /** The content that the change is about: the newly stated one, or the withdrawn one. */
    public C subject() {
        return concerned().content();
    }

    /** As {@link #subject()}, with all that is stated of it. */
    public Period<C> concerned() {
        return (after.isEmpty() ? before : after).get(0);
    }

    /** What the record was: the first that no longer stands as it did; where all of it does, what stands up to the new days. */
    public Optional<C> former() {
        return formerly().map(Period::content);
    }

    /** As {@link #former()}, with all that was stated of it. */
    public Optional<Period<C>> formerly() {
        return Stream.concat(before.stream(), Stream.ofNullable(predecessor)).findFirst();
    }

    /** What this made of a property that had another value before, or none; empty where it is as it was, or nothing stands. */
    public <T> Optional<T> newly(Function<C, T> property) {
        return newlyOf(period -> property.apply(period.content()));
    }

    /** As {@link #newly}, of what is sure: what is only planned, or disputed, has no value, neither now nor before. */
    public <T> Optional<T> newlySure(Function<C, T> property) {
        return newlyOf(period -> period.confidence().isSure() ? property.apply(period.content()) : null);
    }

    private <T> Optional<T> newlyOf(Function<Period<C>, T> property) {
        var former = formerly().map(property).orElse(null);
        return after.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(property.apply(concerned())).filter(value -> !value.equals(former));
    }

    /** The days on which this made another of a property, or where it is said for the first time, or no longer. */
    public <T> Stream<Interval> days(Function<Period<C>, T> property) {
        return Stream.concat(before.stream().flatMap(period -> days(period, after, property)),
                after.stream().flatMap(period -> days(period, before, property)));
    }

    private static <C, T> Stream<Interval> days(Period<C> period, List<Period<C>> others, Function<Period<C>, T> property) {
        var value = property.apply(period);
        var days = List.of(period.valid());
        for (var other : others) {
            if (property.apply(other).equals(value)) {
                days = days.stream().flatMap(stretch -> stretch.without(other.valid()).stream()).toList();
            }
        }
        return days.stream();
    }
}
