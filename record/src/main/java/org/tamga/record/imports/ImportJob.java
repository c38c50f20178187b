package org.tamga.record.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.tamga.record.imports.ImportReport.RowProblem;

/**
 * A file that is taken in after its sender has gone, as its address shows it.
 *
 * @param progress how much of the file has been read, from 0 to 1; of one that is first read through for whether it is whole, the
 *        half of that and the half of taking it in
 * @param reason why it failed, or null
 * @param topic of the collection that it is for
 * @param accepted the report so far, and the next ones
 * @param startedAt null while it is queued
 * @param finishedAt null until it is done or failed
 */
public record ImportJob(UUID id, Status status, double progress, String reason, String topic, String format, ImportMode mode,
        boolean dryRun, long accepted, long unchanged, long rejected, long warnings, List<RowProblem> problems,
        Instant createdAt, Instant startedAt, Instant finishedAt) {

    /** Where a job is. */
    public enum Status {
        QUEUED, RUNNING, DONE, FAILED
    }
}
