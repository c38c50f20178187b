package org.tamga.mobility.airline;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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

/** OpenFlights' {@code airlines.dat}: of its airlines those that it calls active and that have a designator. */
@Singleton
class OpenFlightsAirlines extends FileFormat<Airline> {

    private static final int COLUMNS = 8;
    private static final Pattern IATA = Pattern.compile("[A-Z0-9]{2}");
    private static final Pattern ICAO = Pattern.compile("[A-Z]{3}");

    private final AirlineRecords records;

    OpenFlightsAirlines(AirlineRecords records) {
        super("openflights", records, "OpenFlights airlines.dat", OpenFlightsFile.PUBLISHER, "text/csv", "text/plain");
        this.records = records;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        OpenFlightsFile.read(content, COLUMNS, rows, (place, row) -> {
            var codes = codes(row, place, rows);
            var name = OpenFlightsFile.text(row, 1);
            if (!"Y".equals(row.get(7)) || codes.isEmpty() || name == null) {
                return;
            }
            try {
                var country = OpenFlightsFile.text(row, 6);
                var airline = new Airline(codes, LanguageMap.of("en", name),
                        country == null ? null : CountryNames.find(country).orElse(null));
                rows.state(new Row<>(place, records, Row.id("openflights", "airline", row.get(0)), new Write<>(file.valid(),
                        airline, Confidence.REPORTED, file.sources("airline " + row.get(0)), null, null)));
            } catch (IllegalArgumentException e) {
                rows.reject(place, "unreadable", e.getMessage());
            }
        });
    }

    private static List<Code> codes(List<String> row, Place place, Rows rows) {
        var codes = new ArrayList<Code>();
        for (var scheme : List.of(Code.IATA, Code.ICAO)) {
            var code = OpenFlightsFile.text(row, scheme.equals(Code.IATA) ? 3 : 4);
            if (code != null && (scheme.equals(Code.IATA) ? IATA : ICAO).matcher(code).matches()) {
                codes.add(new Code(scheme, code, null, null));
            } else if (code != null && "Y".equals(row.get(7))) {
                rows.warn(place, "no-designator", "\"" + code + "\" is no " + scheme + " designator; it is left out");
            }
        }
        return codes;
    }
}
