package org.tamga.record.measure;

import java.math.BigDecimal;
import java.util.Map;

import jakarta.inject.Singleton;

import org.tamga.record.At;

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
        var completeness = reading.completeness() != null
                ? reading.completeness()
                : coverages.completeness(measure.code(), dimensions, at, reading.value() != null);
        return new Reading(valueOrZero(reading.value(), completeness), completeness, reading.breakdown(), reading.evidence());
    }

    /** Nothing counts, and the record is complete: that is a zero. */
    static BigDecimal valueOrZero(BigDecimal value, Completeness completeness) {
        return value == null && completeness == Completeness.COMPLETE ? BigDecimal.ZERO : value;
    }
}
