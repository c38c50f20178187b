package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void waits_twice_as_long_each_time_up_to_half_a_minute() {
        List<Long> pauses = Stream.generate(() -> backoff.after(Duration.ZERO).toMillis()).limit(9).toList();
        assertEquals(List.of(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L), pauses);
    }

    @Test
    void begins_anew_after_a_minute_of_service() {
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ofSeconds(59));
        assertEquals(Duration.ofMillis(500), backoff.after(Duration.ofSeconds(60)));
    }
}
