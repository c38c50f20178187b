package org.tamga.trade.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.tamga.commons.problem.Problem;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Rows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * A CSV file with a heading (RFC 4180; also with semicolons or tabs, as spreadsheets of some languages write it), read row by
 * row in bounded memory. A row that is not text in UTF-8, has another number of cells than the heading, or a cell that a
 * spreadsheet would run as a formula, is rejected, and the others stand.
 */
public final class Table {

    private static final int HEADING = 1 << 16;
    private static final int LARGEST_CELL = 1 << 20;

    private Table() {
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface Sink {
        void accept(Cells cells);
    }

    /** The cells of a row by the names of their columns; an empty one is absent. */
    public static final class Cells {

        private final Place place;
        private final Map<String, Integer> columns;
        private final List<String> values;

        private Cells(Place place, Map<String, Integer> columns, List<String> values) {
            this.place = place;
            this.columns = columns;
            this.values = values;
        }

        public Place place() {
            return place;
        }

        /** The text, without blanks around it. */
        public Optional<String> text(String column) {
            var index = columns.get(column);
            return index == null ? Optional.empty() : Optional.of(values.get(index).strip()).filter(text -> !text.isEmpty());
        }

        /** The names of the columns, in their order. */
        public Iterable<String> columns() {
            return columns.keySet();
        }
    }

    /**
     * @param needed columns without which the file is not what it should be
     * @param known tells whether another column is one that is read, or may be passed over
     * @throws Problem 422 where the heading lacks a column, names one twice or has an unknown one
     */
    public static void read(InputStream content, List<String> needed, Predicate<String> known, Rows rows, Sink sink)
            throws IOException {
        var in = new BufferedInputStream(content, HEADING);
        skipByteOrderMark(in);
        var csv = CsvReader.builder().fieldSeparator(separator(in)).maxBufferSize(LARGEST_CELL)
                .allowMissingFields(true).allowExtraFields(true)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8));
        Map<String, Integer> columns = null;
        for (var record : csv) {
            if (columns == null) {
                columns = heading(record, needed, known);
            } else {
                row(record, columns, rows, sink);
            }
        }
        if (columns == null) {
            throw Problem.brokenRule("",
                    "The file is empty; its first line names the columns " + String.join(", ", needed) + ".");
        }
    }

    private static void row(CsvRecord record, Map<String, Integer> columns, Rows rows, Sink sink) {
        var place = Place.line(record.getStartingLineNumber());
        if (record.getFieldCount() != columns.size()) {
            rows.reject(place, "cells", "has " + record.getFieldCount() + " cells; the heading has " + columns.size());
            return;
        }
        for (var column : columns.entrySet()) {
            var cell = record.getField(column.getValue());
            if (cell.indexOf('\uFFFD') >= 0) {
                rows.reject(place.at(column.getKey()), "not-utf-8", "is not text in UTF-8");
                return;
            }
            if (!cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !cell.matches("[+-]?[\\d.]+([eE][+-]?\\d+)?")) {
                rows.reject(place.at(column.getKey()), "formula", "begins like a formula of a spreadsheet");
                return;
            }
        }
        sink.accept(new Cells(place, columns, record.getFields()));
    }

    private static Map<String, Integer> heading(CsvRecord record, List<String> needed, Predicate<String> known) {
        var columns = new LinkedHashMap<String, Integer>();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < record.getFieldCount(); i++) {
            var name = record.getField(i).strip();
            if (columns.put(name, i) != null) {
                wrong.add(name + " is there twice");
            } else if (!needed.contains(name) && !known.test(name)) {
                wrong.add(name + " is no column that is read here");
            }
        }
        needed.stream().filter(name -> !columns.containsKey(name)).forEach(name -> wrong.add(name + " is missing"));
        if (!wrong.isEmpty()) {
            throw Problem.brokenRule("", "The heading is not as it should be: " + String.join("; ", wrong) + ".");
        }
        return columns;
    }

    private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
    }

    /** The one of the usual separators that the heading has most of. */
    private static char separator(BufferedInputStream in) throws IOException {
        in.mark(HEADING);
        var counts = new int[3];
        for (int next = in.read(), read = 1; next >= 0 && next != '\n' && read < HEADING - 1; next = in.read(), read++) {
            var which = ",;\t".indexOf(next);
            if (which >= 0) {
                counts[which]++;
            }
        }
        in.reset();
        return counts[1] > counts[0] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }
}
