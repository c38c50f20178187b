package org.tamga.record.change;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void whatever_goes_wrong_in_a_step_the_next_ones_are_done() {
        var steps = new AtomicInteger();
        try (var worker = new Worker("test", () -> true, () -> Duration.ofMillis(10), () -> {
            switch (steps.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("it cannot");
                case 2 -> throw new StackOverflowError();
                default -> {
                    return false;
                }
            }
        })) {
            worker.start();
            await().until(() -> steps.get() > 3);
        }
    }
}
