package org.tamga.mobility.visa;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.mobility.visa.VisaRegime.LegalBasis;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRegime.Status;
import org.tamga.record.Change;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;

/** The visa regimes and the rules they are recorded by. */
@Singleton
public class VisaRegimeRecords extends Records<VisaRegime> {

    VisaRegimeRecords(Ledger ledger) {
        super(ledger, "visa-regime", VisaRegime.class);
    }

    @Override
    protected void check(Draft<VisaRegime> draft, Findings findings) {
        var regime = draft.content();
        findings.refuseIf(regime.nationality().equals(regime.destination()), "/destination",
                "is the country of the nationality itself");
        findings.refuseIf(regime.requirement() == Requirement.UNKNOWN, "/requirement",
                "what is not known is not recorded; a question about it is answered with unknown");
        for (int i = 0; i < regime.purposesOut().size(); i++) {
            findings.refuseIf(regime.purposesIn().contains(regime.purposesOut().get(i)), "/purposesOut/" + i,
                    "is in purposesIn too");
        }
        findings.refuseIf(regime.purposes().isEmpty(), "/purposesOut", "leaves no purpose for which the regime holds");
        findings.refuseIf(regime.requirement() == Requirement.NO_ADMISSION && !regime.limits().isEmpty(), "/limits",
                "nobody stays where nobody is admitted");
        regime.repeatedLimits().forEach(i -> findings.refuse("/limits/" + i, "limits the same as one before it"));
        if (regime.legalBasis() != null) {
            check(regime.legalBasis(), draft, findings);
        }
        checkOthers(draft);
    }

    private static void check(LegalBasis basis, Draft<VisaRegime> draft, Findings findings) {
        var inForce = basis.inForceFrom();
        var from = draft.write().valid().from();
        findings.warnIf(inForce != null && basis.signedOn() != null && inForce.isSurelyBefore(basis.signedOn()),
                "in-force-before-signed", "/legalBasis/inForceFrom", "lies before signedOn");
        findings.warnIf(inForce != null && inForce.earliest() != null && from != null && from.isBefore(inForce.earliest()),
                "valid-before-in-force", "/validFrom", "lies before the legal basis was in force");
    }

    /**
     * Two regimes for the same travellers contradict each other, unless the contradiction is recorded as one (disputed), one is only
     * planned, or they rest on different acts, between which the effective rule decides.
     */
    private static void checkOthers(Draft<VisaRegime> draft) {
        var regime = draft.content();
        if (!isSurelyApplied(regime, draft.write().confidence())) {
            return;
        }
        var contradicted = draft.neighbours().stream()
                .filter(other -> other.valid().overlaps(draft.write().valid()) && contradicts(regime, other))
                .sorted(Comparator.comparing(other -> other.id().toString())).toList();
        if (!contradicted.isEmpty()) {
            throw new Problem(ProblemType.CONFLICT, contradicted.stream().map(other -> "Visa-regime " + other.id()
                    + " is in force for the same travellers " + other.valid()
                    + "; record both as disputed, or the legal basis that tells them apart.")
                    .collect(Collectors.joining(" ")),
                    contradicted.stream().map(other -> new Violation("", "contradicts visa-regime " + other.id())).toList());
        }
    }

    /** Regimes for the same travellers on the same way. */
    @Override
    protected Map<String, String> neighbourhood(VisaRegime regime) {
        return Map.of("nationality", regime.nationality().code(), "destination", regime.destination().code(), "document_type",
                Json.name(regime.documentType()));
    }

    private static boolean isSurelyApplied(VisaRegime regime, Confidence confidence) {
        return regime.isInForce() && confidence != Confidence.DISPUTED && confidence != Confidence.PLANNED;
    }

    private static boolean contradicts(VisaRegime regime, Period<VisaRegime> other) {
        return isSurelyApplied(other.content(), other.confidence()) && other.content().sharesPurposeWith(regime)
                && !other.content().restsOnOtherBasisThan(regime);
    }

    @Override
    protected Stream<String> countries(VisaRegime regime) {
        return Stream.of(regime.nationality().code(), regime.destination().code());
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "amended", "suspended", "ended", "corrected", "retracted");
    }

    @Override
    protected String eventName(Change<VisaRegime> change) {
        if (change.reason() == Reason.NEW || change.reason() == Reason.RETRACTION) {
            return super.eventName(change);
        }
        var status = change.newly(VisaRegime::status).orElse(null);
        if (status == Status.SUSPENDED) {
            return "suspended";
        }
        if (status == Status.ENDED || hasNewEnd(change)) {
            return "ended";
        }
        return change.reason() == Reason.UPDATE ? "amended" : super.eventName(change);
    }

    /** True if what stood without end has one now. */
    private static boolean hasNewEnd(Change<VisaRegime> change) {
        return change.before().stream().anyMatch(period -> period.valid().to() == null)
                && change.after().stream().noneMatch(period -> period.valid().to() == null);
    }
}
