package org.tamga.events.progress;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.tamga.commons.value.LanguageMap;
import org.tamga.events.measure.Announcement;
import org.tamga.record.Citation;

/**
 * One point of a commitment's progress. Never changed; a later one stands beside it.
 *
 * @param commitmentId the commitment
 * @param method whether the record tells it or somebody reports it
 * @param at the day of which it is told
 * @param value how much there was then; null where an event alone is told
 * @param unit of the value, or null
 * @param completeness how much of what there is the record has, of a measured value: complete, partial or unknown
 * @param share which part of the way from the baseline to the target that is; null where one of them is not known
 * @param reached whether the target is reached; null where that cannot be told
 * @param event the event behind it, or null
 * @param evidence the address of the records behind it, or null
 * @param text what is told, or null
 * @param sources what somebody's report rests on; empty for what the record tells
 * @param recordedBy who or what recorded it
 * @param recordedAt when
 */
public record Progress(@NotNull UUID id, @NotNull UUID commitmentId, @NotNull Method method, @NotNull LocalDate at,
        BigDecimal value, String unit, String completeness, BigDecimal share, Boolean reached, Announcement.Event event,
        String evidence, LanguageMap text, List<Citation> sources, @NotNull String recordedBy, @NotNull Instant recordedAt) {

    /** The same point, held against a target otherwise. */
    Progress heldAgainst(BigDecimal share, Boolean reached) {
        return new Progress(id, commitmentId, method, at, value, unit, completeness, share, reached, event, evidence, text,
                sources, recordedBy, recordedAt);
    }

    /** Who tells. */
    public enum Method {
        MEASURED, REPORTED
    }
}
