package org.tamga.mobility.visa;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Period;

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
        return of(List.of(journey), at).get(journey);
    }

    /** As {@link #of(Journey, At)}, for several journeys: one statement for all of a day. */
    public Map<Journey, VisaRequirement> of(Collection<Journey> journeys, At at) {
        var rules = new HashMap<Journey, VisaRequirement>();
        journeys.stream().distinct().collect(Collectors.groupingBy(Journey::on)).forEach((day, those) -> {
            var recorded = recorded(those, new At(day, at.knownAt(), at.basis()));
            those.forEach(journey -> rules.put(journey, EffectiveRule.of(journey,
                    recorded.getOrDefault(Way.of(journey), List.of()))));
        });
        return rules;
    }

    private Map<Way, List<Period<VisaRegime>>> recorded(List<Journey> journeys, At at) {
        return regimes.matching(Condition.of(
                "v.destination = any (?) and v.nationality = any (?) and v.document_type = any (?)",
                each(journeys, journey -> journey.destination().code()),
                each(journeys, journey -> journey.nationality().code()),
                each(journeys, journey -> Json.name(journey.documentType()))), at, MOST * journeys.size()).stream()
                .collect(Collectors.groupingBy(regime -> Way.of(regime.content())));
    }

    private static List<String> each(List<Journey> journeys, Function<Journey, String> column) {
        return journeys.stream().map(column).distinct().toList();
    }

    /** What regimes are recorded for. */
    private record Way(Country nationality, Country destination, DocumentType documentType) {

        static Way of(Journey journey) {
            return new Way(journey.nationality(), journey.destination(), journey.documentType());
        }

        static Way of(VisaRegime regime) {
            return new Way(regime.nationality(), regime.destination(), regime.documentType());
        }
    }

    /** What is asked of each of several nationalities, in their order. */
    public List<VisaRequirement> of(List<Country> nationalities, Journey journey, At at) {
        var journeys = nationalities.stream().map(nationality -> new Journey(nationality, journey.destination(), journey.on(),
                journey.documentType(), journey.purpose())).toList();
        var rules = of(journeys, at);
        return journeys.stream().map(rules::get).toList();
    }
}
