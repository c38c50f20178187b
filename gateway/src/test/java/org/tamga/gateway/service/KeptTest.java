package org.tamga.gateway.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;

class KeptTest {

    private int made;

    private Object make() {
        made++;
        return new Object();
    }

    @Test
    void what_is_asked_for_again_is_the_same_until_its_time_is_over() {
        var kept = new Kept<String, Object>(2, Duration.ofMinutes(1), any -> true);
        var first = kept.get("a", this::make);
        assertSame(first, kept.get("a", this::make));
        assertNotSame(first, kept.get("b", this::make));
        assertEquals(2, made);
        var over = new Kept<String, Object>(2, Duration.ofNanos(-1), any -> true);
        assertNotSame(over.get("a", this::make), over.get("a", this::make));
    }

    @Test
    void the_one_asked_for_longest_ago_goes_first() {
        var kept = new Kept<String, Object>(2, Duration.ofMinutes(1), any -> true);
        var first = kept.get("a", this::make);
        kept.get("b", this::make);
        kept.get("a", this::make);
        kept.get("c", this::make);
        assertSame(first, kept.get("a", this::make));
        assertEquals(3, made);
        kept.get("b", this::make);
        assertEquals(4, made);
    }

    @Test
    void what_fails_or_is_not_worth_it_is_made_anew() {
        var kept = new Kept<String, Object>(2, Duration.ofMinutes(1), any -> false);
        assertNotSame(kept.get("a", this::make), kept.get("a", this::make));
        assertThrows(Problem.class, () -> kept.get("b", () -> {
            throw Problem.unavailable("It is away.", 1);
        }));
        kept.get("b", this::make);
        assertEquals(3, made);
    }
}
