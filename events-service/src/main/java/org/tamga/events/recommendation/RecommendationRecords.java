package org.tamga.events.recommendation;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** What gatherings recommend, and the rules that is recorded by. */
@Singleton
public class RecommendationRecords extends Records<Recommendation> {

    private final GatheringRecords gatherings;
    private final OrganisationRecords organisations;

    RecommendationRecords(Ledger ledger, GatheringRecords gatherings, OrganisationRecords organisations) {
        super(ledger, "recommendation", Recommendation.class);
        this.gatherings = gatherings;
        this.organisations = organisations;
    }

    @Override
    protected void check(Draft<Recommendation> draft, Findings findings) throws SQLException {
        var recommendation = draft.content();
        gatherings.requireRecorded(draft, recommendation.gatheringId(), "/gatheringId", findings);
        organisations.requireRecorded(draft, recommendation.addressees(), "/addressees", findings);
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "commitment", Condition.of("v.origin_recommendation_id = ?", id)));
    }

    /** The addressees' and those of the gathering. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Recommendation> period) throws SQLException {
        return Stream.concat(organisations.countriesAmong(transaction, period.content().addressees()),
                gatherings.countriesOf(transaction, period.content().gatheringId()).stream());
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Condition.among(concerning(new Country(country), at)))),
                "topic", (topic, at, all) -> Condition.of("v.topics @> jsonb_build_array(?::text)", topic));
    }

    /** A query for the ids of the recommendations that concern a country. */
    public static Condition concerning(Country country, At at) {
        return Condition.nested("%s union all select r.id from recommendation_version r where r.gathering_id in (%s) and %s",
                OrganisationRecords.among("recommendation", "addressees", country, at),
                GatheringRecords.concerning(country, at), at.on("r"));
    }

    /** A query for the ids of what was recommended at a gathering. */
    public static Condition madeAt(UUID gathering, At at) {
        return Condition.nested("select r.id from recommendation_version r where r.gathering_id = ? and %s", gathering,
                at.on("r"));
    }
}
