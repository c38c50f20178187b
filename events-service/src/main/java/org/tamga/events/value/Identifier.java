package org.tamga.events.value;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What a register calls somebody or something (Popolo {@code identifiers}).
 *
 * @param scheme the register, such as {@code wikidata}
 * @param value what it says
 */
public record Identifier(@NotBlank @Size(max = 100) String scheme, @NotBlank @Size(max = 500) String value) {}
