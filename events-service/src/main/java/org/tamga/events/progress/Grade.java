package org.tamga.events.progress;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Citation;

/**
 * How a person finds that a commitment has been kept, once. Never changed; a later one stands beside it.
 *
 * @param commitmentId the commitment
 * @param level how far it has been kept
 * @param stage whether it is the last word
 * @param explanation why, or null
 * @param sources what the grade rests on
 * @param supersedes the grade that this one replaces, or null
 * @param recordedBy who finds so
 * @param recordedAt when it was recorded
 */
public record Grade(@NotNull UUID id, @NotNull UUID commitmentId, @NotNull Level level, @NotNull Stage stage,
        LanguageMap explanation, @NotEmpty List<Citation> sources, UUID supersedes, @NotNull String recordedBy,
        @NotNull Instant recordedAt) {

    /** The five levels of completion of the Open Government Partnership's reports, the lowest first. */
    public enum Level {
        NO_EVIDENCE, NOT_STARTED, LIMITED, SUBSTANTIAL, COMPLETE
    }

    /** Whether more is to be expected. */
    public enum Stage {
        INTERIM, FINAL
    }
}
