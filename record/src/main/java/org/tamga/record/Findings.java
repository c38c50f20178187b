package org.tamga.record;

import java.util.ArrayList;
import java.util.List;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;

/** What a room's rules find in a write: violations refuse it, all of them together; warnings let it land and are named. */
public final class Findings {

    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    /** The write is refused: this field breaks a rule. */
    public void refuse(String pointer, String detail) {
        violations.add(new Violation(pointer, detail));
    }

    /** The write is refused if the condition holds. */
    public void refuseIf(boolean broken, String pointer, String detail) {
        if (broken) {
            refuse(pointer, detail);
        }
    }

    /** The write lands, but its answer names this. */
    public void warn(String code, String pointer, String detail) {
        warnings.add(new Warning(code, pointer, detail));
    }

    /** The write lands, but its answer names this if the condition holds. */
    public void warnIf(boolean odd, String code, String pointer, String detail) {
        if (odd) {
            warn(code, pointer, detail);
        }
    }

    /** True if the write is refused already: what it would come to need not be looked at. */
    public boolean isRefused() {
        return !violations.isEmpty();
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    void throwIfRefused() {
        if (isRefused()) {
            throw new Problem(ProblemType.RULE_BROKEN, violations.get(0).detail(), violations);
        }
    }
}
