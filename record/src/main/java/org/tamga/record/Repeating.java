package org.tamga.record;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.tamga.record.change.Backlog;
import org.tamga.record.change.Duty;
import org.tamga.record.change.Queue;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Announces anew what stands, where topics do not tell it any more: of each record that {@code call announce_anew()} has marked one event,
 * {@code restored}, with its state. It waits while the queue to Kafka is long.
 */
@Singleton
class Repeating {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final int MOST_TOGETHER = 200;

    private final Iterable<Records<?>> records;
    private final Database database;
    private final Queue queue;
    private final Backlog backlog;
    private final Worker worker;

    @Inject
    Repeating(Instance<Records<?>> records, Database database, Queue queue, Duty duty) {
        this((Iterable<Records<?>>) records, database, queue, duty);
    }

    Repeating(Iterable<Records<?>> records, Database database, Queue queue, Duty duty) {
        this.records = records;
        this.database = database;
        this.queue = queue;
        this.backlog = new Backlog(database, "announcement");
        this.worker = new Worker("repeating", duty, () -> LOOK_EVERY, this::announceNext);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /** Announces those that are marked first; false where there are none, or where they have to wait. */
    boolean announceNext() {
        return !queue.isLong() && backlog.workOutTogether(MOST_TOGETHER, LOOK_EVERY, Backlog.Marked::key,
                marked -> announce(marked.keySet()), took -> Duration.ZERO);
    }

    private void announce(Collection<Backlog.Marked> marked) {
        database.write(transaction -> {
            backlog.take(transaction, marked);
            for (var one : marked) {
                announce(transaction, one.key());
            }
            return null;
        });
    }

    private void announce(Transaction transaction, String key) throws SQLException {
        var name = key.substring(0, key.indexOf('/'));
        for (var kind : records) {
            // A kind that a version has no longer has nobody to tell.
            if (kind.name().equals(name)) {
                kind.repeat(transaction, UUID.fromString(key.substring(name.length() + 1)));
            }
        }
    }
}
