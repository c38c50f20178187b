package org.tamga.education.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;

import de.siegmar.fastcsv.reader.CsvReader;

/** A CSV file with a heading (RFC 4180, UTF-8), read row by row in bounded memory. */
public final class Table {

    private Table() {
    }

    /**
     * A row.
     *
     * @param place its line
     * @param cells by column, in the order of the file; empty ones are absent
     */
    public record Line(Place place, Map<String, String> cells) {

        /** A cell's text, without blanks around it. */
        public Optional<String> text(String column) {
            return Optional.ofNullable(cells.get(column));
        }

        /** Cells with several values between semicolons. */
        public List<String> list(String column) {
            return text(column).map(text -> List.of(text.split("\\s*;\\s*"))).orElse(List.of());
        }

        /** A cell as JSON has it: a number where it is one, else the text, which the rules then refuse by its pointer. */
        public Optional<Object> number(String column) {
            return text(column).map(text -> text.matches("\\d{1,9}")
                    ? (Object) Integer.valueOf(text)
                    : text.matches("\\d{1,9}\\.\\d{1,9}") ? (Object) new java.math.BigDecimal(text) : text);
        }
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface Sink {
        void accept(Line line);
    }

    /**
     * Reads all rows; one whose number of cells is not the heading's, or that the sink refuses with a {@link Problem}, is
     * rejected, and the others stand.
     *
     * @param needed columns without which it is another file: 422
     * @param known tells which columns are read; others: 422
     */
    public static void read(InputStream content, Set<String> needed, Predicate<String> known, Rows rows, Sink sink)
            throws IOException {
        List<String> heading = null;
        for (var record : CsvReader.builder().ofCsvRecord(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            var place = Place.line(record.getStartingLineNumber());
            if (heading == null) {
                heading = heading(record.getFields(), needed, known);
            } else if (record.getFieldCount() != heading.size()) {
                rows.reject(place, "cells", "has " + record.getFieldCount() + " cells; the heading has " + heading.size());
            } else {
                var cells = new LinkedHashMap<String, String>();
                for (int i = 0; i < heading.size(); i++) {
                    if (!record.getField(i).isBlank()) {
                        cells.put(heading.get(i), record.getField(i).strip());
                    }
                }
                try {
                    sink.accept(new Line(place, cells));
                } catch (Problem refusal) {
                    rows.reject(place, refusal);
                }
            }
        }
        if (heading == null) {
            throw Problem.brokenRule("", "The file is empty: its first line names the columns.");
        }
    }

    private static List<String> heading(List<String> cells, Set<String> needed, Predicate<String> known) {
        var columns = cells.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
        var missing = needed.stream().filter(column -> !columns.contains(column)).sorted().toList();
        var unknown = columns.stream().filter(known.negate()).toList();
        if (!missing.isEmpty() || !unknown.isEmpty() || columns.stream().distinct().count() < columns.size()) {
            throw Problem.brokenRule("", "The heading is not this format's."
                    + (missing.isEmpty() ? "" : " It lacks " + String.join(", ", missing) + ".")
                    + (unknown.isEmpty() ? "" : " Not read here: " + String.join(", ", unknown) + ".")
                    + " Every column has a name of its own.");
        }
        return columns;
    }
}
