package org.tamga.events.post;

import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameKey;
import org.tamga.record.Stored;

/**
 * An office that persons hold one after the other (Popolo's Post). The period's bounds are those of the office itself.
 *
 * @param organisationId whose office it is
 * @param role such as {@code Ambassador}
 * @param label what its holder is called in full, in languages, or null
 */
public record Post(@NotNull UUID organisationId, @NotBlank String role, LanguageMap label) {

    /** The role and what its holder is called, as they sound, to be found in whichever script they are asked for. */
    @Stored("varchar")
    String nameKey() {
        return NameKey.text(Stream.concat(Stream.of(role), label == null ? Stream.empty() : label.texts().values().stream()));
    }
}
