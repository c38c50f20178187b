package org.tamga.mobility.visa;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

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
            Purpose purpose) {}

    /** A limit with the regime that sets it. */
    public record Limit(@JsonUnwrapped VisaRegime.Limit limit, UUID regimeId, Confidence confidence, List<Citation> sources) {}

    /** Another regime's word. */
    public record Alternative(Requirement requirement, List<VisaRegime.Limit> limits, UUID regimeId, Confidence confidence,
            List<Citation> sources) {}
}
