package org.tamga.gateway.check;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.page.AsOf;

@Timeout(30)
class KnowledgeTest {

    private final List<AsOf> reads = new CopyOnWriteArrayList<>();
    private Supplier<Knowledge.Known> answer = KnowledgeTest::known;
    private final Knowledge knowledge = new Knowledge(null) {
        @Override
        Known read(AsOf asOf) {
            reads.add(asOf);
            return answer.get();
        }
    };

    private static Knowledge.Known known() {
        return new Knowledge.Known(List.of(), List.of(), List.of(), Map.of(), Set.of());
    }

    @Test
    void what_is_asked_for_again_and_again_is_kept_whatever_else_is_asked_for() {
        var now = knowledge.as(AsOf.NOW);
        for (var day = 1; day <= 9; day++) {
            knowledge.as(AsOf.of("2025-12-0" + day, null));
            assertSame(now, knowledge.as(AsOf.NOW));
        }
        knowledge.as(AsOf.of("2025-12-09", null));
        assertEquals(10, reads.size());
        knowledge.as(AsOf.of("2025-12-01", null));
        assertEquals(11, reads.size());
    }

    @Test
    void whoever_asks_while_it_is_being_read_gets_what_is_read() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        answer = () -> {
            started.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return known();
        };
        var first = new FutureTask<>(() -> knowledge.as(AsOf.NOW));
        new Thread(first).start();
        started.await();
        var second = new FutureTask<>(() -> knowledge.as(AsOf.NOW));
        var waits = new Thread(second);
        waits.start();
        await().until(() -> waits.getState() == Thread.State.WAITING);
        goOn.countDown();
        assertSame(first.get(), second.get());
        assertEquals(List.of(AsOf.NOW), reads);
    }

    @Test
    void what_could_not_be_read_is_read_again_by_the_next() {
        answer = () -> {
            throw Problem.unavailable("There is no list to check against.", 5);
        };
        assertThrows(Problem.class, () -> knowledge.as(AsOf.NOW));
        answer = KnowledgeTest::known;
        knowledge.as(AsOf.NOW);
        assertEquals(2, reads.size());
    }
}
