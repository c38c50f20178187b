package org.tamga.education.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.commons.json.Json;
import org.tamga.commons.value.Edtf;
import org.tamga.education.presence.Presence.Milestone;
import org.tamga.education.presence.Presence.MilestoneType;

class MilestonesTest {

    /** Milestones written as {@code opened 2014, closed 2020-05}. */
    private static java.util.List<Milestone> milestones(String text) {
        return Stream.of(text.split(", ")).map(each -> each.split(" "))
                .map(parts -> new Milestone(Json.constant(MilestoneType.class, parts[0]), new Edtf(parts[1]))).toList();
    }

    private static Optional<Integer> disorder(String text) {
        return Milestones.disorder(milestones(text)).map(Milestones.Disorder::index);
    }

    private static String open(String text) {
        return Milestones.openDays(milestones(text));
    }

    @Test
    void milestones_follow_each_other_in_time_and_in_kind() {
        assertEquals(Optional.empty(), disorder("proposed 2024-02-02, opened 2025-09-25"));
        assertEquals(Optional.empty(), disorder("opened 2014, first-graduates 2018, suspended 2020, opened 2021, closed 2024"));
        assertEquals(Optional.of(1), disorder("opened 2025-09-25, proposed 2024-02-02"));
        assertEquals(Optional.of(1), disorder("opened 2025-09-25, proposed 2026-02-02"));
        assertEquals(Optional.of(1), disorder("proposed 2025-09-25, opened 2024-02-02"));
        assertEquals(Optional.of(2), disorder("opened 2020, closed 2021, opened 2022"));
    }

    @Test
    void dates_of_less_precision_are_out_of_order_only_where_they_must_be() {
        assertEquals(Optional.empty(), disorder("proposed 2025-09-25, opened 2025"));
        assertEquals(Optional.of(1), disorder("proposed 2025-09-25, opened 2024"));
        assertEquals(Optional.of(2), disorder("proposed 2025-09-25, agreed 2025, opened 2025-01-01"));
    }

    @Test
    void it_is_open_from_the_last_day_its_opening_can_mean() {
        assertEquals("{[2025-09-25,)}", open("proposed 2024-02-02, opened 2025-09-25"));
        assertEquals("{[2014-12-31,)}", open("opened 2014"));
        assertEquals("{}", open("proposed 2024-02-02"));
    }

    @Test
    void it_is_not_open_while_suspended_nor_after_its_closing() {
        assertEquals("{[2014-12-31,2020-01-01),[2021-06-30,2024-01-01)}",
                open("opened 2014, suspended 2020, opened 2021-06, closed 2024"));
        assertEquals("{}", open("opened 2014, closed 2014-05"));
    }
}
