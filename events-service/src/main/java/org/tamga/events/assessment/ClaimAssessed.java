package org.tamga.events.assessment;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.tamga.events.claim.Verdict;

/**
 * Data of the events on {@code events.assessment}.
 *
 * @param claimId the claim
 * @param assessment what was found; null where a finding no longer stands, because the claim does not
 * @param before the verdict of the last finding by the same method, or null where there was none
 * @param after the verdict now, or null where there is none any more
 */
public record ClaimAssessed(@NotNull UUID claimId, Assessment assessment, Verdict before, Verdict after) {

    /** What is known of a claim now: the state of its key. */
    record State(UUID claimId, Assessment automatic, Assessment human, long sequence) {}
}
