package org.tamga.education.statistic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.tamga.commons.json.Json;
import org.tamga.education.statistic.Series.Kind;
import org.tamga.education.statistic.Series.Point;
import org.tamga.education.value.Relation;

/**
 * Two series side by side: first what they count differently, then the numbers.
 *
 * @param a the one
 * @param b the other
 * @param comparable true if they count the same in the same way, and have numbers of the same dates and of one kind, so that a
 *        difference is a contradiction
 * @param differs names of what they do differently, such as {@code basis}
 * @param because the same in words
 * @param points for each year in which both have a number that is neither disputed nor only planned
 */
public record Comparison(Kind a, Kind b, boolean comparable, List<String> differs, String because, List<Pair> points) {

    /**
     * The latest numbers of one year.
     *
     * @param difference a less b
     * @param ratio a by b to four places; null where b is 0
     */
    public record Pair(String year, Point a, Point b, long difference, BigDecimal ratio) {}

    /** Every two series that count students of the same measure and mobility, by different reporters or on different bases. */
    static List<Comparison> ofAll(List<Series> series) {
        var comparisons = new ArrayList<Comparison>();
        for (int i = 0; i < series.size(); i++) {
            for (int j = i + 1; j < series.size(); j++) {
                var comparison = of(series.get(i), series.get(j));
                if (!comparison.differs().contains("measure") && !comparison.differs().contains("mobility")
                        && !comparison.differs().contains("level") && !comparison.differs().contains("institutionId")) {
                    comparisons.add(comparison);
                }
            }
        }
        return comparisons;
    }

    /** Every series of one reporter beside every series of another. */
    static List<Comparison> ofReporters(List<Series> series, String a, String b) {
        var comparisons = new ArrayList<Comparison>();
        for (var one : by(series, a)) {
            by(series, b).forEach(other -> comparisons.add(of(one, other)));
        }
        return comparisons;
    }

    private static List<Series> by(List<Series> series, String reporter) {
        return series.stream().filter(each -> reporter.equals(each.of().reporter())).toList();
    }

    private static Comparison of(Series one, Series other) {
        var a = one.of();
        var b = other.of();
        var differs = new ArrayList<String>();
        var words = new ArrayList<String>();
        note(differs, words, "measure", a.measure(), b.measure());
        note(differs, words, "mobility", a.mobility(), b.mobility());
        note(differs, words, "basis", a.basis(), b.basis());
        note(differs, words, "level", a.level(), b.level());
        note(differs, words, "institutionId", a.institutionId(), b.institutionId());
        var pairs = pairs(one.sure(), other.sure());
        note(differs, words, "date", pairs, Point::date);
        note(differs, words, "relation", pairs, point -> Objects.requireNonNullElse(point.relation(), Relation.EXACTLY));
        var counting = "count differently: " + String.join(", ", words);
        var because = pairs.isEmpty()
                ? "They have no year in common" + (differs.isEmpty() ? "" : ", and " + counting)
                        + ". There is nothing to compare."
                : differs.isEmpty()
                        ? "Both count the same students in the same way: a difference is a contradiction between the reporters."
                        : "They " + counting + ". A difference may come of that alone.";
        return new Comparison(a, b, differs.isEmpty() && !pairs.isEmpty(), differs, because, pairs);
    }

    private static void note(List<String> differs, List<String> words, String name, Object a, Object b) {
        if (!Objects.equals(a, b)) {
            differs.add(name);
            words.add(name + " " + word(a) + " and " + word(b));
        }
    }

    /** What the two numbers of a year have different, for each such year. */
    private static void note(List<String> differs, List<String> words, String name, List<Pair> pairs,
            Function<Point, Object> property) {
        var different = pairs.stream().filter(pair -> !property.apply(pair.a()).equals(property.apply(pair.b()))).toList();
        if (!different.isEmpty()) {
            differs.add(name);
            different.stream()
                    .map(pair -> name + " " + word(property.apply(pair.a())) + " and " + word(property.apply(pair.b())))
                    .distinct().forEach(words::add);
        }
    }

    private static String word(Object value) {
        return value == null ? "all" : value instanceof Enum<?> constant ? Json.name(constant) : value.toString();
    }

    private static List<Pair> pairs(Series one, Series other) {
        return one.points().stream().map(Comparison::year).distinct()
                .flatMap(year -> latest(one, year).flatMap(a -> latest(other, year).map(b -> pair(year, a, b))).stream())
                .toList();
    }

    private static Optional<Point> latest(Series series, String year) {
        // Points are in the order of their dates.
        return series.points().stream().filter(point -> year(point).equals(year)).reduce((former, later) -> later);
    }

    /** The calendar year of a date, or the first one of an academic year; an open interval has that of its end. */
    private static String year(Point point) {
        var dates = point.date().split("/");
        return (dates[0].matches("\\d.*") ? dates[0] : dates[1]).substring(0, 4);
    }

    private static Pair pair(String year, Point a, Point b) {
        var ratio = b.value() == 0
                ? null
                : BigDecimal.valueOf(a.value()).divide(BigDecimal.valueOf(b.value()), 4, RoundingMode.HALF_EVEN);
        return new Pair(year, a, b, a.value() - b.value(), ratio);
    }
}
