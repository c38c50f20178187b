package org.tamga.events.progress;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/**
 * Data of the events on {@code events.progress}.
 *
 * @param commitmentId the commitment
 * @param progress the point that is new, or that counts now or otherwise than before, as against another target; or null
 * @param grade the grade that is new, or null
 * @param disagreement whether what is measured and what is graded contradict each other now; null where one is missing
 * @param atRiskFrom the day from which on the commitment lags behind if nothing changes, or null
 */
public record CommitmentProgressed(@NotNull UUID commitmentId, Progress progress, Grade grade, Boolean disagreement,
        LocalDate atRiskFrom) {

    /** What is known of a commitment now: the state of its key. */
    record State(UUID commitmentId, Progress measured, Grade grade, Boolean disagreement, LocalDate atRiskFrom,
            long sequence) {}
}
