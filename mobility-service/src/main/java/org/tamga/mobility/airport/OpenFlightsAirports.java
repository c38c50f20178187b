package org.tamga.mobility.airport;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.commons.value.LanguageMap;
import org.tamga.mobility.code.Code;
import org.tamga.mobility.code.CountryNames;
import org.tamga.mobility.code.OpenFlightsFile;
import org.tamga.record.Confidence;
import org.tamga.record.Write;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

/**
 * OpenFlights' {@code airports.dat}. Its offsets from UTC are not read: they are of one day, and some are wrong. An airport whose
 * code another source has recorded for the same days is rejected, not overwritten.
 */
@Singleton
class OpenFlightsAirports extends FileFormat<Airport> {

    private static final int COLUMNS = 12;
    private static final int DECIMALS = 6;

    private final AirportRecords records;

    OpenFlightsAirports(AirportRecords records) {
        super("openflights", records, "OpenFlights airports.dat", OpenFlightsFile.PUBLISHER, "text/csv", "text/plain");
        this.records = records;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        OpenFlightsFile.read(content, COLUMNS, rows, (place, row) -> {
            try {
                var airport = airport(row, place, rows);
                var violations = records.violations(airport);
                if (!violations.isEmpty()) {
                    rows.reject(place, "rule-broken", violations);
                    return;
                }
                rows.state(new Row<>(place, records, Row.id("openflights", "airport", row.get(0)), new Write<>(file.valid(),
                        airport, Confidence.REPORTED, file.sources("airport " + row.get(0)), null, null)));
            } catch (IllegalArgumentException e) {
                rows.reject(place, "unreadable", e.getMessage());
            }
        });
    }

    private static Airport airport(List<String> row, Place place, Rows rows) {
        var codes = new ArrayList<Code>();
        for (var scheme : List.of(Code.IATA, Code.ICAO)) {
            var code = OpenFlightsFile.text(row, scheme.equals(Code.IATA) ? 4 : 5);
            if (code != null) {
                codes.add(new Code(scheme, code, null, null));
            }
        }
        var name = OpenFlightsFile.text(row, 1);
        var city = OpenFlightsFile.text(row, 2);
        var country = OpenFlightsFile.text(row, 3);
        var known = country == null ? null : CountryNames.find(country).orElse(null);
        if (country != null && known == null) {
            rows.warn(place, "unknown-country",
                    "\"" + country + "\" names no country with an ISO 3166-1 code of today; the airport is recorded without");
        }
        var zone = OpenFlightsFile.text(row, 11);
        if (zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            rows.warn(place, "unknown-zone", "\"" + zone + "\" is no zone of the tz database; the airport is recorded without");
            zone = null;
        }
        return new Airport(List.copyOf(codes), LanguageMap.of("en", name == null ? row.get(1) : name),
                city == null ? null : new Airport.City(LanguageMap.of("en", city), null, null), known, degrees(row, 6),
                degrees(row, 7), zone, null);
    }

    private static BigDecimal degrees(List<String> row, int column) {
        var text = OpenFlightsFile.text(row, column);
        try {
            return text == null ? null : new BigDecimal(text).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no number of degrees", e);
        }
    }
}
