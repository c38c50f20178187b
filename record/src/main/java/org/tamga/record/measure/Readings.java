package org.tamga.record.measure;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.tamga.record.At;
import org.tamga.record.Period;

/** What the service's measures say at any pair of times, with what is stated of completeness. */
@Singleton
class Readings {

    private final CoverageRecords coverages;

    Readings(CoverageRecords coverages) {
        this.coverages = coverages;
    }

    /** A measure's reading whose completeness is settled: by the measure itself, by what is stated, or by whether anything counts. */
    Reading of(Measure measure, Map<String, String> dimensions, At at) {
        var reading = measure.read(dimensions, at);
        return settled(reading, reading.completeness() != null
                ? reading.completeness()
                : coverages.completeness(measure.code(), dimensions, at, reading.value() != null));
    }

    /**
     * The same as it is known now.
     *
     * @param stated all that is stated of completeness for those dimensions now, on whatever day
     */
    Reading of(Measure measure, Map<String, String> dimensions, LocalDate day, List<Period<Coverage>> stated) {
        var reading = measure.read(dimensions, At.now(day));
        return settled(reading, reading.completeness() != null
                ? reading.completeness()
                : completeness(stated, day, reading.value() != null));
    }

    /** What of this is stated for that day; else partial if anything counts, unknown if nothing does. */
    static Completeness completeness(List<Period<Coverage>> stated, LocalDate day, boolean anythingCounts) {
        return stated.stream().filter(coverage -> coverage.valid().contains(day)).findFirst()
                .map(coverage -> coverage.content().completeness())
                .orElse(anythingCounts ? Completeness.PARTIAL : Completeness.UNKNOWN);
    }

    private static Reading settled(Reading reading, Completeness stated) {
        var completeness = reading.isUnsettled() ? stated.unsettled() : stated;
        var value = reading.isCount() ? countOrZero(reading.value(), completeness) : reading.value();
        return new Reading(value, completeness, reading.breakdown(), reading.evidence(), reading.isCount(),
                reading.isUnsettled());
    }

    /** Nothing counts, and the record is complete: that is a zero. */
    static BigDecimal countOrZero(BigDecimal value, Completeness completeness) {
        return value == null && completeness == Completeness.COMPLETE ? BigDecimal.ZERO : value;
    }
}
