package org.tamga.events.recommendation;

import java.util.List;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.value.Party;
import org.tamga.events.value.Sounds;
import org.tamga.record.Stored;

/**
 * What a gathering advises somebody to do.
 *
 * @param gatheringId which
 * @param text the advice; null where it is not published
 * @param contentPublished false where it is reported that there were recommendations, but not what they say
 * @param addressees to whom
 * @param topics what it is about, such as {@code trade}
 */
public record Recommendation(@NotNull UUID gatheringId, LanguageMap text, Boolean contentPublished,
        @Size(max = 300) List<@NotNull @Valid Party> addressees,
        @Size(max = 50) List<@NotBlank @Size(max = 100) String> topics) {

    public Recommendation {
        contentPublished = !Boolean.FALSE.equals(contentPublished);
        if (contentPublished == (text == null)) {
            throw new IllegalArgumentException("has either its text or contentPublished: false");
        }
    }

    @Stored("varchar")
    String sounds() {
        return Sounds.of(Sounds.texts(text));
    }
}
