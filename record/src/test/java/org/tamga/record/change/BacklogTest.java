package org.tamga.record.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.record.Shelf;
import org.tamga.record.change.Backlog.Marked;

class BacklogTest {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofMinutes(5);

    private final Shelf shelf = Shelf.fresh();
    private final Backlog backlog = new Backlog(shelf.database(), "test");
    private final Set<String> done = new TreeSet<>();

    @AfterEach
    void close() {
        shelf.close();
    }

    private void mark(String... keys) {
        shelf.database().write(transaction -> {
            List.of(keys).forEach(key -> backlog.mark(transaction, key, "trace of " + key));
            return null;
        });
    }

    private boolean workOut(int most, Function<Marked, String> prepare, Consumer<Map<Marked, String>> finish) {
        return backlog.workOutTogether(most, AS_LONG_AS_IT_TAKES, prepare, finish, took -> Duration.ZERO);
    }

    private void finish(Map<Marked, String> prepared) {
        shelf.database().write(transaction -> {
            backlog.take(transaction, prepared.keySet());
            return null;
        });
        done.addAll(prepared.values());
    }

    @Test
    void the_keys_marked_longest_are_finished_together_each_with_all_its_marks() {
        mark("a", "b");
        mark("c");
        mark("a", "d");
        var sizes = new ArrayList<Integer>();
        assertTrue(workOut(3, Marked::key, prepared -> {
            sizes.add(prepared.size());
            finish(prepared);
        }));
        assertEquals(List.of(3), sizes);
        assertEquals(Set.of("a", "b", "c"), done);
        assertEquals(1, backlog.size());
        assertTrue(workOut(3, Marked::traceparent, this::finish));
        assertTrue(done.contains("trace of d"));
        assertFalse(workOut(3, Marked::key, this::finish));
    }

    @Test
    void other_keys_may_go_before_those_marked_longest() {
        mark("a", "c");
        mark("b", "d");
        var last = new Backlog(shelf.database(), "test", "test/2", "key desc");
        assertTrue(last.workOutTogether(2, AS_LONG_AS_IT_TAKES, Marked::key, this::finish, took -> Duration.ZERO));
        assertEquals(Set.of("c", "d"), done);
    }

    @Test
    void a_key_marked_over_and_over_takes_the_place_of_one_among_those_taken_in_another_order() {
        mark("a");
        mark("a");
        mark("a", "b");
        var first = new Backlog(shelf.database(), "test", "test/2", "key");
        assertTrue(first.workOutTogether(2, AS_LONG_AS_IT_TAKES, Marked::key, this::finish, took -> Duration.ZERO));
        assertEquals(Set.of("a", "b"), done);
        assertEquals(0, first.size());
    }

    @Test
    void one_that_cannot_be_prepared_is_left_alone_and_the_others_are_finished() {
        mark("a", "bad", "b");
        workOut(10, marked -> {
            if (marked.key().equals("bad")) {
                throw new IllegalStateException("it cannot");
            }
            return marked.key();
        }, this::finish);
        assertEquals(Set.of("a", "b"), done);
        assertTrue(backlog.isResting());
        assertEquals(1, backlog.size());
        assertFalse(workOut(10, Marked::key, this::finish));
    }

    @Test
    void one_whose_work_overflows_the_stack_is_left_alone_too() {
        mark("bad", "b");
        workOut(10, marked -> {
            if (marked.key().equals("bad")) {
                throw new StackOverflowError();
            }
            return marked.key();
        }, this::finish);
        assertEquals(Set.of("b"), done);
        assertEquals(1, backlog.size());
        assertFalse(workOut(10, Marked::key, this::finish));
    }

    @Test
    void what_cannot_be_finished_together_is_finished_one_by_one() {
        mark("a", "bad", "b");
        workOut(10, Marked::key, prepared -> {
            if (prepared.containsValue("bad")) {
                throw new IllegalStateException("it cannot");
            }
            finish(prepared);
        });
        assertEquals(Set.of("a", "b"), done);
        assertEquals(1, backlog.size());
    }

    @Test
    void what_a_migration_has_worked_out_again_an_older_version_leaves_alone() {
        shelf.database().write(transaction -> transaction.update("insert into mark (kind, key) values ('test/2', 'a')"));
        assertFalse(workOut(1, Marked::key, this::finish));
        var newer = new Backlog(shelf.database(), "test", "test/2");
        mark("b");
        assertEquals(2, newer.size());
        assertTrue(newer.workOutTogether(1, AS_LONG_AS_IT_TAKES, Marked::key, this::finish, took -> Duration.ZERO));
        assertEquals(Set.of("b"), done);
        assertTrue(newer.workOutTogether(1, AS_LONG_AS_IT_TAKES, Marked::key, this::finish, took -> Duration.ZERO));
        assertEquals(Set.of("a", "b"), done);
        assertEquals(0, newer.size());
    }
}
