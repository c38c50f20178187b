package org.tamga.record.change;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What waits to be sent to Kafka, looked at every few seconds: as metrics, and as a limit. A broker's absence makes the queue
 * longer; writes go on until it would endanger the database itself.
 */
@Singleton
public class Queue {

    private static final Logger LOG = Logger.getLogger(Queue.class);
    private static final int LOOK_EVERY_SECONDS = 5;
    /** From here on writes are answered with 503: at about 4 kB a row, what a small disk can still hold. */
    private static final long HARD_LIMIT_ROWS = 2_000_000;

    /** From here on imports wait. */
    private static final long SOFT_LIMIT_ROWS = 500_000;

    /** Imports wait too while Kafka has been away for so long; and writes are refused if one is under way, for it would fill the queue. */
    private static final long LIMIT_AGE_SECONDS = 30 * 60;

    private final Database database;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "queue-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Size size = new Size(0, 0, 0, false);

    public Queue(Database database) {
        this.database = database;
    }

    /** How long the queue is: rows (counted no further than one over the limit), bytes on disk, seconds since its oldest; and whether an import is under way. */
    private record Size(long rows, long bytes, double ageSeconds, boolean importing) {

        boolean isFull() {
            return rows > HARD_LIMIT_ROWS || isOld() && importing;
        }

        boolean isLong() {
            return rows > SOFT_LIMIT_ROWS || isOld();
        }

        private boolean isOld() {
            return ageSeconds > LIMIT_AGE_SECONDS;
        }
    }

    void watch(MeterRegistry metrics) {
        Gauge.builder("tamga.queue.rows", () -> size.rows()).description("Changes that Kafka has not acknowledged yet")
                .register(metrics);
        Gauge.builder("tamga.queue.bytes", () -> size.bytes()).description("Bytes that they take in the database")
                .register(metrics);
        Gauge.builder("tamga.queue.age.seconds", () -> size.ageSeconds()).description("Age of the oldest of them")
                .register(metrics);
        timer.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    /** Throws a 503 while the queue has no room for another change. */
    public void requireRoom() {
        if (size.isFull()) {
            throw Problem.unavailable("The queue of changes is full: Kafka has been away for long. Nothing was written.", 60);
        }
    }

    /** True while it is so long that what can wait should: imports do. */
    public boolean isLong() {
        return size.isLong();
    }

    void look() {
        try {
            size = database.read(transaction -> transaction.first(
                    """
                    select (select count(*) from (select from outbox limit ?) q) as rows,
                      pg_total_relation_size('outbox') as bytes,
                      coalesce(extract(epoch from clock_timestamp() - (select at from outbox order by position limit 1)), 0) as age,
                      exists (select from import_job where status = 'running') as importing""",
                    row -> new Size(row.getLong("rows"), row.getLong("bytes"), row.getDouble("age"),
                            row.getBoolean("importing")),
                    HARD_LIMIT_ROWS + 1))
                    .orElseThrow();
        } catch (RuntimeException | Error e) {
            // The size stays as it was last seen; a write will meet the same trouble and answer for itself. A timer forgets what throws.
            LOG.debugf("The queue could not be looked at: %s", e);
        }
    }
}
