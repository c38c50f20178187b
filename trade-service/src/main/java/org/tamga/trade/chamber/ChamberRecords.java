package org.tamga.trade.chamber;

import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;

/** The chambers of commerce and the rules they are recorded by. */
@Singleton
public class ChamberRecords extends Records<Chamber> {

    ChamberRecords(Ledger ledger) {
        super(ledger, "chamber", Chamber.class);
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
        return Map.of("country", (countries, at, all) -> Condition.each(countries,
                country -> Condition.of("v.countries @> jsonb_build_array(?::text)", new Country(country).code())));
    }
}
