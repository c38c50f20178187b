package org.tamga.mobility.stay;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.mobility.stay.StayAnswer.LimitAnswer;
import org.tamga.mobility.stay.StayAnswer.RuleAnswer;
import org.tamga.mobility.stay.StayAnswer.Verdict;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;
import org.tamga.record.Confidence;
import org.tamga.record.Records;

/** Answers questions about stays, by the recorded rules or by given ones. */
@Singleton
public class StayChecks {

    private final VisaRequirements requirements;

    StayChecks(VisaRequirements requirements) {
        this.requirements = requirements;
    }

    /** Throws a 422 for a question that nobody can mean. */
    public StayAnswer answer(StayQuestion question) {
        question.check();
        if (!question.rules().isEmpty()) {
            return answer(question, null, given(question.rules()));
        }
        var asOf = Optional.ofNullable(question.rulesAsOf())
                .orElseGet(() -> question.planned() == null ? Records.today() : question.planned().entry());
        var rule = requirements.of(new Journey(question.nationality(), question.destination(), asOf,
                Optional.ofNullable(question.documentType()).orElse(DocumentType.ORDINARY),
                Optional.ofNullable(question.purpose()).orElse(Purpose.TOURISM)),
                new At(asOf, question.knownAt(), At.Basis.SOURCE));
        return answer(question, rule);
    }

    /** The same by an effective rule that is at hand. Of one that is disputed, what other sources say is another reading. */
    public StayAnswer answer(StayQuestion question, VisaRequirement rule) {
        var answer = answer(question, rule, rule.limits().stream()
                .map(limit -> new StayCheck.Rule(limit.limit(), limit.confidence(), limit.sources())).toList());
        var isSurelyRefused = answer.limits().stream()
                .anyMatch(limit -> limit.verdict() == Verdict.REFUSED && limit.confidence() != Confidence.DISPUTED);
        if (rule.confidence() != Confidence.DISPUTED || isSurelyRefused) {
            return answer;
        }
        var said = Stream.concat(Stream.of(rule.reading()), rule.alternatives().stream()).toList();
        var readings = said.stream()
                .map(each -> new RuleAnswer(each.requirement(), each.limits(), verdict(question, each))).toList();
        var verdicts = readings.stream().map(RuleAnswer::verdict).toList();
        var areAlike = readings.size() > 1 && verdicts.stream().distinct().count() == 1;
        var mayBeRefused = verdicts.contains(Verdict.REFUSED) || verdicts.contains(Verdict.DIFFERS);
        return answer.disputed(areAlike
                ? verdicts.get(0)
                : mayBeRefused ? Verdict.DIFFERS : verdicts.contains(Verdict.UNKNOWN) ? Verdict.UNKNOWN : answer.verdict(),
                IntStream.range(0, said.size())
                        .mapToObj(i -> "by " + said.get(i).inWords() + " it is " + Json.name(verdicts.get(i)))
                        .collect(Collectors.joining("; ", "The rule is disputed: ",
                                answer.because() == null ? "." : ". " + answer.because())),
                lastSafeExit(question, said), readings);
    }

    /** The last day that is safe whichever of the readings counts. */
    private static LocalDate lastSafeExit(StayQuestion question, List<VisaRequirement.Alternative> readings) {
        var each = readings.stream().map(reading -> lastSafeExit(reading.requirement(), check(question, reading))).toList();
        return each.contains(null) ? null : Collections.min(each);
    }

    private static Verdict verdict(StayQuestion question, VisaRequirement.Alternative reading) {
        return verdict(reading.requirement(), check(question, reading).limits());
    }

    private static StayCheck check(StayQuestion question, VisaRequirement.Alternative reading) {
        return new StayCheck(question.trips(), question.planned(), given(reading.limits()));
    }

    private static List<StayCheck.Rule> given(List<Limit> limits) {
        return limits.stream().map(limit -> new StayCheck.Rule(limit, null, List.of())).toList();
    }

    /** @param rule or null where rules are given with the question */
    private static StayAnswer answer(StayQuestion question, VisaRequirement rule, List<StayCheck.Rule> rules) {
        var check = new StayCheck(question.trips(), question.planned(), rules);
        var limits = check.limits();
        return rule == null
                ? new StayAnswer(question.nationality(), question.destination(), null, null, null, null,
                        StayCheck.verdict(limits), StayCheck.because(limits), limits, check.lastSafeExit(),
                        check.earliestReEntry(), null)
                : new StayAnswer(question.nationality(), question.destination(), rule.documentType(), rule.purpose(),
                        rule.requirement(), rule.on(), verdict(rule.requirement(), limits),
                        because(rule.requirement(), limits), limits, lastSafeExit(rule.requirement(), check),
                        check.earliestReEntry(), null);
    }

    /** The last day that the limits allow, where nothing else decides. */
    private static LocalDate lastSafeExit(Requirement requirement, StayCheck check) {
        return switch (requirement) {
            case VISA_REQUIRED, E_VISA, NO_ADMISSION -> null;
            case FREEDOM_OF_MOVEMENT, VISA_FREE, ETA, VISA_ON_ARRIVAL, UNKNOWN -> check.lastSafeExit();
        };
    }

    /** What the limits of a rule come to. Those of a visa that is granted before are the most that it can allow. */
    private static Verdict verdict(Requirement requirement, List<LimitAnswer> limits) {
        var limited = StayCheck.verdict(limits);
        return switch (requirement) {
            case FREEDOM_OF_MOVEMENT -> limits.isEmpty() ? Verdict.ALLOWED : limited;
            case VISA_REQUIRED, E_VISA -> limited == Verdict.ALLOWED ? Verdict.UNKNOWN : limited;
            case NO_ADMISSION -> Verdict.REFUSED;
            case VISA_FREE, ETA, VISA_ON_ARRIVAL, UNKNOWN -> limited;
        };
    }

    /** Why it is so, where the limits do not say it or something is to be said of them; else null. */
    private static String because(Requirement requirement, List<LimitAnswer> limits) {
        var isSaidByLimits = !limits.isEmpty() && verdict(requirement, limits) == StayCheck.verdict(limits);
        return isSaidByLimits ? StayCheck.because(limits) : reason(requirement);
    }

    private static String reason(Requirement requirement) {
        return switch (requirement) {
            case FREEDOM_OF_MOVEMENT -> "There is freedom of movement, and no limit is recorded.";
            case NO_ADMISSION -> "Nobody with this document is admitted.";
            case VISA_REQUIRED, E_VISA, VISA_ON_ARRIVAL -> "A visa is needed; it says itself how long one may stay.";
            case VISA_FREE, ETA -> "No limit is recorded, which does not mean that there is none.";
            case UNKNOWN -> "No visa regime that applies is recorded.";
        };
    }
}
