package org.tamga.mobility.airport;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.Codes;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Key;
import org.tamga.record.Ledger;
import org.tamga.record.Records;

/** The airports and the rules they are recorded by. */
@Singleton
public class AirportRecords extends Records<Airport> {

    private static final Map<String, Pattern> CODES = Map.of(Code.IATA, Pattern.compile("[A-Z]{3}"), Code.ICAO,
            Pattern.compile("[A-Z][A-Z0-9]{3}"));

    AirportRecords(Ledger ledger) {
        super(ledger, "airport", Airport.class);
    }

    @Override
    protected void check(Draft<Airport> draft, Findings findings) {
        var airport = draft.content();
        Codes.check(airport.codes(), CODES, draft.write().valid(), findings);
        findings.refuseIf(airport.zone() != null && !ZoneId.getAvailableZoneIds().contains(airport.zone()), "/zone",
                "is not a zone of the tz database such as Asia/Almaty");
        findings.refuseIf((airport.lat() == null) != (airport.lon() == null), "/lat", "goes with lon: both or none");
        var unlocode = airport.city() == null ? null : airport.city().unlocode();
        findings.warnIf(airport.country() != null && unlocode != null && !unlocode.startsWith(airport.country().code()),
                "city-in-another-country", "/city/unlocode", "is a place of another country than " + airport.country());
    }

    /** A code names at most one airport on a day. */
    @Override
    protected Stream<Key> keys(Airport airport) {
        return airport.codes().stream().map(code -> new Key(code.scheme(), code.value(), code.held()));
    }

    @Override
    protected Stream<String> countries(Airport airport) {
        return Stream.ofNullable(airport.country()).map(Object::toString);
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", "code-changed");
    }

    @Override
    protected String eventName(Change<Airport> change) {
        return change.former().isPresent() && change.newly(airport -> Set.copyOf(airport.codes())).isPresent()
                ? "code-changed"
                : super.eventName(change);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("code", (codes, at, all) -> Condition.any(codes, code -> Codes.heldBy(code, at)), "city",
                (city, at, all) -> servedCity(city));
    }

    /** {@code SEL} is a metropolitan area, {@code KRSEL} a UN/LOCODE. */
    private static Condition servedCity(String city) {
        return switch (city.length()) {
            case 3 -> Condition.of("v.city ->> 'metro' = ?", city);
            case 5 -> Condition.of("v.city ->> 'unlocode' = ?", city);
            default -> throw new IllegalArgumentException("is a metropolitan area such as SEL or a UN/LOCODE such as KRSEL");
        };
    }
}
