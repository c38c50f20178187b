package org.tamga.record.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Shelf;

/** What a process finds out of the log that others have written, on a real database. */
class HorizonTest {

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private Shelf shelf;
    private Horizon horizon;

    @BeforeEach
    void start() {
        shelf = Shelf.fresh();
        horizon = new Horizon(shelf.database());
    }

    @AfterEach
    void stop() throws InterruptedException {
        mayCommit.countDown();
        workers.shutdown();
        assertTrue(workers.awaitTermination(10, TimeUnit.SECONDS));
        shelf.close();
    }

    @Test
    void of_a_log_without_an_entry_nothing_is_settled_up_to_the_present() {
        var before = Instant.now();
        assertEquals(0, horizon.now().sequence());
        assertTrue(horizon.now().instant().isAfter(before.minusSeconds(60)));
    }

    @Test
    void a_process_that_has_just_started_waits_for_the_writers_that_it_finds_open() throws Exception {
        shelf.add(UUID.randomUUID(), "old");
        writeUntilItMayCommit();
        assertEquals(0, horizon.soFar().sequence());
        var answers = IntStream.range(0, 3).mapToObj(any -> workers.submit(() -> horizon.now().sequence())).toList();
        mayCommit.countDown();
        for (var answer : answers) {
            assertEquals(1, answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_process_that_cannot_know_yet_what_is_settled_asks_to_come_again() throws Exception {
        shelf.add(UUID.randomUUID(), "old");
        writeUntilItMayCommit();
        assertEquals(ProblemType.UNAVAILABLE, assertThrows(Problem.class, horizon::now).type());
    }

    @Test
    void a_process_that_knows_what_was_settled_waits_for_no_writer() throws Exception {
        shelf.add(UUID.randomUUID(), "old");
        var settled = horizon.now();
        writeUntilItMayCommit();
        assertEquals(1, settled.sequence());
        assertEquals(1, horizon.now().sequence());
    }

    private void writeUntilItMayCommit() throws InterruptedException {
        var isOpen = new CountDownLatch(1);
        workers.submit(() -> shelf.database().write(transaction -> {
            transaction.first("select pg_current_xact_id()", row -> true);
            isOpen.countDown();
            try {
                return mayCommit.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertTrue(isOpen.await(10, TimeUnit.SECONDS));
    }
}
