package org.tamga.trade.chamber;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The chambers of commerce and the rules they are recorded by. */
@Singleton
public class ChamberRecords extends Records<Chamber> {

    /** As many as an answer names of those that refer to a chamber. */
    private static final int MOST_NAMED = 10;

    ChamberRecords(Ledger ledger) {
        super(ledger, "chamber", Chamber.class);
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return transaction.list("""
                                select 'agreement ' || v.id as referrer from agreement_version v
                                where v.parties @> jsonb_build_array(jsonb_build_object('chamberId', ?::uuid)) and v.standing
                                union select 'project ' || v.id from project_version v
                                where v.parties @> jsonb_build_array(jsonb_build_object('chamberId', ?::uuid)) and v.standing
                                limit ?""", row -> row.getString("referrer"), id, id, MOST_NAMED);
    }

    @Override
    protected void check(Draft<Chamber> draft, Findings findings) {
        var chamber = draft.content();
        var countries = chamber.countries().stream().distinct().count();
        findings.refuseIf(countries < chamber.countries().size(), "/countries", "names a country twice");
        // None at all is "not recorded", whatever the kind.
        switch (chamber.kind()) {
            case NATIONAL, REGIONAL -> findings.refuseIf(countries > 1, "/countries",
                    "a national or regional chamber is that of one country");
            case BILATERAL -> findings.refuseIf(countries > 0 && countries != 2, "/countries",
                    "a bilateral chamber joins two countries");
            case JOINT -> findings.refuseIf(countries == 1, "/countries", "a joint chamber is that of several countries");
        }
        findings.refuseIf(chamber.foundedOn() != null && chamber.dissolvedOn() != null
                && chamber.dissolvedOn().isSurelyBefore(chamber.foundedOn()), "/dissolvedOn", "lies before foundedOn");
    }

    @Override
    protected Stream<String> countries(Chamber chamber) {
        return chamber.countries().stream().map(Country::code);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                country -> Condition.of("v.countries @> jsonb_build_array(?::text)", new Country(country).code()))));
    }
}
