package org.tamga.record.measure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.tamga.record.Citation;
import org.tamga.record.Interval;

/**
 * A reading over all of valid time as it is announced: data of the events on {@code <domain>.measure}, and, without
 * {@code changed}, their state.
 *
 * @param code the measure
 * @param definitionVersion by which definition
 * @param dimensions of what
 * @param unit in what
 * @param recordedAt when it was announced
 * @param completeness how much of what there is the record has today
 * @param series the value by days; days that are in no step have none
 * @param changed where the series differs from the one announced before
 * @param breakdown what makes today's value
 * @param evidence the address of the records behind today's value
 * @param restsOn what is cited for them, at most 20: of each institution one first, and of all the most cited first
 * @param restsOnTotal how many different citations there are
 */
public record MeasureChanged(@NotBlank String code, @NotNull Integer definitionVersion, @NotNull Map<String, String> dimensions,
        @NotBlank String unit, @NotNull Instant recordedAt, @NotNull Completeness completeness, @NotNull List<Step> series,
        List<Shift> changed,
        @NotNull List<Reading.Part> breakdown, String evidence, @NotNull List<Citation> restsOn, @NotNull Long restsOnTotal) {

    /**
     * A stretch of days with one value.
     *
     * @param value null where nothing counts but something is known
     * @param completeness how much of what there was then the record has
     * @param breakdown what makes the value; empty where there are many steps
     */
    public record Step(LocalDate validFrom, LocalDate validTo, BigDecimal value, @NotNull Completeness completeness,
            List<Reading.Part> breakdown) {

        Interval valid() {
            return new Interval(validFrom, validTo);
        }

        boolean saysTheSameAs(Step other) {
            return Objects.equals(value, other.value) && completeness == other.completeness
                    && Objects.equals(breakdown, other.breakdown);
        }
    }

    /** A stretch of days whose value is another than the one announced before; null is none. */
    public record Shift(LocalDate validFrom, LocalDate validTo, BigDecimal before, BigDecimal after) {}

    MeasureChanged since(MeasureChanged former) {
        return with(recordedAt, Series.shifts(former == null ? List.of() : former.series, series));
    }

    MeasureChanged at(Instant instant) {
        return with(instant, changed);
    }

    MeasureChanged withoutChanges() {
        return with(recordedAt, null);
    }

    private MeasureChanged with(Instant instant, List<Shift> shifts) {
        return new MeasureChanged(code, definitionVersion, dimensions, unit, instant, completeness, series, shifts, breakdown,
                evidence, restsOn, restsOnTotal);
    }

    /** True if it says nothing that the other does not; where the records can be seen is not looked at. */
    boolean saysTheSameAs(MeasureChanged other) {
        return other != null && definitionVersion.equals(other.definitionVersion) && unit.equals(other.unit)
                && completeness == other.completeness && series.equals(other.series) && breakdown.equals(other.breakdown)
                && restsOn.equals(other.restsOn) && restsOnTotal.equals(other.restsOnTotal);
    }

    /** True if there is nothing to tell. */
    boolean isEmpty() {
        return series.isEmpty() && restsOnTotal == 0;
    }
}
