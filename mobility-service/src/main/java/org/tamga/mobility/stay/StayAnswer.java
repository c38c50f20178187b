package org.tamga.mobility.stay;

import java.time.LocalDate;
import java.util.List;

import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.Answer;
import org.tamga.mobility.visa.VisaRegime;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRegime.WindowKind;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;

/**
 * What the limits of stay say to trips.
 *
 * @param nationality whose document, or null where only rules were given
 * @param destination where, or null where only rules were given
 * @param documentType with which document; null where rules were given instead
 * @param purpose what for, likewise
 * @param requirement of the recorded rule; null where rules were given instead
 * @param rulesAsOf the day whose rules are applied; null where rules were given instead
 * @param verdict of the requirement and all limits together
 * @param because in an English sentence, where no limit says it, the rule is disputed, or a later trip is broken
 * @param limits each by itself
 * @param lastSafeExit the last day of exit of a stay that begins as planned and keeps every limit, as do all later trips that
 *        would without it; null where not even its first day does, where nothing ends it, where nothing is planned, or where more than
 *        the limits decides, such as a visa that says itself how long one may stay; of a rule that is disputed by all of its readings
 * @param earliestReEntry the first day after all trips but the planned one on which a stay of one day keeps every limit
 * @param readings of a rule that is disputed, what it comes to as it is recorded and as each other source has it; else null
 */
public record StayAnswer(Country nationality, Country destination, DocumentType documentType, Purpose purpose,
        Requirement requirement, LocalDate rulesAsOf, Verdict verdict, String because, List<LimitAnswer> limits,
        LocalDate lastSafeExit, LocalDate earliestReEntry, List<RuleAnswer> readings) {

    /** The same by a rule that is disputed. */
    StayAnswer disputed(Verdict verdict, String because, LocalDate lastSafeExit, List<RuleAnswer> readings) {
        return new StayAnswer(nationality, destination, documentType, purpose, requirement, rulesAsOf, verdict, because, limits,
                lastSafeExit, earliestReEntry, readings);
    }

    /** What a limit says. */
    public enum Verdict {
        ALLOWED,
        REFUSED,
        /** One reading of the limit allows it and another does not, or the limit that does not is disputed. */
        DIFFERS,
        /** No limit is recorded, or a visa that is granted before says itself how long one may stay. */
        UNKNOWN;

        /** What it proves of whether one may stay. */
        public Answer answer() {
            return switch (this) {
                case ALLOWED -> Answer.YES;
                case REFUSED -> Answer.NO;
                case DIFFERS -> Answer.DISPUTED;
                case UNKNOWN -> Answer.UNKNOWN;
            };
        }
    }

    /**
     * What one limit says. Of a window whose kind no source gives, both readings are there, and the figures are those of the
     * stricter, which looks backward.
     *
     * @param kind per entry, or in a window
     * @param windowKind as recorded; null per entry
     * @param allowedDays the limit
     * @param windowDays its window, or null
     * @param verdict whether it is kept
     * @param daysUsed the most that count on any day of the plan, or those on {@code breachOn}
     * @param breachOn the first day that breaks it, of the plan or of a later trip that would keep it without the plan; or null
     * @param windowFrom the window in which those days are counted: its first day
     * @param windowTo and its last
     * @param countedTrips the stays that those days are from, the planned included
     * @param brokenTrips the later trips that would keep it without the plan, but break it with it, in their order
     * @param lastSafeExit as far as this limit goes
     * @param earliestReEntry as far as this limit goes
     * @param readings of a window of unknown kind, each by itself; else null
     * @param confidence of the limit; null where it was given with the question
     * @param sources of the limit; empty where it was given with the question
     */
    public record LimitAnswer(Kind kind, WindowKind windowKind, int allowedDays, Integer windowDays, Verdict verdict,
            int daysUsed, LocalDate breachOn, LocalDate windowFrom, LocalDate windowTo, List<CountedTrip> countedTrips,
            List<BrokenTrip> brokenTrips,
            LocalDate lastSafeExit, LocalDate earliestReEntry, List<LimitAnswer> readings, Confidence confidence,
            List<Citation> sources) {

        boolean refusesInDispute() {
            return verdict == Verdict.REFUSED && confidence == Confidence.DISPUTED;
        }
    }

    /**
     * What a rule comes to that one source states and another disputes.
     *
     * @param requirement as that source has it
     * @param limits likewise
     * @param verdict of both together
     */
    public record RuleAnswer(Requirement requirement, List<VisaRegime.Limit> limits, Verdict verdict) {}

    /**
     * A stay as far as it counts.
     *
     * @param entry its first day in the window
     * @param exit its last day in the window
     * @param days how many of its days count
     */
    public record CountedTrip(LocalDate entry, LocalDate exit, int days) {}

    /**
     * A certain trip that the plan makes too long.
     *
     * @param entry its first day
     * @param exit its last day
     * @param breachOn the first of its days that breaks the limit only because of the plan
     */
    public record BrokenTrip(LocalDate entry, LocalDate exit, LocalDate breachOn) {}
}
