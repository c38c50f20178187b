package org.tamga.mobility.trafficright;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;

/**
 * How many flights two countries allow between them, whether flown or not.
 *
 * @param pair the two countries; their order means nothing
 * @param frequenciesPerWeek how many, or null where they are not limited or the source does not say
 * @param countingBasis whose flights the number counts, or null where the source does not say
 * @param traffic of passengers or cargo, or null for both
 * @param points airports or cities that may be served, best by IATA's codes, which flights are found by; empty where the source names
 *        none
 * @param carriers airlines that may fly, likewise; empty where the source names none
 */
public record TrafficRight(
        @NotNull @Size(min = 2, max = 2, message = "are two countries") List<@NotNull Country> pair,
        @Min(0) @Max(100_000) Integer frequenciesPerWeek, CountingBasis countingBasis, Traffic traffic,
        @Size(max = 200) List<@NotBlank @Size(max = 100) String> points,
        @Size(max = 200) List<@NotBlank @Size(max = 100) String> carriers) {

    /** Whose flights a number counts: 24 per side are 48 in total. */
    public enum CountingBasis {
        PER_SIDE, TOTAL, PER_DIRECTION
    }

    /** What is carried. */
    public enum Traffic {
        PASSENGER, CARGO
    }
}
