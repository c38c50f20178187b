package org.tamga.local.suite;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FreeMemoryTest {

    @Test
    void is_enough_for_little() {
        assertDoesNotThrow(() -> FreeMemory.require(1));
    }

    @Test
    void is_said_in_one_line_to_be_too_little() {
        CannotStart refusal = assertThrows(CannotStart.class, () -> FreeMemory.require(Long.MAX_VALUE));
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
