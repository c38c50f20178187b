package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

class SharedWritesTest {

    private static Shelf shelf;

    private ArrayDeque<Runnable> begun;
    private SharedWrites<Thing> writes;

    @BeforeAll
    static void start() {
        shelf = Shelf.fresh(Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @BeforeEach
    void wait_for_all() {
        begun = new ArrayDeque<>();
        writes = new SharedWrites<>(shelf.things().writing(), false, begun::add);
    }

    @Test
    void writes_that_wait_together_are_one_transaction_and_each_is_answered_with_its_own() {
        var ids = IntStream.range(0, 11).mapToObj(i -> UUID.randomUUID()).toList();
        var answers = ids.stream().map(id -> put(id, id.toString(), Precondition.NONE)).toList();
        begun.remove().run();
        for (int i = 0; i < ids.size(); i++) {
            var outcome = answers.get(i).join();
            assertEquals(Outcome.Effect.CREATED, outcome.effect());
            assertEquals(ids.get(i).toString(), outcome.period().content().colour());
            assertEquals("writer of " + ids.get(i), outcome.period().recordedBy());
        }
        assertEquals(List.of(1, 11, 11),
                shelf.database()
                        .read(transaction -> transaction
                                .first("""
                                       select count(distinct v.xmin::text), count(distinct v.id), (select count(*) from change_log where key = any (?))
                                       from thing_version v where id = any (?::uuid[])""",
                                        row -> List.of(row.getInt(1), row.getInt(2), row.getInt(3)),
                                        ids.stream().map(UUID::toString).toList(), ids)
                                .orElseThrow()));
    }

    @Test
    void one_that_is_refused_leaves_nothing_and_keeps_none_of_the_others() {
        var there = UUID.randomUUID();
        var fresh = UUID.randomUUID();
        var refused = UUID.randomUUID();
        shelf.add(there, "red");
        var unknown = put(there, "green", Precondition.NONE);
        var created = put(fresh, "red", Precondition.NONE);
        var expected = put(refused, "red", Precondition.version(3));
        var changed = put(there, "blue", Precondition.version(1));
        begun.remove().run();
        assertProblem(ProblemType.PRECONDITION_REQUIRED, unknown);
        assertProblem(ProblemType.PRECONDITION_FAILED, expected);
        assertEquals(Outcome.Effect.CREATED, created.join().effect());
        assertEquals(2, changed.join().version());
        assertTrue(shelf.database().read(transaction -> transaction.first("select from thing where id = ?", row -> true,
                refused)).isEmpty());
    }

    @Test
    void writes_of_one_record_are_decided_one_after_the_other() {
        var id = UUID.randomUUID();
        var first = put(id, "red", Precondition.NONE);
        var second = put(id, "green", Precondition.version(1));
        var late = put(id, "blue", Precondition.version(1));
        var same = put(id, "green", Precondition.NONE);
        begun.remove().run();
        assertEquals(1, first.join().version());
        assertEquals(2, second.join().version());
        assertProblem(ProblemType.PRECONDITION_FAILED, late);
        assertEquals(Outcome.Effect.UNCHANGED, same.join().effect());
        assertEquals(2, shelf.things().reading().history(id, null).size());
    }

    @Test
    void what_the_database_refuses_is_refused_alone_and_says_why() {
        var holder = UUID.randomUUID();
        var other = UUID.randomUUID();
        var third = UUID.randomUUID();
        var held = tag(holder, "only:sceptre");
        var taken = tag(other, "only:sceptre");
        var apart = tag(third, "only:orb");
        begun.remove().run();
        assertEquals(1, held.join().version());
        assertTrue(assertProblem(ProblemType.CONFLICT, taken).getMessage().contains(holder.toString()));
        assertEquals(1, apart.join().version());
    }

    @Test
    void a_record_that_is_held_by_others_holds_up_nobody_else() {
        var held = UUID.randomUUID();
        shelf.add(held, "red");
        var changed = put(held, "green", Precondition.version(1));
        var others = IntStream.range(0, 5).mapToObj(i -> put(UUID.randomUUID(), "red", Precondition.NONE)).toList();
        shelf.database().write(transaction -> {
            transaction.update("update thing set version = version where id = ?", held);
            begun.remove().run();
            return null;
        });
        assertProblem(ProblemType.UNAVAILABLE, changed);
        others.forEach(other -> assertEquals(1, other.join().version()));
        assertEquals(2, shelf.things().writing().put(held, null, Thing.painted("green", Interval.ALWAYS),
                Precondition.version(1), new Author("test", null)).version());
    }

    @Test
    void more_writers_than_threads_are_all_answered() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var own = new SharedWrites<>(shelf.things().writing(), true, threads);
        var results = IntStream.range(0, 200).mapToObj(i -> threads.submit(() -> own.put(Landing.Statement.of(
                UUID.randomUUID(), null, Thing.painted("red", Interval.ALWAYS), Precondition.NONE, new Author("test", null)))
                .join())).toList();
        for (var result : results) {
            assertEquals(1, result.get(60, TimeUnit.SECONDS).version());
        }
        threads.shutdown();
    }

    @Test
    void what_is_held_from_all_is_not_waited_for_by_each() {
        var answers = IntStream.range(0, 3 * Together.MOST).mapToObj(i -> put(UUID.randomUUID(), "red", Precondition.NONE))
                .toList();
        shelf.database().write(transaction -> {
            transaction.update("lock table thing in access exclusive mode");
            begun.remove().run();
            return null;
        });
        // Of each group's three waited, and the others had the third's answer.
        assertEquals(9, Set.copyOf(answers.stream().map(answer -> assertProblem(ProblemType.UNAVAILABLE, answer)).toList())
                .size());
    }

    private CompletableFuture<Outcome<Thing>> put(UUID id, String colour, Precondition precondition) {
        return put(id, Thing.painted(colour, Interval.ALWAYS), precondition);
    }

    private CompletableFuture<Outcome<Thing>> tag(UUID id, String tag) {
        return put(id, new Write<>(Interval.ALWAYS, new Thing("gold", null, List.of(tag)), Confidence.REPORTED, Thing.SOURCES,
                null, null), Precondition.NONE);
    }

    private CompletableFuture<Outcome<Thing>> put(UUID id, Write<Thing> write, Precondition precondition) {
        return writes.put(Landing.Statement.of(id, null, write, precondition, new Author("writer of " + id, null)));
    }

    private static Problem assertProblem(ProblemType type, CompletableFuture<?> answer) {
        var failed = assertThrows(CompletionException.class, () -> answer.orTimeout(30, TimeUnit.SECONDS).join());
        var problem = assertInstanceOf(Problem.class, failed.getCause());
        assertEquals(type, problem.type());
        return problem;
    }
}
