package org.tamga.events.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.events.commitment.Commitment;
import org.tamga.events.progress.Grade.Level;
import org.tamga.events.value.MeasureReference;
import org.tamga.events.value.Relation;

class CourseTest {

    private static final String THINGS = "things";

    @Test
    void a_share_is_the_part_of_the_way_from_the_baseline() {
        var course = course(Relation.AT_LEAST, 200, 100);
        assertEquals(0, BigDecimal.ZERO.compareTo(course.share(number(100))));
        assertEquals(new BigDecimal("0.2500"), course.share(number(125)));
        assertEquals(new BigDecimal("-0.5000"), course.share(number(50)));
        assertEquals(new BigDecimal("0.5000"), course(Relation.AT_MOST, 100, 200).share(number(150)));
        assertNull(course(Relation.AT_LEAST, 200, null).share(number(150)));
        assertNull(course(Relation.AT_LEAST, 200, 200).share(number(150)));
        assertNull(new Course(course.commitment(), "others").share(number(150)));
    }

    @Test
    void each_comparison_is_reached_in_its_own_way() {
        assertEquals(List.of(false, true, true), reached(Relation.AT_LEAST));
        assertEquals(List.of(false, false, true), reached(Relation.MORE_THAN));
        assertEquals(List.of(true, true, false), reached(Relation.AT_MOST));
        assertEquals(List.of(false, true, false), reached(Relation.EXACTLY));
        assertEquals(List.of(true, true, true), reached(Relation.ABOUT));
        assertNull(course(Relation.AT_LEAST, 200, 100).isReached(null, "complete"));
        assertNull(new Course(course(Relation.AT_LEAST, 200, 100).commitment(), "others").isReached(number(300), "complete"));
    }

    @Test
    void a_record_that_is_not_complete_shows_that_a_target_is_reached_and_not_that_it_is_not() {
        var course = course(Relation.AT_LEAST, 200, 100);
        assertEquals(true, course.isReached(number(200), "partial"));
        assertNull(course.isReached(number(199), "partial"));
        assertNull(course(Relation.AT_MOST, 200, 100).isReached(number(199), "partial"));
    }

    @Test
    void lags_behind_from_the_day_on_which_a_straight_line_is_a_tenth_ahead() {
        var course = course(Relation.AT_LEAST, 200, 100);
        // A hundred days from 1 January 2025 to 11 April.
        assertEquals(LocalDate.parse("2025-01-12"), course.atRiskFrom(BigDecimal.ZERO, false));
        assertEquals(LocalDate.parse("2025-01-12"), course.atRiskFrom(number(-1), false));
        assertEquals(LocalDate.parse("2025-03-03"), course.atRiskFrom(new BigDecimal("0.5"), null));
        assertNull(course.atRiskFrom(new BigDecimal("0.95"), false), "only after the due day");
        assertNull(course.atRiskFrom(number(1), true));
        assertNull(course.atRiskFrom(null, false));
    }

    @Test
    void a_grade_is_contradicted_where_it_lies_outside_of_what_is_measured() {
        assertNull(Course.isContradicted(null, measured("0.3", false)));
        assertNull(Course.isContradicted(grade(Level.LIMITED), null));
        assertNull(Course.isContradicted(grade(Level.LIMITED), measured(null, null)));
        assertEquals(List.of(true, true, false, true, true), contradicted(measured("0.3", false)));
        assertEquals(List.of(true, true, true, false, true), contradicted(measured("0.5", false)));
        assertEquals(List.of(true, false, true, true, true), contradicted(measured("-2", false)));
        assertEquals(List.of(true, true, true, true, false), contradicted(measured("1", true)));
        // At least so far: the record is not stated to be complete.
        assertEquals(List.of(true, true, false, false, false), contradicted(measured("0.3", null)));
        assertEquals(List.of(false, false, false, false, true), contradicted(measured(null, false)));
    }

    private static List<Boolean> contradicted(Progress measured) {
        return List.of(Level.values()).stream().map(level -> Course.isContradicted(grade(level), measured)).toList();
    }

    private static List<Boolean> reached(Relation comparison) {
        var course = course(comparison, 200, 100);
        return List.of(199, 200, 201).stream().map(value -> course.isReached(number(value), "complete")).toList();
    }

    private static Course course(Relation comparison, int target, Integer baseline) {
        return new Course(new Commitment(null, List.of(), List.of(), LanguageMap.of("en", "Words"), Commitment.Kind.PROGRAMME,
                new Commitment.Target(new MeasureReference("education.things", Map.of("host", "KZ"), null), comparison,
                        number(target), THINGS, baseline == null ? null : number(baseline), new Edtf("2025-01-01")),
                new Edtf("2025-04-11"), List.of(), null, List.of(), Commitment.Status.ADOPTED), THINGS);
    }

    private static Progress measured(String share, Boolean reached) {
        return new Progress(UUID.randomUUID(), UUID.randomUUID(), Progress.Method.MEASURED, LocalDate.EPOCH, number(1), THINGS,
                null, share == null ? null : new BigDecimal(share), reached, null, null, null, List.of(), "", null);
    }

    private static Grade grade(Level level) {
        return new Grade(UUID.randomUUID(), UUID.randomUUID(), level, Grade.Stage.FINAL, null, List.of(), null, "", null);
    }

    private static BigDecimal number(int value) {
        return BigDecimal.valueOf(value);
    }
}
