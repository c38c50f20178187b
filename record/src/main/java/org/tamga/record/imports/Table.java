package org.tamga.record.imports;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.tamga.commons.problem.Problem;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;

/**
 * A CSV file with a heading (RFC 4180; also with semicolons or tabs, as spreadsheets of some languages write it), read row by
 * row in bounded memory. A row that is not text in UTF-8, has another number of cells than the heading, or a cell that a
 * spreadsheet would run as a formula, is rejected, and the others stand.
 */
public final class Table {

    private static final int HEADING = 1 << 16;
    /** Characters of a row, as of any of its cells: what a record may have is not much more. */
    private static final int LARGEST = 1 << 20;

    private Table() {
    }

    /**
     * A row.
     *
     * @param place its line
     * @param columns of the heading
     * @param cells by column, in the order of the file, without blanks around; empty ones are absent
     */
    public record Line(Place place, List<String> columns, Map<String, String> cells) {

        /** A cell's text. */
        public Optional<String> text(String column) {
            return Optional.ofNullable(cells.get(column));
        }

        /** A cell with several values between semicolons. */
        public List<String> list(String column) {
            return text(column).map(text -> List.of(text.split("\\s*;\\s*"))).orElse(List.of());
        }

        /** A cell as JSON has it: a number where it is one, else the text, which the rules then refuse by its pointer. */
        public Optional<Object> number(String column) {
            return text(column).map(text -> text.matches("\\d{1,9}")
                    ? (Object) Integer.valueOf(text)
                    : text.matches("\\d{1,9}\\.\\d{1,9}") ? (Object) new BigDecimal(text) : text);
        }
    }

    /** Takes a row. */
    @FunctionalInterface
    public interface Sink {

        /** Throws the {@link Problem} for which the row is to be rejected. */
        void accept(Line line);

        /**
         * Is told of a row that was rejected as it is written, for one that others belong to: with the cells that can be read; of a row
         * with another number of them than the heading only the first is surely its column's.
         */
        default void rejected(Line line) {
        }
    }

    /**
     * @param needed columns without which the file is not what it should be
     * @param known tells whether another column is one that is read, or may be passed over
     * @throws Problem 422 where the heading lacks a column, names one twice or has an unknown one
     */
    public static void read(InputStream content, Collection<String> needed, Predicate<String> known, Rows rows, Sink sink)
            throws IOException {
        var in = new BufferedInputStream(content, HEADING);
        skipByteOrderMark(in);
        var csv = CsvRows.of(
                CsvReader.builder().fieldSeparator(separator(in)).maxBufferSize(LARGEST).allowMissingFields(true)
                        .allowExtraFields(true),
                CsvRecordHandler.of(row -> row.maxFieldSize(LARGEST).maxRecordSize(LARGEST)),
                new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> columns = null;
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

    private static void row(CsvRecord record, List<String> columns, Rows rows, Sink sink) {
        var place = Place.line(record.getStartingLineNumber());
        var cells = new LinkedHashMap<String, String>();
        var isWhole = record.getFieldCount() == columns.size();
        if (!isWhole) {
            rows.reject(place, "cells", "has " + record.getFieldCount() + " cells; the heading has " + columns.size());
        }
        var isGood = isWhole;
        for (int i = 0; i < (isWhole ? columns.size() : 1); i++) {
            var cell = record.getField(i);
            var fault = fault(cell);
            if (fault != null && isGood) {
                rows.reject(place.at(columns.get(i)), fault.code(), fault.detail());
            }
            isGood &= fault == null;
            if (fault == null && !cell.isBlank()) {
                cells.put(columns.get(i), cell.strip());
            }
        }
        if (!rows.areWanted()) {
            return;
        }
        var line = new Line(place, columns, cells);
        if (!isGood) {
            sink.rejected(line);
            return;
        }
        try {
            sink.accept(line);
        } catch (Problem refusal) {
            rows.reject(place, refusal);
        }
    }

    private record Fault(String code, String detail) {}

    private static Fault fault(String cell) {
        return cell.indexOf('\uFFFD') >= 0
                ? new Fault("not-utf-8", "is not text in UTF-8")
                : isFormula(cell) || isFormula(cell.strip())
                        ? new Fault("formula", "begins like a formula of a spreadsheet")
                        : null;
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 && !cell.matches("[+-]?[\\d.]+([eE][+-]?\\d+)?");
    }

    private static List<String> heading(CsvRecord record, Collection<String> needed, Predicate<String> known) {
        var columns = record.getFields().stream().map(String::strip).toList();
        var wrong = new ArrayList<String>();
        var met = new HashSet<String>();
        for (var name : columns) {
            if (!met.add(name)) {
                wrong.add(name + " is there twice");
            } else if (!needed.contains(name) && !known.test(name)) {
                wrong.add(name + " is no column that is read here");
            }
        }
        needed.stream().filter(name -> !met.contains(name)).forEach(name -> wrong.add(name + " is missing"));
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
