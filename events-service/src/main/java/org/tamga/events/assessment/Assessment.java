package org.tamga.events.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureReading;
import org.tamga.record.Citation;

/**
 * How a claim was found to stand to the record, once. Never changed; a later one stands beside it.
 *
 * @param claimId the claim
 * @param method whether a person or the record's own rules found it
 * @param validAt the day of which the claim is taken to speak; null where a person does not say
 * @param knownAt what was known at that instant
 * @param observed what the record says, whatever the verdict; null where a person does not say
 * @param difference the claimed number less the observed one; null where there are not both
 * @param breakdown what makes the observed number, and so the difference
 * @param directions each direction by itself, of a claim both ways
 * @param evidence the address of the records behind the observed number, or null
 * @param explanation the verdict in words
 * @param sources what a person's finding rests on; empty for an automatic one
 * @param supersedes the finding that this one replaces, or null
 * @param recordedBy who or what found it
 * @param recordedAt when
 */
public record Assessment(@NotNull UUID id, @NotNull UUID claimId, @NotNull Method method, LocalDate validAt,
        @NotNull Instant knownAt, Observed observed, BigDecimal difference, List<MeasureReading.Part> breakdown,
        List<Direction> directions, @NotNull Verdict verdict, String evidence, @NotNull LanguageMap explanation,
        List<Citation> sources, UUID supersedes, @NotNull String recordedBy, @NotNull Instant recordedAt) {

    /** Who finds. */
    public enum Method {
        AUTOMATIC, HUMAN
    }

    /**
     * What the record says.
     *
     * @param value null where it has none
     * @param completeness how much of what there was the record has
     */
    public record Observed(BigDecimal value, String unit, LocalDate validAt, Instant knownAt, String completeness) {

        Observed knownAt(Instant instant) {
            return new Observed(value, unit, validAt, instant, completeness);
        }
    }

    /** One direction of a claim that speaks of both. */
    public record Direction(Map<String, String> dimensions, Observed observed, BigDecimal difference, Verdict verdict) {}

    /** True if it finds what the other finds; when they were found does not matter. */
    boolean findsTheSameAs(Finding other) {
        return verdict == other.verdict() && Objects.equals(validAt, other.validAt())
                && isSame(observed, other.observed()) && isSame(difference, other.difference())
                && breakdown.equals(other.breakdown()) && explanation.equals(other.explanation())
                && areSame(directions, other.directions());
    }

    private static boolean areSame(List<Direction> some, List<Direction> others) {
        return some.size() == others.size() && IntStream.range(0, some.size()).allMatch(at -> {
            var one = some.get(at);
            var other = others.get(at);
            return one.verdict == other.verdict && one.dimensions.equals(other.dimensions)
                    && isSame(one.observed, other.observed) && isSame(one.difference, other.difference);
        });
    }

    private static boolean isSame(Observed one, Observed other) {
        return one == null || other == null
                ? one == other
                : isSame(one.value, other.value) && one.completeness.equals(other.completeness);
    }

    private static boolean isSame(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }
}
