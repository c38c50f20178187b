package org.tamga.gateway.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;

class AsOfTest {

    @Test
    void nothing_said_is_today_and_now() {
        assertTrue(AsOf.of(null, " ").isNow());
        assertEquals("", AsOf.NOW.parameters());
        assertEquals("", AsOf.NOW.knownAtInput());
    }

    @Test
    void an_instant_without_an_offset_is_in_utc_and_with_one_the_same_instant() {
        assertEquals("2026-01-10T00:00:00Z", AsOf.of(null, "2026-01-10T00:00").knownAt());
        assertEquals("2026-01-10T00:00:00Z", AsOf.of(null, "2026-01-10T05:00:00 05:00").knownAt());
        assertEquals("&validAt=2025-12-17&knownAt=2026-01-10T00%3A00%3A00Z",
                AsOf.of("2025-12-17", "2026-01-10T00:00:00Z").parameters());
    }

    @Test
    void a_control_shows_the_millisecond_by_which_everything_was_known() {
        assertEquals("2026-01-10T00:00:00.124", AsOf.of(null, "2026-01-10T00:00:00.123456Z").knownAtInput());
        assertEquals("2026-01-10T00:00:00.123", AsOf.of(null, "2026-01-10T00:00:00.123Z").knownAtInput());
    }

    @Test
    void what_is_no_day_or_no_instant_is_refused() {
        assertThrows(Problem.class, () -> AsOf.of("2025-02-30", null));
        assertThrows(Problem.class, () -> AsOf.of("0000-01-01", null));
        assertThrows(Problem.class, () -> AsOf.of("+10000-01-01", null));
        assertThrows(Problem.class, () -> AsOf.of(null, "soon"));
        assertThrows(Problem.class, () -> AsOf.of(null, "0000-12-31T00:00"));
        assertThrows(Problem.class, () -> AsOf.of(null, "0001-01-01T00:00:00+05:00"));
        assertThrows(Problem.class, () -> AsOf.of(null, "2999-01-01T00:00:00Z"));
    }
}
