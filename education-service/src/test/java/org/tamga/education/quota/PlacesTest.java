package org.tamga.education.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

class PlacesTest {

    private static Quota quota(String track, String level, Integer places) {
        return new Quota(2026, null, track, level, places, null);
    }

    @Test
    void parts_are_added() {
        assertEquals(OptionalLong.of(30), Places.of(List.of(quota("embassy", null, 10), quota("university", null, 20))));
        assertEquals(OptionalLong.of(2000), Places.of(List.of(quota(null, "graduate", 2000))));
    }

    @Test
    void a_published_total_counts_instead_of_its_parts() {
        assertEquals(OptionalLong.of(31), Places.of(List.of(quota(null, null, 31), quota("embassy", null, 10))));
    }

    @Test
    void the_same_number_of_two_sources_is_one_fact() {
        assertEquals(OptionalLong.of(10), Places.of(List.of(quota(null, null, 10), quota(null, null, 10))));
    }

    @Test
    void contradictions_and_overlapping_parts_have_no_sum() {
        assertEquals(OptionalLong.empty(), Places.of(List.of(quota(null, null, 100), quota(null, null, 110))));
        assertEquals(OptionalLong.empty(), Places.of(List.of(quota("embassy", null, 10), quota(null, "graduate", 20))));
        assertEquals(OptionalLong.empty(), Places.of(List.of(quota("embassy", null, null), quota("university", null, 20))));
        assertEquals(OptionalLong.empty(), Places.of(List.of()));
    }
}
