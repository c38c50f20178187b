package org.tamga.events.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.tamga.events.assessment.Assessment.Direction;
import org.tamga.events.assessment.Assessment.Observed;
import org.tamga.events.claim.Claim;
import org.tamga.events.claim.Verdict;
import org.tamga.events.measure.MeasureDefinition;
import org.tamga.events.measure.MeasureReading;
import org.tamga.events.measure.MeasureReading.Part;
import org.tamga.events.measure.MeasureReading.Step;
import org.tamga.events.value.Relation;
import org.tamga.record.Citation;

/**
 * The rules by which a claim is compared with what is measured. Plain: what they look at is given to them.
 *
 * <p>In this order: words that state no unit which the measure has are not comparable; where the record has no number there are
 * no data; a number that rests only on the claim's own source proves nothing; a record that is not stated to be complete says
 * neither yes nor no; else the numbers decide, as the words' relation has it.
 */
final class Rules {

    private static final String COMPLETE = "complete";
    private static final String UNKNOWN = "unknown";
    /** Who says "about" is not wrong by a tenth. */
    private static final BigDecimal ABOUT = new BigDecimal("0.1");

    private final Claim claim;
    private final MeasureDefinition definition;
    private final Function<Map<String, String>, Optional<MeasureReading>> readings;
    private final Own own;
    private final LocalDate validAt;
    private final Instant knownAt;

    /**
     * What the claim itself rests on.
     *
     * @param citations the claim's own sources
     * @param speakers whose words they are, in every spelling that is known
     */
    record Own(List<Citation> citations, Set<String> speakers) {

        boolean has(Citation other) {
            return speakers.contains(institution(other)) || citations.stream().anyMatch(citation -> citation.url() != null
                    && citation.url().equals(other.url())
                    || citation.title().equals(other.title()) && citation.publisher().equals(other.publisher())
                    || institution(citation).equals(institution(other)));
        }

        /** Whose word it is: who is relayed, else who publishes. */
        private static String institution(Citation citation) {
            return folded(citation.relayedFrom() == null ? citation.publisher() : citation.relayedFrom());
        }

