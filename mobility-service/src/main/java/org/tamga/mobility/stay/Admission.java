package org.tamga.mobility.stay;

import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.record.Citation;

/** Whether the record lets somebody in and stay, once for every answer that asks it; of people who have not been there before. */
@Singleton
public class Admission {

    private final StayChecks checks;

    Admission(StayChecks checks) {
        this.checks = checks;
    }

    /**
     * A step of a proof.
     *
     * @param because in English sentences
     * @param sources of what it rests on
     */
    public record Step(Answer answer, String because, List<Citation> sources) {}

    /** Whether the rule lets them in. */
    public Step entry(VisaRequirement rule) {
        return new Step(rule.entry(), "Entering " + rule.destination() + " on " + rule.on() + " for "
                + Json.name(rule.purpose()) + ": " + rule.inWords(), rule.sources());
    }

    /**
     * Whether they may stay. What only the journeys that were found make too long is not ruled out: there may be others.
     *
     * @param least the days on which they have to be there
     * @param whole the days on which they are there by the journeys that were found
     */
    public Step stay(VisaRequirement rule, Trip least, Trip whole) {
        var checked = check(rule, whole);
        var isOnlyTooEarlyOrLate = checked.verdict() == StayAnswer.Verdict.REFUSED
                && check(rule, least).verdict() != StayAnswer.Verdict.REFUSED;
        return new Step(isOnlyTooEarlyOrLate ? Answer.UNKNOWN : checked.verdict().answer(),
                "A stay from " + whole.entry() + " to " + whole.exit() + " by people who have not been there before: "
                        + Json.name(checked.verdict()) + "."
                        + (checked.lastSafeExit() == null
                                ? ""
                                : " They must leave on " + checked.lastSafeExit() + " at the latest.")
                        + (isOnlyTooEarlyOrLate
                                ? " One from " + least.entry() + " to " + least.exit()
                                        + " is not; whether other journeys allow it, no record says."
                                : "")
                        + (checked.because() == null ? "" : " " + checked.because()),
                checked.limits().stream().flatMap(limit -> limit.sources().stream()).distinct().toList());
    }

    /** What the rule says to a stay. */
    public StayAnswer check(VisaRequirement rule, Trip stay) {
        return checks.answer(new StayQuestion(rule.nationality(), rule.destination(), rule.documentType(), rule.purpose(),
                List.of(), stay, rule.on(), null, List.of()), rule);
    }
}
