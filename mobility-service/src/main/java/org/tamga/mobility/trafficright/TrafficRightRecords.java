package org.tamga.mobility.trafficright;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;

/** Traffic rights and the rules they are recorded by. */
@Singleton
public class TrafficRightRecords extends Records<TrafficRight> {

    /** More than anybody publishes of one pair on one day. */
    private static final int MOST = 500;

    TrafficRightRecords(Ledger ledger) {
        super(ledger, "traffic-right", TrafficRight.class);
    }

    @Override
    protected void check(Draft<TrafficRight> draft, Findings findings) {
        var pair = draft.content().pair();
        findings.refuseIf(pair.get(0).equals(pair.get(1)), "/pair/1", "is the same country");
    }

    @Override
    protected Stream<String> countries(TrafficRight right) {
        return right.pair().stream().map(Country::code);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("country", (country, at, all) -> of(new Country(country)), "pair", (pair, at, all) -> {
            var ends = pair.split("-", -1);
            if (ends.length != 2) {
                throw new IllegalArgumentException("is two countries with a hyphen, such as KZ-KR");
            }
            return of(new Country(ends[0]), new Country(ends[1]));
        });
    }

    private static Condition of(Country... countries) {
        return Condition.of("v.pair @> to_jsonb(?::text[])", Stream.of(countries).map(Country::code).toList());
    }

    /** The rights between two countries. */
    public List<Period<TrafficRight>> between(Country one, Country other, At at) {
        return matching(of(one, other), at, MOST);
    }
}
