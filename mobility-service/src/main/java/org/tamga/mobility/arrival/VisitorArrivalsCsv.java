package org.tamga.mobility.arrival;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.mobility.arrival.VisitorArrivals.ArrivalMeasure;
import org.tamga.mobility.arrival.VisitorArrivals.Basis;
import org.tamga.mobility.arrival.VisitorArrivals.Status;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Write;
import org.tamga.record.imports.CsvRows;
import org.tamga.record.imports.FileFormat;
import org.tamga.record.imports.ImportedFile;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;

/**
 * Visitor arrivals as a table with the columns {@code origin}, {@code destination}, {@code period} and {@code value}, and if the
 * source says so {@code measure}, {@code basis}, {@code purpose}, {@code status}. A number of the same publisher, way, period,
 * measure, basis and purpose is the same record in the next file.
 */
@Singleton
class VisitorArrivalsCsv extends FileFormat<VisitorArrivals> {

    private static final Set<String> NEEDED = Set.of("origin", "destination", "period", "value");
    private static final Set<String> KNOWN = Set.of("origin", "destination", "period", "value", "measure", "basis", "purpose",
            "status");

    private final VisitorArrivalsRecords records;

    VisitorArrivalsCsv(VisitorArrivalsRecords records) {
        super("arrivals-csv", records, null, null, "text/csv");
        this.records = records;
    }

    @Override
    public void read(InputStream content, ImportedFile file, Rows rows) throws IOException {
        if (file.citation() == null) {
            throw Problem.invalidParameter("sourceTitle",
                    "sourceTitle and sourcePublisher are needed: a table of numbers does not say whose it is.");
        }
        var csv = CsvRows.of(CsvReader.builder().allowMissingFields(true).allowExtraFields(true), NamedCsvRecordHandler.of(),
                Lines.text(content));
        for (var row : csv) {
            checkHeader(row);
            take(Place.line(row.getStartingLineNumber()), row, file, rows);
        }
    }

    private static void checkHeader(NamedCsvRecord row) {
        var names = Set.copyOf(row.getHeader());
        if (!names.containsAll(NEEDED) || !KNOWN.containsAll(names)) {
            throw Problem.brokenRule("", "The first line must name the columns " + String.join(", ", new TreeSet<>(NEEDED))
                    + ", and may name " + String.join(", ", new TreeSet<>(KNOWN)) + "; it names "
                    + String.join(", ", row.getHeader()));
        }
    }

    private void take(Place place, NamedCsvRecord row, ImportedFile file, Rows rows) {
        if (row.getFieldCount() != row.getHeader().size()) {
            rows.reject(place, "column-count", "has " + row.getFieldCount() + " columns instead of " + row.getHeader().size());
            return;
        }
        var fields = row.getFieldsAsMap();
        try {
            var arrivals = new VisitorArrivals(new Country(field(fields, "origin")), new Country(field(fields, "destination")),
                    new Edtf(field(fields, "period")), value(fields), constant(fields, "measure", ArrivalMeasure.class),
                    constant(fields, "basis", Basis.class), field(fields, "purpose"),
                    constant(fields, "status", Status.class));
            var violations = records.violations(arrivals);
            if (!violations.isEmpty()) {
                rows.reject(place, "rule-broken", violations);
                return;
            }
            rows.state(new Row<>(place, records,
                    Row.id("visitor-arrivals", file.citation().publisher(), arrivals.origin().code(),
                            arrivals.destination().code(), arrivals.period().text(), Json.name(arrivals.measure()),
                            Json.name(arrivals.basis()), String.valueOf(arrivals.purpose())),
                    // When they came is a field of its own.
                    new Write<>(Interval.ALWAYS, arrivals, Confidence.REPORTED, file.sources(), null, null)));
        } catch (IllegalArgumentException e) {
            rows.reject(place, "unreadable", e.getMessage());
        }
    }

    private static String field(Map<String, String> fields, String name) {
        var text = fields.getOrDefault(name, "").strip();
        return text.isEmpty() ? null : text;
    }

    private static Long value(Map<String, String> fields) {
        var text = field(fields, "value");
        if (text == null || !text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("value \"" + text + "\" is not a whole number");
        }
        return Long.valueOf(text);
    }

    private static <E extends Enum<E>> E constant(Map<String, String> fields, String name, Class<E> type) {
        var text = field(fields, name);
        if (text == null) {
            return null;
        }
        try {
            return Json.constant(type, text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " \"" + text + "\" is none of those there are", e);
        }
    }
}
