package org.tamga.education.statistic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.education.statistic.Series.Kind;
import org.tamga.education.value.Relation;

/** Adds up numbers of students where that makes sense: parts by level or institution, of one way of counting, on one date. */
final class Sum {

    private Sum() {
    }

    /**
     * The numbers of one date, put together.
     *
     * @param relation how the sum stands to the true one, as each of the numbers does; null is exactly
     */
    public record Total(String date, Relation relation, long value) {}

    /**
     * The sums by date; a date on which a part has no sure number has none, for what is not recorded is not nothing.
     *
     * @throws Problem 422 not-comparable where the series count different things, or a total beside its own parts, or where the
     *         numbers of a date stand unlike to the true ones
     */
    static List<Total> of(List<Series> recorded) {
        var series = recorded.stream().map(Series::sure).toList();
        var differences = differences(series);
        if (!differences.isEmpty()) {
            throw new Problem(ProblemType.NOT_COMPARABLE, "Numbers of students are never added across "
                    + String.join(", ", differences)
                    + ": they would count some students twice, or unlike things. Narrow the question, or read the series.");
        }
        refuseTotalsBesideParts(series);
        var dates = series.stream().map(each -> each.points().stream().map(Series.Point::date).collect(Collectors.toSet()))
                .reduce((some, others) -> {
                    some.retainAll(others);
                    return some;
                }).orElse(Set.of());
        var totals = new TreeMap<String, Total>();
        series.forEach(each -> each.points().stream().filter(point -> dates.contains(point.date()))
                .forEach(point -> totals.merge(point.date(), total(point), Sum::together)));
        return List.copyOf(totals.values());
    }

    private static Total total(Series.Point point) {
        return new Total(point.date(), point.relation() == Relation.EXACTLY ? null : point.relation(), point.value());
    }

    private static Total together(Total one, Total other) {
        if (one.relation() != other.relation()) {
            throw new Problem(ProblemType.NOT_COMPARABLE, "Of the numbers of " + one.date() + " one is given as "
                    + word(one.relation()) + ", another as " + word(other.relation())
                    + ": they are never added. Narrow the question, or read the series.");
        }
        try {
            return new Total(one.date(), one.relation(), Math.addExact(one.value(), other.value()));
        } catch (ArithmeticException e) {
            throw Problem.brokenRule("", "The numbers of " + one.date() + " are too large to be added.");
        }
    }

    private static String word(Relation relation) {
        return Json.name(relation == null ? Relation.EXACTLY : relation);
    }

    private static List<String> differences(List<Series> series) {
        var differences = new ArrayList<String>();
        note(differences, series, "measure", Kind::measure);
        note(differences, series, "mobility", Kind::mobility);
        note(differences, series, "basis", Kind::basis);
        note(differences, series, "reporter", kind -> String.valueOf(kind.reporter()));
        return differences;
    }

    private static void note(List<String> differences, List<Series> series, String name, Function<Kind, Object> property) {
        var values = series.stream().map(Series::of).map(property).distinct().map(value -> value instanceof Enum<?> constant
                ? Json.name(constant)
                : value.toString()).toList();
        if (values.size() > 1) {
            differences.add(name + " (" + String.join(", ", values) + ")");
        }
    }

    private static void refuseTotalsBesideParts(List<Series> series) {
        var hasTotal = series.stream().anyMatch(each -> each.of().level() == null && each.of().institutionId() == null);
        var mixed = series.stream().map(each -> each.of().level() == null).distinct().count() > 1
                || series.stream().map(each -> each.of().institutionId() == null).distinct().count() > 1;
        var repeated = series.stream().anyMatch(each -> each.points().stream().map(Series.Point::date).distinct().count() < each
                .points().size());
        if (series.size() > 1 && (hasTotal || mixed)) {
            throw new Problem(ProblemType.NOT_COMPARABLE,
                    "A total stands beside its own parts by level or institution; name the level or institutionId.");
        }
        if (repeated) {
            throw new Problem(ProblemType.NOT_COMPARABLE,
                    "A series has two numbers for one date; one of them replaces the other.");
        }
    }
}
