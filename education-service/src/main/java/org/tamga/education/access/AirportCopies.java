package org.tamga.education.access;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.Copies;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;

/** Our copy of the airports, as mobility-service knows them now. */
@Singleton
public class AirportCopies extends Copies<AirportCopies.Airport> {

    AirportCopies(Ledger ledger) {
        super(ledger, "mobility.airport", "airport", Airport.class);
    }

    /** What we read of an airport; everything but its codes may be missing. */
    public record Airport(List<Code> codes, LanguageMap name, City city, Country country, BigDecimal lat, BigDecimal lon) {

        /** Its IATA codes on a day. */
        Stream<String> iata(LocalDate on) {
            return codes.stream().filter(code -> "IATA".equals(code.scheme())
                    && new Interval(code.validFrom(), code.validTo()).contains(on)).map(Code::value);
        }
    }

    /** What IATA or ICAO calls it, and when. */
    public record Code(String scheme, String value, LocalDate validFrom, LocalDate validTo) {}

    /** Which city it serves. */
    public record City(LanguageMap name, String metro) {}
}
