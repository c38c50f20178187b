package org.tamga.record.database;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** A 503: the database is there, but others hold what is asked of it. Nothing of it stands; a smaller part of it may succeed. */
public final class Contended extends Problem {

    private static final long serialVersionUID = 1L;

    Contended() {
        super(ProblemType.UNAVAILABLE, "Others write the same just now, such as an import.");
        header("Retry-After", "2");
    }
}
