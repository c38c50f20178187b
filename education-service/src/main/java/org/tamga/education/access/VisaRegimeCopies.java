package org.tamga.education.access;

import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Confidence;
import org.tamga.record.Copies;
import org.tamga.record.Ledger;

/** Our copy of the visa regimes, as mobility-service knows them now. */
@Singleton
public class VisaRegimeCopies extends Copies<VisaRegimeCopies.VisaRegime> {

    VisaRegimeCopies(Ledger ledger) {
        super(ledger, "mobility.visa-regime", "visa_regime", VisaRegime.class);
    }

    /** 1: with the confidence. */
    @Override
    protected int revision() {
        return 1;
    }

    /**
     * What we read of a regime.
     *
     * @param legalBasis the act that it rests on; null where none is recorded, as of what a data set says
     * @param confidence null of what was copied before it was read
     */
    public record VisaRegime(Country nationality, Country destination, String documentType, List<String> purposesIn,
            List<String> purposesOut, String requirement, LegalBasis legalBasis, String status,
            Confidence confidence) {

        private static final String STUDY = "study";

        boolean isInForce() {
            return status == null || "in-force".equals(status);
        }

        /** False where it is only planned, or disputed. */
        boolean isSure() {
            return confidence == null || confidence.isSure();
        }

        boolean isForOrdinaryPassports() {
            return documentType == null || "ordinary".equals(documentType);
        }

        /** True if it holds for who comes to study. */
        boolean coversStudy() {
            return (purposesIn.isEmpty() || purposesIn.contains(STUDY)) && !purposesOut.contains(STUDY);
        }

        boolean namesStudy() {
            return purposesIn.contains(STUDY);
        }

        /** True if an act says that it is not for who comes to study. */
        boolean excludesStudyByLaw() {
            return legalBasis != null && purposesOut.contains(STUDY);
        }

        /** True if it names neither purposes nor an act: then it is no word against an act that does. */
        boolean isBare() {
            return legalBasis == null && purposesIn.isEmpty() && purposesOut.isEmpty();
        }

        boolean isWithoutVisa() {
            return List.of("freedom-of-movement", "visa-free", "eta").contains(requirement);
        }
    }

    /** What we read of an act: whose it is, such as {@code bilateral}. */
    public record LegalBasis(String kind) {}
}
