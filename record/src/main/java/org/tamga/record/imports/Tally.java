package org.tamga.record.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.Violation;
import org.tamga.record.Outcome;
import org.tamga.record.Warning;
import org.tamga.record.imports.ImportReport.RowProblem;
import org.tamga.record.imports.ImportReport.Severity;

/** Counts what comes of rows, and keeps the first of what is wrong with them. */
final class Tally {

    private static final Comparator<RowProblem> BY_LINE = Comparator.comparing(RowProblem::line,
            Comparator.nullsFirst(Comparator.naturalOrder()));

    private long accepted;
    private long unchanged;
    private long rejected;
    private long warnings;
    private final List<RowProblem> errors = new ArrayList<>();
    private final List<RowProblem> oddities = new ArrayList<>();

    void landed(Place place, Outcome<?> outcome) {
        if (outcome.effect() == Outcome.Effect.UNCHANGED) {
            unchanged++;
        } else {
            accepted++;
        }
        for (Warning warning : outcome.warnings()) {
            odd(place.at(warning.pointer()), warning.code(), warning.detail());
        }
    }

    void rejected(Place place, String code, List<Violation> violations) {
        rejected++;
        for (var violation : violations) {
            var at = place.at(violation.pointer());
            keep(errors, new RowProblem(at.line(), at.pointer(), code, violation.detail(), Severity.ERROR));
        }
    }

    void odd(Place place, String code, String detail) {
        warnings++;
        keep(oddities, new RowProblem(place.line(), place.pointer(), code, detail, Severity.WARNING));
    }

    void add(Tally other) {
        accepted += other.accepted;
        unchanged += other.unchanged;
        rejected += other.rejected;
        warnings += other.warnings;
        other.errors.forEach(problem -> keep(errors, problem));
        other.oddities.forEach(problem -> keep(oddities, problem));
    }

    ImportReport report() {
        return new ImportReport(accepted, unchanged, rejected, warnings,
                Stream.of(errors, oddities).flatMap(problems -> problems.stream().sorted(BY_LINE)).toList());
    }

    /** At least one, whatever the refusal. */
    static List<Violation> violations(Problem refusal) {
        return refusal.violations().isEmpty() ? List.of(new Violation("", refusal.getMessage())) : refusal.violations();
    }

    private static void keep(List<RowProblem> problems, RowProblem problem) {
        if (problems.size() < ImportReport.MOST_NAMED) {
            problems.add(problem);
        }
    }
}
