package org.tamga.events.value;

import java.util.Map;
import java.util.TreeMap;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The measure with which words can be compared, and for which values of its dimensions.
 *
 * @param code such as {@code trade.companies.foreign-capital}
 * @param dimensions such as {@code {"reporter": "KZ", "partner": "KR"}}
 * @param bothWays true where the words hold with the two countries exchanged, too
 */
public record MeasureReference(@NotBlank @Size(max = 200) String code,
        @NotEmpty(message = "say for which values of the measure's dimensions") @Size(max = 20) Map<@NotBlank String, @NotNull @Size(max = 200) String> dimensions,
        Boolean bothWays) {

    /** Dimensions have no order. */
    public MeasureReference {
        dimensions = dimensions == null ? null : new TreeMap<>(dimensions);
    }
}
