package org.tamga.events.statement;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.LanguageTag;
import org.tamga.events.value.Sounds;
import org.tamga.record.Stored;

/**
 * Words said or published at a gathering. Whose they are is told in exactly one of four ways: {@code participationId},
 * {@code speakerId}, {@code collective} or {@code unattributed}.
 *
 * @param gatheringId at which
 * @param sessionId in which session of it, or null
 * @param kind what kind of words
 * @param participationId the speaker as a participant of that gathering, or null
 * @param speakerId the speaker, a person or an organisation, or null
 * @param collective a group that is not named in person, such as "the experts", or null
 * @param unattributed true where the source says only that it was said
 * @param saidOn when, as precisely as it is known, or null
 * @param rendering how near the text is to what was said, or null where the source does not tell
 * @param text the words as the source has them
 * @param originalLanguage the language of the source's words, or null
 * @param translations ours or others'
 * @param inReplyTo the statement to which this one replies, or null
 * @param topics what it is about, such as {@code trade}
 * @param countries those that the words concern, beside the gathering's and those for whom the speaker is there
 */
public record Statement(@NotNull UUID gatheringId, UUID sessionId, @NotNull Kind kind, UUID participationId, UUID speakerId,
        LanguageMap collective, Boolean unattributed, Edtf saidOn, Rendering rendering, @NotNull LanguageMap text,
        @LanguageTag String originalLanguage, @Size(max = 50) List<@NotNull @Valid Translation> translations, UUID inReplyTo,
        @Size(max = 50) List<@NotBlank @Size(max = 100) String> topics, @Size(max = 300) List<@NotNull Country> countries) {

    public Statement {
        unattributed = Boolean.TRUE.equals(unattributed) ? true : null;
        if (Stream.of(participationId, speakerId, collective, unattributed).filter(form -> form != null).count() != 1) {
            throw new IllegalArgumentException(
                    "has exactly one of participationId, speakerId, collective, or unattributed: true");
        }
    }

    @Stored("varchar")
    String sounds() {
        return Sounds.of(Stream.concat(Sounds.texts(text), translations.stream().map(Translation::text)));
    }

    /** What kind of words. */
    public enum Kind {
        SPEECH, QUESTION, ANSWER, COMMUNIQUE, PRESS_RELEASE, INTERVIEW;

        /** True for what is said at the gathering itself; other words may come before or after it. */
        boolean isSpoken() {
            return this == SPEECH || this == QUESTION || this == ANSWER;
        }
    }

    /** How near a text is to what was said. */
    public enum Rendering {
        VERBATIM, PARAPHRASE, SUMMARY
    }

    /**
     * The words in another language.
     *
     * @param lang which
     * @param text the words in it
     * @param translator who translated, or null
     * @param machine true if no person did; null only where the translator is named
     */
    public record Translation(@NotNull @LanguageTag String lang, @NotBlank String text, @Size(max = 200) String translator,
            Boolean machine) {}
}
