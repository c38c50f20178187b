package org.tamga.mobility.frequency;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.Places;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** Published numbers of flights and the rules they are recorded by. */
@Singleton
public class FlightFrequencyRecords extends Records<FlightFrequency> {

    /** More than anybody publishes of one pair on one day. */
    private static final int MOST = 500;
    private static final String DAYS = "v.valid";

    private final Places places;

    FlightFrequencyRecords(Ledger ledger, Places places) {
        super(ledger, "flight-frequency", FlightFrequency.class);
        this.places = places;
    }

    @Override
    protected void check(Draft<FlightFrequency> draft, Findings findings) throws SQLException {
        var frequency = draft.content();
        findings.refuseIf(frequency.from().equals(frequency.to()), "/to", "is where the flights come from");
        check(draft.transaction(), frequency.from(), "/from", draft.write().valid(), findings);
        check(draft.transaction(), frequency.to(), "/to", draft.write().valid(), findings);
    }

    private void check(Transaction transaction, String place, String pointer, Interval days, Findings findings)
            throws SQLException {
        if (Places.isCountry(place)) {
            try {
                new Country(place);
            } catch (IllegalArgumentException e) {
                findings.refuse(pointer, e.getMessage());
            }
        } else {
            findings.warnIf(!places.isRecorded(transaction, place, days), "unknown-place", pointer,
                    "no airport or city with the code " + place + " is recorded for those days");
        }
    }

    @Override
    protected void lookUp(Transaction transaction, List<FlightFrequency> frequencies, Set<UUID> parentIds)
            throws SQLException {
        places.lookUp(transaction, frequencies.stream().flatMap(frequency -> Stream.of(frequency.from(), frequency.to())));
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<FlightFrequency> period) throws SQLException {
        return Stream.concat(places.countries(transaction, period.content().from(), period.valid()),
                places.countries(transaction, period.content().to(), period.valid()));
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("from", (place, at, all) -> within("from_place", place, at),
                "to", (place, at, all) -> within("to_place", place, at),
                "pair", (pair, at, all) -> {
                    var ends = Places.pair(pair);
                    return Condition.nested("(%s) or (%s)", leading(ends[0], ends[1], at), leading(ends[1], ends[0], at));
                });
    }

    /**
     * What is published of the flights from one whole country to another. A number that names them the other way round is of both
     * ways, unless it says otherwise.
     */
    public List<Period<FlightFrequency>> between(Country from, Country to, At at) {
        return matching(Condition.of("v.from_place = ? and v.to_place = ? or v.from_place = ? and v.to_place = ?"
                + " and v.direction is distinct from 'one-way'", from.code(), to.code(), to.code(), from.code()), at, MOST);
    }

    /** What is published with these ends in this order: countries, or cities and airports in them. */
    public List<Period<FlightFrequency>> from(String from, String to, At at) {
        return matching(leading(from, to, at), at, MOST);
    }

    private Condition leading(String from, String to, At at) {
        return Condition.nested("(%s) and (%s)", within("from_place", from, at), within("to_place", to, at));
    }

    private Condition within(String column, String place, At at) {
        return places.within(column, DAYS, List.of(place), at);
    }
}
