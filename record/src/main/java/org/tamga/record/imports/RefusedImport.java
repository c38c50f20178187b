package org.tamga.record.imports;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A 422 for a strict import with bad rows: nothing was recorded. Its body has the report's members too. */
final class RefusedImport extends Problem {

    private static final long serialVersionUID = 1L;

    private final transient ImportReport report;

    /** @param found what would have come of the file, had it been recorded */
    RefusedImport(ImportReport found) {
        super(ProblemType.IMPORT_REFUSED, found.rejected() + " rows cannot be recorded, so nothing was (mode=strict).");
        this.report = new ImportReport(0, found.unchanged(), found.rejected(), found.warnings(), found.problems());
        with("accepted", 0).with("unchanged", report.unchanged()).with("rejected", report.rejected())
                .with("warnings", report.warnings()).with("problems", report.problems());
    }

    ImportReport report() {
        return report;
    }
}
