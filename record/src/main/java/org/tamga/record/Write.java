package org.tamga.record;

import java.util.Collection;
import java.util.List;

/**
 * A statement to be recorded: the period beginning at {@code valid.from} is exactly {@code valid}, with this content.
 *
 * @param valid when it holds
 * @param content the room's fields
 * @param confidence how sure it is
 * @param sources at least one
 * @param reason why, where the writer says so; null lets the record decide
 * @param note the writer's free text, or null
 * @param readAt the {@code recordedAt} of the period that was read and is now put back changed, or null
 */
public record Write<C>(Interval valid, C content, Confidence confidence, List<Citation> sources, Reason reason, String note,
        String readAt) {

    /** A statement that brings nothing back. */
    public Write(Interval valid, C content, Confidence confidence, List<Citation> sources, Reason reason, String note) {
        this(valid, content, confidence, sources, reason, note, null);
    }

    /**
     * The same in the face of what stands: a reason that was read with one of these periods and came back with it is not a word of this
     * write's author.
     */
    Write<C> inFaceOf(Collection<Period<C>> standing) {
        return standing.stream()
                .anyMatch(period -> reason == period.reason() && period.recordedAt().toString().equals(readAt))
                        ? new Write<>(valid, content, confidence, sources, null, note, readAt)
                        : this;
    }
}
