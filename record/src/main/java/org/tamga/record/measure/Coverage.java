package org.tamga.record.measure;

import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A statement of how complete the record is behind a measure.
 *
 * @param measure its code
 * @param dimensions for which values of its dimensions
 * @param completeness complete or partial
 */
public record Coverage(@NotBlank String measure, @NotNull Map<String, String> dimensions, @NotNull Completeness completeness) {}
