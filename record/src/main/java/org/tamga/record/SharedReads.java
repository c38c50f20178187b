package org.tamga.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.record.VersionTable.Found;

/**
 * Reads by id of what is held now. Those that come while others are at the database wait for them, and then go there together,
 * in one statement: alone, a read is as quick as ever, and the more there are the less each costs. Nothing is kept. An answer
 * comes of a statement that began after it was asked for, so it shows every write that was answered before, whichever replica
 * wrote it (ADR 0014).
 */
final class SharedReads<C extends Record> {

    /** Statements under way at a time: while one is at the database, the answers of another are made. */
    private static final int STATEMENTS = 2;

    private final Reading<C> reading;
    private final Executor executor;
    private final Queue<Asked<C, ?>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore statements = new Semaphore(STATEMENTS);

    /** @param executor whose threads may wait for the database */
    SharedReads(Reading<C> reading, Executor executor) {
        this.reading = reading;
        this.executor = executor;
    }

    private record Asked<C, T>(UUID id, UUID parentId, Function<Found<C>, T> answer, CompletableFuture<T> answered) {

        void complete(Supplier<Found<C>> found) {
            try {
                answered.complete(answer.apply(found.get()));
            } catch (RuntimeException e) {
                answered.completeExceptionally(e);
            }
        }
    }

    /** What is made of the period that holds today; fails as {@link Reading#found} does. Neither waits nor works on this thread. */
    <T> CompletionStage<T> find(UUID id, UUID parentId, Function<Found<C>, T> answer) {
        var asked = new Asked<C, T>(id, parentId, answer, new CompletableFuture<>());
        waiting.add(asked);
        begin();
        return asked.answered();
    }

    private void begin() {
        if (statements.tryAcquire()) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException e) {
                statements.release();
                refuse(next(), Problem.unavailable("The service is stopping.", 5));
            }
        }
    }

    private void run() {
        try {
            for (List<Asked<C, ?>> together; !(together = next()).isEmpty();) {
                answer(together);
            }
        } finally {
            statements.release();
        }
        if (!waiting.isEmpty()) {
            // It came after the last look, and found no statement free.
            begin();
        }
    }

    private List<Asked<C, ?>> next() {
        var together = new ArrayList<Asked<C, ?>>();
        for (Asked<C, ?> asked; together.size() < VersionTable.TOGETHER && (asked = waiting.poll()) != null;) {
            together.add(asked);
        }
        return together;
    }

    private void answer(List<Asked<C, ?>> together) {
        var now = At.now(Records.today());
        Map<UUID, Found<C>> found;
        try {
            found = reading.found(together.stream().map(Asked::id).collect(Collectors.toSet()), now);
        } catch (RuntimeException e) {
            refuse(together, e);
            if (e instanceof Problem problem && problem.type().mayPass()) {
                // Who waits has waited for as long as it takes to find that out; one after the other they would wait on and on.
                for (List<Asked<C, ?>> waited; !(waited = next()).isEmpty();) {
                    refuse(waited, e);
                }
            }
            return;
        }
        for (var asked : together) {
            asked.complete(() -> reading.orAbsent(found.get(asked.id()), asked.id(), asked.parentId(), now));
        }
    }

    private void refuse(List<Asked<C, ?>> together, RuntimeException why) {
        together.forEach(asked -> asked.answered().completeExceptionally(why));
    }
}
