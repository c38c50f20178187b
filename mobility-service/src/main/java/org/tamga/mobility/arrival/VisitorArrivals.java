package org.tamga.mobility.arrival;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;

/**
 * How many came from one country to another in some time, in UN Tourism's terms (International Recommendations for Tourism
 * Statistics 2008).
 *
 * @param origin from where
 * @param destination to where
 * @param period in which days, months or year (EDTF)
 * @param value how many
 * @param measure who counts as having come; unspecified where the source does not say
 * @param basis what makes them of the origin; unknown where the source does not say
 * @param purpose what for, such as {@code leisure}; null is for whatever purpose
 * @param status how final the number is, or null where the source does not say
 */
public record VisitorArrivals(@NotNull Country origin, @NotNull Country destination, @NotNull Edtf period,
        @NotNull @Min(0) @Max(10_000_000_000L) Long value, ArrivalMeasure measure, Basis basis,
        @Size(max = 100) @Pattern(regexp = "[a-z]+(-[a-z]+)*", message = "is in lower case with hyphens, such as leisure") String purpose,
        Status status) {

    public VisitorArrivals {
        measure = measure == null ? ArrivalMeasure.UNSPECIFIED : measure;
        basis = basis == null ? Basis.UNKNOWN : basis;
    }

    /** Who counts: all visitors, or those who stay overnight (tourists), or those who do not (excursionists). */
    public enum ArrivalMeasure {
        VISITORS, OVERNIGHT, SAME_DAY, UNSPECIFIED
    }

    /** What makes a visitor one of the origin. */
    public enum Basis {
        RESIDENCE, CITIZENSHIP, UNKNOWN
    }

    /** How final a number is. */
    public enum Status {
        PROVISIONAL, FINAL, REVISED
    }
}
