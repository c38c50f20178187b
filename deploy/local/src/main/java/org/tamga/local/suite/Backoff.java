package org.tamga.local.suite;

import java.time.Duration;

/**
 * How long to wait before a server that died is started again: half a second at first, twice as long each time up to half a minute,
 * and from the beginning again once it ran for a minute.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    private Duration next = FIRST;

    /** @param ran how long it had been ready; zero if it never was */
    Duration after(Duration ran) {
        if (ran.compareTo(STEADY) >= 0) {
            next = FIRST;
        }
        Duration now = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }
}
