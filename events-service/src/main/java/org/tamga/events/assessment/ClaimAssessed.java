package org.tamga.events.assessment;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.tamga.events.claim.Verdict;

/**
 * Data of the events on {@code events.assessment}.
 *
 * @param claimId the claim
 * @param assessment what was found; null where a finding no longer stands, because the claim does not, and where all that was found is
 *            withheld or restored
 * @param before the verdict of the last finding by the same method, or null where there was none
 * @param after the verdict now, or null where there is none any more
 * @param withheld true where nothing that was found of the claim may be held or shown any more; else null
 */
public record ClaimAssessed(@NotNull UUID claimId, Assessment assessment, Verdict before, Verdict after, Boolean withheld) {

    /** Of what may be held and shown. */
    ClaimAssessed(UUID claimId, Assessment assessment, Verdict before, Verdict after) {
        this(claimId, assessment, before, after, null);
    }

    /** What is known of a claim now: the state of its key. */
    record State(UUID claimId, Assessment automatic, Assessment human, long sequence) {}
}
