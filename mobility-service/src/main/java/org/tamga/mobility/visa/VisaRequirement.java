package org.tamga.mobility.visa;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.LegalBasis;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What is asked of a traveller on a day, as the recorded regimes say it together ({@link EffectiveRule}).
 *
 * @param nationality whose document
 * @param destination the country that is entered
 * @param on the day, in the destination
 * @param documentType which document
 * @param purpose what for
 * @param requirement unknown where no regime that applies is recorded
 * @param limits all that apply at once: a stay must keep every one of them
 * @param legalBasis what the requirement rests on; null where that is not recorded
 * @param regimeIds the regimes that the requirement and the limits come from, the leading one first
 * @param alternatives regimes that apply and say otherwise, best first
 * @param chosenBy how the answer came about, in English sentences
 * @param confidence of the leading regime; null where there is none
 * @param sources of the regimes that the answer comes from
 */
public record VisaRequirement(Country nationality, Country destination, LocalDate on, DocumentType documentType,
        Purpose purpose, Requirement requirement, List<Limit> limits, LegalBasis legalBasis, List<UUID> regimeIds,
        List<Alternative> alternatives, String chosenBy, Confidence confidence, List<Citation> sources) {

    /** Who asks to go where, when, with what and what for. */
    public record Journey(Country nationality, Country destination, LocalDate on, DocumentType documentType,
            Purpose purpose) {

        /** The same on another day. */
        public Journey on(LocalDate day) {
            return new Journey(nationality, destination, day, documentType, purpose);
        }
    }

    /** Whether one is let in. A rule that is disputed lets nobody in for sure, and keeps nobody out. */
    public Answer entry() {
        if (requirement == Requirement.UNKNOWN) {
            return Answer.UNKNOWN;
        }
        if (isDisputed()) {
            return Answer.DISPUTED;
        }
        return switch (requirement) {
            case FREEDOM_OF_MOVEMENT, VISA_FREE, ETA, VISA_ON_ARRIVAL -> Answer.YES;
            case NO_ADMISSION -> Answer.NO;
            case E_VISA, VISA_REQUIRED, UNKNOWN -> Answer.UNKNOWN;
        };
    }

    /** Whether it asks the same as that of another day. */
    public boolean asksTheSameAs(VisaRequirement other) {
        return requirement == other.requirement && entry() == other.entry()
                && limits.stream().map(Limit::limit).toList().equals(other.limits.stream().map(Limit::limit).toList());
    }

    /** What is asked, in English sentences; where it is disputed, with what other sources say. */
    public String inWords() {
        return requirement.inWords() + (!isDisputed()
                ? ""
                : alternatives.isEmpty()
                        ? " It is disputed."
                        : alternatives.stream().map(Alternative::inWords)
                                .collect(Collectors.joining(", or ", " It is disputed: other sources say ", ".")));
    }

    /** Whether it is to be asked how long one may stay: of a visa that is granted before only where limits are recorded. */
    public boolean limitsStay() {
        return requirement.isWithoutVisa() || requirement == Requirement.VISA_ON_ARRIVAL || !limits.isEmpty();
    }

    /** What the rule itself says, to be held against its alternatives. */
    public Alternative reading() {
        return new Alternative(requirement, limits.stream().map(Limit::limit).toList(),
                regimeIds.stream().findFirst().orElse(null), confidence, sources);
    }

    boolean isDisputed() {
        return confidence == Confidence.DISPUTED;
    }

    /** A limit with the regime that sets it. */
    public record Limit(@JsonUnwrapped VisaRegime.Limit limit, UUID regimeId, Confidence confidence, List<Citation> sources) {

        /** No getter, which would be a member of the answer. */
        boolean disputed() {
            return confidence == Confidence.DISPUTED;
        }
    }

    /** Another regime's word. */
    public record Alternative(Requirement requirement, List<VisaRegime.Limit> limits, UUID regimeId, Confidence confidence,
            List<Citation> sources) {

        /** Such as {@code visa-free (30 days per entry)}. */
        public String inWords() {
            return Json.name(requirement) + (limits.isEmpty()
                    ? ""
                    : limits.stream().map(VisaRegime.Limit::inWords).collect(Collectors.joining(", ", " (", ")")));
        }
    }
}
