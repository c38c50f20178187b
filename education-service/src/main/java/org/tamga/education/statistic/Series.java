package org.tamga.education.statistic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.tamga.education.statistic.StudentStatistic.Basis;
import org.tamga.education.statistic.StudentStatistic.Counting;
import org.tamga.education.statistic.StudentStatistic.Mobility;
import org.tamga.education.value.Relation;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * Numbers that count the same in the same way, at different times.
 *
 * @param of what they count, and how
 * @param points in the order of their dates; several of one date contradict each other
 */
public record Series(@JsonUnwrapped Kind of, List<Point> points) {

    /**
     * What makes numbers alike.
     *
     * @param level null is all levels
     * @param institutionId null is all institutions
     */
    public record Kind(Counting measure, Mobility mobility, Basis basis, String reporter, String level, UUID institutionId) {

        static Kind of(StudentStatistic statistic) {
            return new Kind(statistic.measure(), statistic.mobility(), statistic.basis(), statistic.reporter(),
                    statistic.level(),
                    statistic.institutionId());
        }
    }

    /**
     * One number.
     *
     * @param date as the source gives it
     * @param confidence one that is planned or disputed is never added, nor compared
     */
    public record Point(String date, Relation relation, long value, Confidence confidence, List<Citation> sources) {}

    /** Sorts numbers into their series. */
    static List<Series> of(List<Period<StudentStatistic>> statistics) {
        return statistics.stream()
                .sorted(Comparator.comparing((Period<StudentStatistic> period) -> period.content().lastDay(),
                        Comparator.nullsLast(Comparator.naturalOrder())))
                .collect(Collectors.groupingBy(period -> Kind.of(period.content()), LinkedHashMap::new,
                        Collectors.mapping(Series::point, Collectors.toList())))
                .entrySet().stream().map(kind -> new Series(kind.getKey(), kind.getValue())).toList();
    }

    private static Point point(Period<StudentStatistic> period) {
        var statistic = period.content();
        return new Point(statistic.date(), statistic.relation(), statistic.value(), period.confidence(), period.sources());
    }

    /** The same numbers, as far as they are neither disputed nor only planned. */
    Series sure() {
        return new Series(of, points.stream().filter(point -> point.confidence().isSure()).toList());
    }
}
