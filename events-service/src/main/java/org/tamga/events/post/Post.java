package org.tamga.events.post;

import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;

/**
 * An office that persons hold one after the other (Popolo's Post). The period's bounds are those of the office itself.
 *
 * @param organisationId whose office it is
 * @param role such as {@code Ambassador}
 * @param label what its holder is called in full, in languages, or null
 */
public record Post(@NotNull UUID organisationId, @NotBlank String role, LanguageMap label) {}