        static String folded(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param definition of the claim's measure, or null where it is not known
     * @param readings gives what was announced for some dimensions
     * @param knownAt what was known then; null is now
     */
    Rules(Claim claim, Own own, MeasureDefinition definition, Function<Map<String, String>, Optional<MeasureReading>> readings,
            LocalDate validAt, Instant knownAt) {
        this.claim = claim;
        this.own = own;
        this.definition = definition;
        this.readings = readings;
        this.validAt = validAt;
        this.knownAt = knownAt;
    }

    /** True for a claim that the rules have something to say of: one with a measure that is no opinion or intention. */
    static boolean apply(Claim claim) {
        return claim.measure() != null && claim.kind() != Claim.Kind.POSITION && claim.kind() != Claim.Kind.INTENTION;
    }

    Finding find() {
        var dimensions = claim.measure().dimensions();
        var there = find(dimensions);
        if (!Boolean.TRUE.equals(claim.measure().bothWays()) || dimensions.size() < 2) {
            return there;
        }
        var exchanged = exchanged(dimensions);
        var back = find(exchanged);
        var worse = Comparator.comparing(Finding::verdict).compare(there, back) >= 0 ? there : back;
        return new Finding(worse.verdict(), validAt, worse.observed(), worse.difference(), worse.breakdown(),
                List.of(new Direction(dimensions, there.observed(), there.difference(), there.verdict()),
                        new Direction(exchanged, back.observed(), back.difference(), back.verdict())),
                worse.evidence(), worse.explanation());
    }

    private Map<String, String> exchanged(Map<String, String> dimensions) {
        var names = definition == null ? List.copyOf(dimensions.keySet()) : definition.dimensions();
        var exchanged = new TreeMap<>(dimensions);
        exchanged.put(names.get(0), dimensions.get(names.get(1)));
        exchanged.put(names.get(1), dimensions.get(names.get(0)));
        return exchanged;
    }

    private Finding find(Map<String, String> dimensions) {
        var reading = readings.apply(dimensions);
        var step = reading.flatMap(known -> known.on(validAt));
        var words = new Explanation(claim, definition, validAt);
        var observed = observed(step);
        var breakdown = reading.map(known -> known.breakdownOn(validAt)).orElse(List.of());
        var evidence = reading.map(known -> known.evidenceOn(validAt)).orElse(null);
        // A trend may say by how much, too: that is no number of the measure's.
        if (claim.trend() != null && (claim.kind() == Claim.Kind.TREND || claim.quantity() == null)) {
            return trend(reading, observed, breakdown, evidence, words);
        }
        if (claim.quantity() == null) {
            return new Finding(Verdict.NOT_COMPARABLE, validAt, observed, null, breakdown, List.of(), evidence,
                    words.noNumber());
        }
        var claimed = claim.quantity().value();
        if (definition != null && !definition.unit().equals(claim.quantity().unit())) {
            return new Finding(Verdict.NOT_COMPARABLE, validAt, observed, null, breakdown, List.of(), evidence,
                    words.otherUnit(observed.value(), breakdown));
        }
        if (definition == null || observed.value() == null) {
            return new Finding(Verdict.NO_DATA, validAt, observed, null, breakdown, List.of(), evidence, words.nothing());
        }
        var difference = claimed.subtract(observed.value());
        if (isOwn(reading.orElseThrow())) {
            return new Finding(Verdict.NOT_INDEPENDENT, validAt, observed, difference, breakdown, List.of(), evidence,
                    words.own(observed.value()));
        }
        if (!COMPLETE.equals(observed.completeness())) {
            return new Finding(Verdict.NO_DATA, validAt, observed, difference, breakdown, List.of(), evidence,
                    words.incomplete(observed.value()));
        }
        var verdict = compare(claimed, observed.value());
        return new Finding(verdict, validAt, observed, difference, breakdown, List.of(), evidence,
                words.compared(verdict, observed.value(), difference));
    }

    private Observed observed(Optional<Step> step) {
        return new Observed(step.map(Step::value).orElse(null), definition == null ? null : definition.unit(), validAt, knownAt,
                step.map(Step::completeness).orElse(UNKNOWN));
    }

    private boolean isOwn(MeasureReading reading) {
        return !reading.restsOn().isEmpty() && namesEveryInstitution(reading) && reading.restsOn().stream().allMatch(own::has);
    }

    /** Each institution is named once before any is twice, so where one is named twice there are no others. */
    private static boolean namesEveryInstitution(MeasureReading reading) {
        return reading.restsOnTotal() <= reading.restsOn().size()
                || reading.restsOn().stream().map(Own::institution).distinct().count() < reading.restsOn().size();
    }

    private Verdict compare(BigDecimal claimed, BigDecimal observed) {
        var order = claimed.compareTo(observed);
        var isNear = claimed.subtract(observed).abs().compareTo(tolerance().multiply(claimed.abs())) <= 0;
        return switch (claim.quantity().relation()) {
            case EXACTLY, ABOUT -> order == 0 ? Verdict.CONSISTENT : isNear ? Verdict.WITHIN_TOLERANCE : direction(order);
            case MORE_THAN -> order < 0 ? Verdict.CONSISTENT : isNear ? Verdict.WITHIN_TOLERANCE : Verdict.OVERSTATED;
            case AT_LEAST -> order <= 0 ? Verdict.CONSISTENT : isNear ? Verdict.WITHIN_TOLERANCE : Verdict.OVERSTATED;
            case AT_MOST -> order >= 0 ? Verdict.CONSISTENT : isNear ? Verdict.WITHIN_TOLERANCE : Verdict.UNDERSTATED;
        };
    }

    private static Verdict direction(int order) {
        return order < 0 ? Verdict.UNDERSTATED : Verdict.OVERSTATED;
    }

    private BigDecimal tolerance() {
        var stated = Objects.requireNonNullElse(definition.tolerance(), BigDecimal.ZERO);
        return claim.quantity() != null && claim.quantity().relation() == Relation.ABOUT ? stated.max(ABOUT) : stated;
    }

    /** From two readings: of the day since when, and of the day of which it is claimed. */
    private Finding trend(Optional<MeasureReading> reading, Observed observed, List<Part> breakdown, String evidence,
            Explanation words) {
        var since = claim.trend().since() == null ? null : claim.trend().since().earliest();
        var former = since == null ? Optional.<Step>empty() : reading.flatMap(known -> known.on(since));
        if (since == null) {
            return new Finding(Verdict.NOT_COMPARABLE, validAt, observed, null, breakdown, List.of(), evidence,
                    words.noBeginning());
        }
        if (observed.value() == null || former.isEmpty() || former.get().value() == null) {
            return new Finding(Verdict.NO_DATA, validAt, observed, null, breakdown, List.of(), evidence, words.nothing());
        }
        if (isOwn(reading.orElseThrow())) {
            return new Finding(Verdict.NOT_INDEPENDENT, validAt, observed, null, breakdown, List.of(), evidence,
                    words.own(observed.value()));
        }
        if (!COMPLETE.equals(observed.completeness()) || !COMPLETE.equals(former.get().completeness())) {
            return new Finding(Verdict.NO_DATA, validAt, observed, null, breakdown, List.of(), evidence,
                    words.incomplete(observed.value()));
        }
        var moved = observed.value().compareTo(former.get().value());
        var verdict = moved == claimedMove()
                ? Verdict.CONSISTENT
                : isStable(former.get().value(), observed.value())
                        ? Verdict.WITHIN_TOLERANCE
                        : moved < claimedMove() ? Verdict.OVERSTATED : Verdict.UNDERSTATED;
        return new Finding(verdict, validAt, observed, null, breakdown, List.of(), evidence,
                words.moved(verdict, since, former.get().value(), observed.value()));
    }

    /** What is called stable need not stand still. */
    private boolean isStable(BigDecimal before, BigDecimal after) {
        return claim.trend().direction() == Claim.Direction.STABLE && definition != null
                && after.subtract(before).abs().compareTo(tolerance().multiply(before.abs())) <= 0;
    }

    private int claimedMove() {
        return switch (claim.trend().direction()) {
            case UP -> 1;
            case STABLE -> 0;
            case DOWN -> -1;
        };
    }
}
