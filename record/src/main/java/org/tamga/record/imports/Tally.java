package org.tamga.record.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.Violation;
import org.tamga.record.Chunk;
import org.tamga.record.Outcome;
import org.tamga.record.Warning;
import org.tamga.record.imports.ImportReport.RowProblem;
import org.tamga.record.imports.ImportReport.Severity;

/** Counts what comes of rows, and keeps the first of what is wrong with them. */
final class Tally implements Chunk.Results {

    private static final Comparator<RowProblem> BY_LINE = Comparator.comparing(RowProblem::line,
            Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Enough to know a place or a reason by; they may quote the file, whose cells are as long as it likes. */
    private static final int LONGEST = 500;

    private long accepted;
    private long unchanged;
    private long rejected;
    private long warnings;
    private final List<RowProblem> errors = new ArrayList<>();
    private final List<RowProblem> oddities = new ArrayList<>();

    @Override
    public void landed(Place place, Outcome<?> outcome) {
        if (outcome.effect() == Outcome.Effect.UNCHANGED) {
            unchanged++;
        } else {
            accepted++;
        }
        for (Warning warning : outcome.warnings()) {
            odd(place.at(warning.pointer()), warning.code(), warning.detail());
        }
    }

    @Override
    public void refused(Place place, Problem refusal) {
        rejected(place, refusal.type().slug(), violations(refusal));
    }

    void rejected(Place place, String code, List<Violation> violations) {
        rejected++;
        for (var violation : violations) {
            var at = place.at(violation.pointer());
            keep(errors, at, code, violation.detail(), Severity.ERROR);
        }
    }

    void odd(Place place, String code, String detail) {
        warnings++;
        keep(oddities, place, code, detail, Severity.WARNING);
    }

    /** What a report tells, to count on from there. */
    static Tally of(ImportReport report) {
        var tally = new Tally();
        tally.accepted = report.accepted();
        tally.unchanged = report.unchanged();
        tally.rejected = report.rejected();
        tally.warnings = report.warnings();
        report.problems().forEach(
                problem -> (problem.severity() == Severity.ERROR ? tally.errors : tally.oddities).add(problem));
        return tally;
    }

    Tally copy() {
        return of(report());
    }

    /** Of a file that is taken in from its beginning again: what it has recorded counts, and is met once more as unchanged. */
    Tally again() {
        var tally = new Tally();
        tally.accepted = accepted;
        return tally;
    }

    ImportReport report() {
        return new ImportReport(accepted, unchanged, rejected, warnings,
                Stream.of(errors, oddities).flatMap(problems -> problems.stream().sorted(BY_LINE)).toList());
    }

    /** At least one, whatever the refusal. */
    static List<Violation> violations(Problem refusal) {
        return refusal.violations().isEmpty() ? List.of(new Violation("", refusal.getMessage())) : refusal.violations();
    }

    private static void keep(List<RowProblem> problems, Place place, String code, String detail, Severity severity) {
        if (problems.size() < ImportReport.MOST_NAMED) {
            problems.add(new RowProblem(place.line(), cut(place.pointer()), code, cut(detail), severity));
        }
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        var end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
