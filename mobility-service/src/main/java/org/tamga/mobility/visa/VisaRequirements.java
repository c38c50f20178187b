package org.tamga.mobility.visa;

import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.At;
import org.tamga.record.Condition;

/** Answers what is asked of travellers, from the regimes as they were known. */
@Singleton
public class VisaRequirements {

    /** More regimes than any source records for one way and document on one day. */
    private static final int MOST = 500;

    private final VisaRegimeRecords regimes;

    VisaRequirements(VisaRegimeRecords regimes) {
        this.regimes = regimes;
    }

    /**
     * What is asked for a journey.
     *
     * @param at what was known when; its day is not looked at, the journey's counts
     */
    public VisaRequirement of(Journey journey, At at) {
        var recorded = regimes.matching(Condition.of("v.destination = ? and v.nationality = ? and v.document_type = ?",
                journey.destination().code(), journey.nationality().code(), Json.name(journey.documentType())),
                new At(journey.on(), at.knownAt(), at.basis()), MOST);
        return EffectiveRule.of(journey, recorded);
    }

    /** What is asked of each of several nationalities, in their order. */
    public List<VisaRequirement> of(List<Country> nationalities, Journey journey, At at) {
        return nationalities.stream().map(nationality -> of(new Journey(nationality, journey.destination(), journey.on(),
                journey.documentType(), journey.purpose()), at)).toList();
    }
}
