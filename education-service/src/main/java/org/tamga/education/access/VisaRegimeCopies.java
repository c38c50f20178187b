package org.tamga.education.access;

import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Copies;
import org.tamga.record.Ledger;

/** Our copy of the visa regimes, as mobility-service knows them now. */
@Singleton
public class VisaRegimeCopies extends Copies<VisaRegimeCopies.VisaRegime> {

    VisaRegimeCopies(Ledger ledger) {
        super(ledger, "mobility.visa-regime", "visa_regime", VisaRegime.class);
    }

    /** What we read of a regime. */
    public record VisaRegime(Country nationality, Country destination, String documentType, List<String> purposesIn,
            List<String> purposesOut, String requirement, String status) {

        private static final String STUDY = "study";

        boolean isInForce() {
            return status == null || "in-force".equals(status);
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

        boolean isWithoutVisa() {
            return List.of("freedom-of-movement", "visa-free", "eta").contains(requirement);
        }
    }
}
