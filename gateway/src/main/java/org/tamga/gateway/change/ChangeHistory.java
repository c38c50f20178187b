package org.tamga.gateway.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what is past, for those who come back with a cursor. A bounded number of readers serves any number of them, in turns:
 * a task does a slice of its work and queues again. Readers that have had nothing to do for a while end.
 */
@Singleton
public class ChangeHistory {

    private static final int MAX_WAIT_MILLIS = 20;
    private static final int FETCH_BYTES = 1 << 20;
    private static final Duration IDLE = Duration.ofSeconds(30);
    /** How long one turn may take, so that others get theirs. */
    static final Duration TURN = Duration.ofMillis(200);
    static final Duration POLL = Duration.ofMillis(50);
    /** How much longer a turn may take to look through a stretch: to begin with one costs more than to go on. */
    private static final Duration STRETCH = Duration.ofSeconds(2);
    /** So long somebody waits who has no turns; less than until a group takes its member for dead. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaClients kafka;
    private final Withholdings withholdings;
    private final Duration kept;
    private final ThreadPoolExecutor readers;
    private final ThreadLocal<KafkaConsumer<byte[], byte[]>> consumer = new ThreadLocal<>();

    ChangeHistory(KafkaClients kafka, Withholdings withholdings, ChangesConfig config) {
        this.kafka = kafka;
        this.withholdings = withholdings;
        this.kept = config.kept();
        this.readers = new ThreadPoolExecutor(config.historyReaders(), config.historyReaders(),
                IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), this::reader,
                // Only after the end: whoever still asks then has lost his connection too.
                new ThreadPoolExecutor.DiscardPolicy());
        readers.allowCoreThreadTimeOut(true);
    }

    /** Runs the task on a reader, when its turn comes. Only there may its consumer be used. */
    public void inTurn(Runnable task) {
        readers.execute(task);
    }

    /**
     * Begins a passage through the past.
     *
     * @param start where; not {@code End}, which has no past
     * @param until the furthest place known
     * @throws org.tamga.commons.problem.Problem 410 if changes after the start are no longer kept, or the cursor is of another cluster
     */
    Passage open(ChangeQuery.Start start, ChangeFilter filter, Cursor until) {
        var place = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        var wanted = until.next().keySet().stream().filter(partition -> filter.wants(partition.topic()))
                .collect(Collectors.toSet());
        if (start instanceof ChangeQuery.Start.After after) {
            if (!after.cursor().epoch().equals(until.epoch())) {
                throw ChangeQuery.gone("The cursor comes from another installation.");
            }
            place.putAll(after.cursor().next());
            consumer().beginningOffsets(wanted).forEach((partition, first) -> {
                if (after.cursor().of(partition) < first) {
                    throw ChangeQuery.gone("The changes after this cursor are no longer all kept.");
                }
            });
        } else if (start instanceof ChangeQuery.Start.Since since) {
            place.putAll(since(since.instant(), wanted, until));
        } else {
            place.putAll(consumer().beginningOffsets(wanted));
        }
        return new Passage(this, withholdings, filter, until.epoch(), place);
    }

    private Map<TopicPartition, Long> since(Instant instant, Collection<TopicPartition> partitions, Cursor until) {
        if (instant.isBefore(Instant.now().minus(kept))
                && consumer().beginningOffsets(partitions).values().stream().anyMatch(first -> first > 0)) {
            throw ChangeQuery.gone("The changes since then are no longer all kept.");
        }
        var times = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> instant.toEpochMilli()));
        var place = new HashMap<TopicPartition, Long>();
        consumer().offsetsForTimes(times).forEach((partition, found) -> place.put(partition,
                found == null ? until.of(partition) : found.offset()));
        return place;
    }

    /**
     * Looks for one turn for what is withheld of what comes after these places; only on a reader.
     *
     * @return true once all of it is known
     * @throws org.apache.kafka.clients.consumer.InvalidOffsetException if some of what comes after them has been dropped meanwhile
     */
    boolean look(Collection<TopicPartition> partitions, Map<TopicPartition, Long> places) {
        var turnEnds = System.nanoTime() + TURN.toNanos();
        for (var next = withholdings.unknown(partitions, places); next.isPresent(); next = withholdings.unknown(partitions,
                places)) {
            if (System.nanoTime() > turnEnds || !look(next.get())) {
                return false;
            }
        }
        return true;
    }

    /** False if it takes too long; then the next turn goes on with it. */
    private boolean look(Withholdings.Stretch stretch) {
        var assigned = Set.of(stretch.partition());
        consumer().assign(assigned);
        // A partition that is assigned anew stays as it was when a former turn left it.
        consumer().resume(assigned);
        consumer().seek(stretch.partition(), stretch.next());
        var longest = System.nanoTime() + STRETCH.toNanos();
        while (consumer().position(stretch.partition()) < stretch.to()) {
            if (System.nanoTime() > longest) {
                withholdings.left(stretch, consumer().position(stretch.partition()));
                return false;
            }
            consumer().poll(POLL).forEach(withholdings::note);
        }
        withholdings.looked(stretch);
        return true;
    }

    /**
     * Waits until all is known that is withheld of what comes after these places; for those who read by themselves, on no reader.
     *
     * @throws org.tamga.commons.problem.Problem 503 if it takes too long: who asks again waits for the rest
     */
    public void awaitWithheld(Map<TopicPartition, Long> places) {
        if (withholdings.unknown(places.keySet(), places).isEmpty()) {
            return;
        }
        var known = new CompletableFuture<Void>();
        inTurn(() -> look(places, known));
        try {
            known.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw ChangeQuery.notReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChangeQuery.notReady();
        } finally {
            known.cancel(false);
        }
    }

    private void look(Map<TopicPartition, Long> places, CompletableFuture<Void> known) {
        if (known.isDone()) {
            return;
        }
        try {
            if (look(places.keySet(), places)) {
                known.complete(null);
            } else {
                inTurn(() -> look(places, known));
            }
        } catch (RuntimeException e) {
            known.completeExceptionally(e);
        }
    }

    /** This reader's consumer; whoever has a turn assigns it anew, resumes and seeks. */
    public KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer.get() == null) {
            consumer.set(kafka.consumer("change-history-" + Thread.currentThread().getId(), MAX_WAIT_MILLIS, FETCH_BYTES));
        }
        return consumer.get();
    }

    private Thread reader(Runnable work) {
        var thread = new Thread(() -> {
            try {
                work.run();
            } finally {
                if (consumer.get() != null) {
                    consumer.get().close(CloseOptions.timeout(Duration.ZERO));
                }
            }
        }, "change-history");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        readers.getQueue().clear();
        readers.shutdown();
    }
}
