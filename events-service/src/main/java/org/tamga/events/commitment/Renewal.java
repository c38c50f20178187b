package org.tamga.events.commitment;

import java.util.UUID;

import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;

/**
 * One of the times at which the same was promised: in one edition of a format, and again in the next.
 *
 * @param commitmentId which
 * @param predecessorId the commitment that it renews, or null for the first
 * @param text what was promised
 * @param dueOn until when, or null
 * @param status what has become of it, or null
 * @param gatheringId where it was promised, or null where its origin is no gathering's
 * @param formatCode the format of that gathering, or null
 * @param edition which one of the format, or null
 */
public record Renewal(UUID commitmentId, UUID predecessorId, LanguageMap text, Edtf dueOn, Commitment.Status status,
        UUID gatheringId, String formatCode, Integer edition) {

    /** Where a commitment was made. */
    record Place(UUID commitmentId, UUID gatheringId, String formatCode, Integer edition) {}

    static Renewal of(Place place, Commitment commitment) {
        return new Renewal(place.commitmentId(), commitment.predecessorId(), commitment.text(), commitment.dueOn(),
                commitment.status(), place.gatheringId(), place.formatCode(), place.edition());
    }
}
