package org.tamga.events.attendance;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.tamga.events.attendance.AttendanceFigure.Category;

/**
 * All figures of one gathering together. Several sources may report the same, so no two figures of one kind of people are added
 * up: the higher counts.
 *
 * @param figures of one gathering
 */
record Attendance(Collection<AttendanceFigure> figures) {

    /** The least that came, by the categories alone. */
    long leastByCategories() {
        return figures.stream().filter(figure -> figure.category() != Category.TOTAL)
                .collect(Collectors.groupingBy(AttendanceFigure::category)).values().stream()
                .mapToLong(Attendance::least).sum();
    }

    /** The most that came, by the totals alone: the highest of them, where sources differ. */
    long mostByTotals() {
        return figures.stream().filter(figure -> figure.category() == Category.TOTAL && figure.isWhole())
                .mapToLong(AttendanceFigure::most).max().orElse(Long.MAX_VALUE);
    }

    /** The least of one category: as a whole, or its parts by origin, or by country, whichever comes to more. */
    private static long least(List<AttendanceFigure> category) {
        var whole = category.stream().filter(AttendanceFigure::isWhole).mapToLong(AttendanceFigure::least).max().orElse(0);
        var byOrigin = parts(category.stream().filter(figure -> figure.country() == null && figure.origin() != null).toList());
        var byCountry = parts(category.stream().filter(figure -> figure.country() != null).toList());
        return Math.max(whole, Math.max(byOrigin, byCountry));
    }

    private static long parts(List<AttendanceFigure> parts) {
        return parts.stream().collect(Collectors.groupingBy(figure -> List.of(String.valueOf(figure.country()),
                String.valueOf(figure.origin())))).values().stream()
                .mapToLong(same -> same.stream().mapToLong(AttendanceFigure::least).max().orElse(0)).sum();
    }
}
