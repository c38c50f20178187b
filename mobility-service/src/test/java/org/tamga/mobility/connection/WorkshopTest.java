package org.tamga.mobility.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** What is made of "a3" is "a3#1" when it is the first that is made; it takes the room that its digit says. */
class WorkshopTest {

    private static final int ROOM = 10;
    private static final int MOST_ORDERS = 3;

    private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    /** Each making takes one: none are left for those that a test holds up. */
    private final Semaphore go = new Semaphore(1_000_000);
    private final Workshop<String, String> workshop = new Workshop<>(this::make, made -> made.charAt(1) - '0', ROOM,
            MOST_ORDERS);
    private final ExecutorService askers = Executors.newCachedThreadPool();

    private String make(String key) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        begun.add(key);
        go.acquireUninterruptibly();
        atOnce.decrementAndGet();
        if (key.equals("x9")) {
            throw new IllegalStateException("cannot be made");
        }
        return key + "#" + begun.size();
    }

    @AfterEach
    void stop() {
        go.release(1000);
        askers.shutdownNow();
    }

    private Future<String> ask(String key) {
        return askers.submit(() -> workshop.get(key));
    }

    private void holdUp() {
        go.drainPermits();
    }

    private void awaitBegun(int count) {
        await().atMost(60, SECONDS).until(() -> begun.size() == count);
    }

    private void awaitWaiting(Thread... threads) {
        for (var thread : threads) {
            await().atMost(60, SECONDS).until(() -> thread.getState() == Thread.State.WAITING);
        }
    }

    private Thread asker(String key, List<String> answers) {
        var thread = new Thread(() -> answers.add(workshop.get(key)));
        thread.setDaemon(true);
        thread.start();
        awaitWaiting(thread);
        return thread;
    }

    @Test
    void what_is_kept_is_not_made_again() {
        assertEquals("a3#1", workshop.get("a3"));
        assertEquals("a3#1", workshop.get("a3"));
        assertEquals(List.of("a3"), begun);
    }

    @Test
    void what_is_kept_can_be_had_without_waiting_and_what_is_being_made_cannot() {
        assertEquals(Optional.empty(), workshop.kept("a3"));
        assertEquals(List.of(), begun);
        holdUp();
        asker("a3", Collections.synchronizedList(new ArrayList<>()));
        awaitBegun(1);
        assertEquals(Optional.empty(), workshop.kept("a3"));
        go.release();
        await().atMost(60, SECONDS).until(() -> workshop.kept("a3").equals(Optional.of("a3#1")));
        workshop.drop("a3"::equals);
        assertEquals(Optional.empty(), workshop.kept("a3"));
    }

    @Test
    void many_who_ask_for_the_same_wait_for_one_making_and_different_things_are_made_one_after_the_other() throws Exception {
        holdUp();
        var answers = Collections.synchronizedList(new ArrayList<String>());
        asker("a3", answers);
        asker("a3", answers);
        asker("b3", answers);
        asker("b3", answers);
        assertEquals(List.of("a3"), begun);
        go.release(2);
        await().atMost(60, SECONDS).until(() -> answers.size() == 4);
        assertEquals(List.of("a3", "b3"), begun);
        assertEquals(1, mostAtOnce.get());
    }

    @Test
    void what_was_asked_for_longest_ago_makes_room() {
        workshop.get("a3");
        workshop.get("b3");
        workshop.get("c3");
        workshop.get("a3");
        workshop.get("d3");
        assertEquals("a3#1", workshop.get("a3"));
        assertEquals("c3#3", workshop.get("c3"));
        assertEquals("b3#5", workshop.get("b3"));
    }

    @Test
    void what_is_larger_than_the_room_is_kept_alone() {
        var large = new Workshop<String, String>(this::make, made -> 100, ROOM, MOST_ORDERS);
        large.get("a1");
        large.get("b1");
        assertEquals("b1#2", large.get("b1"));
        assertEquals("a1#3", large.get("a1"));
    }

    @Test
    void who_asks_after_a_change_does_not_get_what_was_begun_before_it() throws Exception {
        holdUp();
        var before = ask("a3");
        awaitBegun(1);
        workshop.drop("a3"::equals);
        var after = ask("a3");
        go.release(2);
        assertEquals("a3#1", before.get(30, SECONDS));
        assertEquals("a3#2", after.get(30, SECONDS));
        assertEquals("a3#2", workshop.get("a3"));
    }

    @Test
    void what_is_not_begun_yet_is_made_once_whatever_changes_meanwhile() {
        holdUp();
        var answers = Collections.synchronizedList(new ArrayList<String>());
        asker("a3", answers);
        for (int change = 0; change < 5; change++) {
            asker("b3", answers);
            workshop.drop("b3"::equals);
        }
        go.release(1000);
        await().atMost(60, SECONDS).until(() -> answers.size() == 6);
        assertEquals(List.of("a3", "b3"), begun);
    }

    @Test
    void what_cannot_be_made_is_told_to_all_who_wait_and_tried_again_for_the_next() throws Exception {
        holdUp();
        var first = ask("x9");
        awaitBegun(1);
        var second = ask("x9");
        go.release(1000);
        assertEquals("cannot be made", cause(first).getMessage());
        cause(second);
        assertTrue(workshop.isEmpty());
        assertThrows(IllegalStateException.class, () -> workshop.get("x9"));
        assertEquals("a3", workshop.get("a3").substring(0, 2));
    }

    private static Throwable cause(Future<String> answer) {
        return assertThrows(ExecutionException.class, () -> answer.get(30, SECONDS)).getCause();
    }

    @Test
    void more_than_may_wait_are_asked_to_come_back() {
        holdUp();
        var answers = Collections.synchronizedList(new ArrayList<String>());
        asker("a1", answers);
        asker("b1", answers);
        asker("c1", answers);
        asker("d1", answers);
        var refusal = assertThrows(Problem.class, () -> workshop.get("e1"));
        assertEquals(ProblemType.UNAVAILABLE, refusal.type());
        asker("d1", answers);
        go.release(1000);
        await().atMost(60, SECONDS).until(() -> answers.size() == 5);
        workshop.get("e1");
    }
}
