package org.tamga.record.change;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * Up to where the change log is settled: no position at or below it, and no writing instant at or before it, can still
 * appear by the commit of a transaction that is open now. Whatever reads the log by position or time stops here.
 *
 * <p>A probe reads, in this order, the last position drawn, the clock, and a transaction id S of its own. Whoever drew a
 * position or an instant up to those has an id below S, so both are settled once a later snapshot's xmin has reached S.
 */
@Singleton
public class Horizon {

    /** An answer this young serves other callers too. */
    private static final long FRESH_NANOS = Duration.ofMillis(5).toNanos();

    private static final Settled NOTHING = new Settled(0, Instant.EPOCH);
    /** How long a process that has just started waits for the writers that it found open. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Database database;

    private final ReentrantLock asking = new ReentrantLock();
    private volatile Settled settled = NOTHING;
    private Probe pending;
    private long askedAt;

    public Horizon(Database database) {
        this.database = database;
    }

    /**
     * What is settled.
     *
     * @param sequence the last settled position of the change log, 0 if none
     * @param instant the settled instant; answers with a {@code knownAt} up to it repeat exactly
     */
    public record Settled(long sequence, Instant instant) {}

    private record Probe(Settled upTo, long transactionId) {}

    /**
     * The newest settled pair that can be had without waiting for open writers. Only a process that has just started waits for those
     * that it found open, a moment, and then throws a 503 {@link Problem}: that nothing is settled would say that nothing is recorded.
     */
    public Settled now() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var found = soFar();
        while (found == NOTHING) {
            if (System.nanoTime() > end) {
                throw Problem.unavailable(
                        "How far the record is settled is not known yet, as a large write is under way since before"
                                + " this service started; try again soon.",
                        (int) PATIENCE.toSeconds());
            }
            pause();
            found = soFar();
        }
        return found;
    }

    /** What is found to be settled by now, without waiting: position 0, at the epoch, where that is not known yet. */
    public Settled soFar() {
        // While somebody asks, the others take what was settled before: nobody waits behind another's question.
        if (!asking.tryLock()) {
            return settled;
        }
        try {
            ask();
        } finally {
            asking.unlock();
        }
        return settled;
    }

    private void ask() {
        if (askedAt == 0 || System.nanoTime() - askedAt > FRESH_NANOS) {
            database.read(transaction -> {
                // A probe that waits for an open writer is kept: a newer one would only wait longer.
                if (pending == null) {
                    pending = probe(transaction);
                }
                var xmin = transaction
                        .first("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint", row -> row.getLong(1))
                        .orElseThrow();
                if (xmin >= pending.transactionId) {
                    settled = pending.upTo;
                    pending = null;
                }
                return null;
            });
            askedAt = System.nanoTime();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The service is stopping.", (int) PATIENCE.toSeconds());
        }
    }

    private static Probe probe(Transaction transaction) throws SQLException {
        // Three statements, because their order is the point.
        var sequence = transaction.first("select case when is_called then last_value else 0 end from change_position",
                row -> row.getLong(1)).orElseThrow();
        var instant = transaction.first("select clock_timestamp() as now", row -> Transaction.instant(row, "now"))
                .orElseThrow();
        var id = transaction.first("select pg_current_xact_id()::text::bigint", row -> row.getLong(1)).orElseThrow();
        return new Probe(new Settled(sequence, instant), id);
    }
}
