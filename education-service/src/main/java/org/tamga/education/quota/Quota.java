package org.tamga.education.quota;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;

/**
 * The places of a scholarship in one year. What is null is not divided: a quota without an origin is for all of them.
 *
 * @param year in which the studies begin
 * @param origin the country whose students it is for
 * @param track such as {@code university} or {@code embassy}
 * @param level such as {@code graduate}
 * @param places offered, or null where only those reached are published
 * @param reached places that were filled, or null
 */
public record Quota(@NotNull @Min(1900) @Max(2200) Integer year, Country origin, @Size(max = 200) String track,
        @Size(max = 100) String level, @PositiveOrZero Integer places, @PositiveOrZero Integer reached) {}
