package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

class SharedReadsTest {

    private static Shelf shelf;

    @BeforeAll
    static void start() {
        shelf = Shelf.fresh();
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @Test
    void reads_that_wait_together_are_answered_together_each_with_its_own() {
        var begun = new ArrayDeque<Runnable>();
        var reads = reads(shelf, begun::add);
        var ids = IntStream.range(0, 11).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, id.toString()));
        var answers = new ArrayList<CompletableFuture<String>>();
        // Twice, for two may ask for the same.
        for (int i = 0; i < 2; i++) {
            ids.forEach(id -> answers.add(colour(reads, id)));
        }
        assertEquals(2, begun.size());
        assertFalse(answers.get(0).isDone());
        begun.remove().run();
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(ids.get(i % ids.size()).toString(), answers.get(i).getNow("none yet"));
        }
    }

    @Test
    void more_than_one_statement_takes_are_all_answered() {
        var begun = new ArrayDeque<Runnable>();
        var reads = reads(shelf, begun::add);
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        var answers = IntStream.range(0, 2 * Together.MOST + 1).mapToObj(i -> colour(reads, id)).toList();
        begun.remove().run();
        answers.forEach(answer -> assertEquals("red", answer.getNow("none yet")));
    }

    @Test
    void what_is_not_there_fails_alone_and_says_why() {
        var begun = new ArrayDeque<Runnable>();
        var reads = reads(shelf, begun::add);
        var id = UUID.randomUUID();
        var retracted = UUID.randomUUID();
        shelf.add(id, "red");
        shelf.add(retracted, "green");
        shelf.retract(retracted);
        var there = colour(reads, id);
        var elsewhere = reads.find(id, UUID.randomUUID(), found -> "").toCompletableFuture();
        var never = colour(reads, UUID.randomUUID());
        var gone = colour(reads, retracted);
        begun.remove().run();
        assertEquals("red", there.join());
        assertProblem(ProblemType.NOT_FOUND, elsewhere);
        assertProblem(ProblemType.NOT_FOUND, never);
        assertProblem(ProblemType.RETRACTED, gone);
    }

    @Test
    void a_read_shows_every_write_that_was_answered_before_it_was_asked() throws Exception {
        var workers = Executors.newFixedThreadPool(2);
        var clients = Executors.newFixedThreadPool(4);
        var reads = reads(shelf, workers);
        var results = IntStream.range(0, 4).mapToObj(client -> clients.submit(() -> {
            var id = UUID.randomUUID();
            shelf.add(id, "0");
            for (int i = 1; i <= 25; i++) {
                shelf.paint(id, Integer.toString(i));
                assertEquals(Integer.toString(i), colour(reads, id).get(30, TimeUnit.SECONDS));
            }
            return id;
        })).toList();
        for (var result : results) {
            result.get(60, TimeUnit.SECONDS);
        }
        clients.shutdown();
        workers.shutdown();
    }

    @Test
    void a_database_that_does_not_answer_is_waited_for_once_by_all_who_asked() {
        var begun = new ArrayDeque<Runnable>();
        var reads = reads(shelf, begun::add);
        var answers = IntStream.range(0, 4 * Together.MOST).mapToObj(i -> colour(reads, UUID.randomUUID())).toList();
        shelf.database().write(transaction -> {
            transaction.update("lock table thing_version in access exclusive mode");
            begun.remove().run();
            return null;
        });
        // One statement gave up, and not four, one after the other.
        var failures = answers.stream().map(answer -> assertProblem(ProblemType.UNAVAILABLE, answer)).toList();
        assertEquals(1, Set.copyOf(failures).size());
    }

    private static SharedReads<Thing> reads(Shelf shelf, Executor executor) {
        return new SharedReads<>(shelf.things().reading(), executor);
    }

    private static CompletableFuture<String> colour(SharedReads<Thing> reads, UUID id) {
        return reads.find(id, null, found -> found.period().content().colour()).toCompletableFuture();
    }

    private static Problem assertProblem(ProblemType type, CompletableFuture<?> answer) {
        var failed = assertThrows(CompletionException.class, () -> answer.orTimeout(30, TimeUnit.SECONDS).join());
        var problem = assertInstanceOf(Problem.class, failed.getCause());
        assertEquals(type, problem.type());
        return problem;
    }
}
