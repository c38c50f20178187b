package org.tamga.mobility.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiConsumer;

import org.tamga.record.imports.CsvRows;
import org.tamga.record.imports.Lines;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecordHandler;

/** Files of OpenFlights (openflights.org/data): CSV without a header, {@code \N} for nothing, backslashes before quotes. */
public final class OpenFlightsFile {

    public static final String PUBLISHER = "OpenFlights (openflights.org), ODbL 1.0";

    private static final String NOTHING = "\\N";

    private OpenFlightsFile() {
    }

    /**
     * Hands over every line of the file that has enough columns, and rejects the others.
     *
     * @param columns how many there are at least
     */
    public static void read(InputStream content, int columns, Rows rows, BiConsumer<Place, List<String>> sink)
            throws IOException {
        var csv = CsvRows.of(CsvReader.builder().allowMissingFields(true).allowExtraFields(true), CsvRecordHandler.of(),
                Lines.text(content));
        for (var row : csv) {
            var place = Place.line(row.getStartingLineNumber());
            if (row.getFieldCount() < columns) {
                rows.reject(place, "column-count", "has " + row.getFieldCount() + " columns instead of " + columns);
            } else {
                sink.accept(place, row.getFields());
            }
        }
    }

    /** A column's text, or null where there is nothing. */
    public static String text(List<String> row, int column) {
        var text = row.get(column).strip().replace("\\\"", "\"").replace("\\'", "'").replace("\\\\", "");
        return text.isEmpty() || text.equals(NOTHING) || text.equals("-") ? null : text;
    }
}
