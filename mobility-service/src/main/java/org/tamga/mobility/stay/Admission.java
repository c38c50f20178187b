package org.tamga.mobility.stay;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.mobility.airport.Days;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;
import org.tamga.record.Citation;

/** Whether the record lets somebody in and stay, once for every answer that asks it; of people who have not been there before. */
@Singleton
public class Admission {

    private final VisaRequirements requirements;
    private final StayChecks checks;

    Admission(VisaRequirements requirements, StayChecks checks) {
        this.requirements = requirements;
        this.checks = checks;
    }

    /**
     * A step of a proof.
     *
     * @param because in English sentences
     * @param sources of what it rests on
     */
    public record Step(Answer answer, String because, List<Citation> sources) {}

    /**
     * What lets them in and stay.
     *
     * @param rule of the first day on which they may enter
     * @param steps each of which must be so
     */
    public record Proof(VisaRequirement rule, List<Step> steps) {}

    /**
     * Whether they may enter and stay.
     *
     * @param journey whose day is not looked at
     * @param entry when they enter
     * @param exit when they leave
     * @param least the days on which they have to be there
     * @param at what was known when; its day is not looked at
     */
    public Proof prove(VisaRequirement.Journey journey, Days entry, Days exit, Trip least, At at) {
        var days = entry.each().map(journey::on).toList();
        var rules = requirements.of(days, at);
        var rule = rules.get(days.get(0));
        var other = days.stream().map(rules::get).filter(later -> !later.asksTheSameAs(rule)).findFirst();
        return new Proof(rule, other.map(later -> List.of(new Step(Answer.UNKNOWN,
                "No single zone tells on which day they enter " + rule.destination() + ", and the rule on " + later.on()
                        + " is another than on " + rule.on() + ": " + Json.name(rule.requirement()) + ", then "
                        + Json.name(later.requirement()) + ".",
                Stream.of(rule, later).flatMap(each -> each.sources().stream()).distinct().toList())))
                .orElseGet(() -> rule.limitsStay()
                        ? List.of(entry(rule), stay(rule, least, Trip.between(entry.first(), exit.last())))
                        : List.of(entry(rule))));
    }

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
    private Step stay(VisaRequirement rule, Trip least, Trip whole) {
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
