package org.tamga.events.attendance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.tamga.commons.value.Country;
import org.tamga.events.attendance.AttendanceFigure.Category;
import org.tamga.events.attendance.AttendanceFigure.Origin;
import org.tamga.events.value.Relation;

class AttendanceTest {

    private static AttendanceFigure figure(Category category, Relation relation, Long value) {
        return new AttendanceFigure(category, relation, value, null, null);
    }

    private static long least(AttendanceFigure... figures) {
        return new Attendance(List.of(figures)).leastByCategories();
    }

    private static long most(AttendanceFigure... figures) {
        return new Attendance(List.of(figures)).mostByTotals();
    }

    @Test
    void categories_are_added_up_by_what_is_sure() {
        assertEquals(70, least(figure(Category.BUSINESS, Relation.EXACTLY, 40L), figure(Category.MEDIA, Relation.AT_LEAST, 30L),
                figure(Category.EXPERTS, Relation.AT_MOST, 100L), figure(Category.GOVERNMENT, null, null)));
    }

    @Test
    void more_than_a_number_is_one_more_at_least() {
        assertEquals(301, least(figure(Category.BUSINESS, Relation.MORE_THAN, 300L)));
        assertEquals(Long.MAX_VALUE, least(figure(Category.BUSINESS, Relation.MORE_THAN, Long.MAX_VALUE)));
    }

    @Test
    void two_reports_of_one_category_are_not_added_up() {
        assertEquals(45, least(figure(Category.MEDIA, Relation.EXACTLY, 40L), figure(Category.MEDIA, Relation.EXACTLY, 45L)));
    }

    @Test
    void parts_of_a_category_are_added_up_but_not_to_the_whole() {
        var domestic = new AttendanceFigure(Category.EXPERTS, Relation.EXACTLY, 20L, Origin.DOMESTIC, null);
        var foreign = new AttendanceFigure(Category.EXPERTS, Relation.EXACTLY, 15L, Origin.FOREIGN, null);
        var kazakh = new AttendanceFigure(Category.EXPERTS, Relation.EXACTLY, 5L, Origin.FOREIGN, new Country("KZ"));
        assertEquals(35, least(domestic, foreign, kazakh));
        assertEquals(50, least(domestic, foreign, figure(Category.EXPERTS, Relation.ABOUT, 50L)));
    }

    @Test
    void more_than_a_number_has_no_upper_bound() {
        assertEquals(Long.MAX_VALUE, most(figure(Category.TOTAL, Relation.MORE_THAN, 300L)));
        assertEquals(320, most(figure(Category.TOTAL, Relation.EXACTLY, 300L), figure(Category.TOTAL, Relation.ABOUT, 320L)));
        assertEquals(Long.MAX_VALUE, most());
    }
}
