package org.tamga.record.change;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class ForegroundTest {

    private final Foreground foreground = new Foreground();

    @Test
    void what_others_wait_for_too_gives_way_to_a_request_and_not_to_a_job() {
        assertTrue(foreground.during(() -> rest(() -> foreground.giveWayToAnswers(Duration.ofMillis(100)))).toMillis() < 1000);
        assertTrue(
                foreground.answering(() -> rest(() -> foreground.giveWayToAnswers(Duration.ofMillis(100)))).toMillis() >= 1900);
        assertTrue(rest(() -> foreground.giveWayToAnswers(Duration.ofMillis(100))).toMillis() < 1000);
    }

    @Test
    void what_is_worked_out_behind_gives_way_to_both_and_never_for_long() {
        assertTrue(foreground.during(() -> rest(() -> foreground.giveWay(Duration.ofMillis(10)))).toMillis() >= 190);
        assertTrue(foreground.answering(() -> rest(() -> foreground.giveWay(Duration.ofHours(1)))).toMillis() >= 2000);
    }

    private static Duration rest(Runnable givingWay) {
        var began = System.nanoTime();
        givingWay.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
