package org.tamga.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/** Streams every match of a list, in bounded memory, from one moment of the database. */
final class Export {

    private static final List<String> BEFORE = List.of("id", "parentId", "version");
    private static final List<String> AFTER = List.of("validFrom", "validTo", "recordedAt", "supersededAt", "knownFrom",
            "recordedBy", "reason", "confidence", "note", "sources");

    private Export() {
    }

    /** One JSON object a line. */
    static <C extends Record> void lines(Records<C> records, Listing listing, Predicate<String> wanted, OutputStream out)
            throws IOException {
        var json = records.json();
        // Flushed when whole, never closed when broken: a reader must be able to tell the two apart.
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        each(records, listing, period -> {
            writer.write(json.text(line -> json.write(line, period, Map.of(), wanted)));
            writer.write('\n');
        });
        writer.flush();
    }

    /** RFC 4180 with a heading; structured members as JSON; no cell that a spreadsheet would run as a formula. */
    static <C extends Record> void table(Records<C> records, Listing listing, Predicate<String> wanted, OutputStream out)
            throws IOException {
        var json = records.json();
        // A set: a record that is not nested may have a field parentId of its own.
        var columns = new LinkedHashSet<String>(BEFORE);
        records.fields().all().forEach(field -> columns.add(field.name));
        columns.addAll(AFTER);
        columns.removeIf(wanted.negate());
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        csv.writeRecord(columns);
        each(records, listing, period -> {
            var tree = records.ledger().mapper.readTree(json.text(line -> json.write(line, period, Map.of(), wanted)));
            csv.writeRecord(columns.stream().map(column -> cell(tree.path(column))).toList());
        });
        csv.flush();
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            return value.toString();
        }
        var text = value.textValue();
        return needsGuard(text) ? "'" + text : text;
    }

    /** What a cell says, without the quote that keeps it from being run. */
    static String unguarded(String cell) {
        return cell.startsWith("'") && needsGuard(cell.substring(1)) ? cell.substring(1) : cell;
    }

    /** True of a formula, and of a text whose own quote before one would be taken for ours. */
    private static boolean needsGuard(String text) {
        var own = text.length() - text.replaceFirst("^'+", "").length();
        return own < text.length() && "=+-@\t\r".indexOf(text.charAt(own)) >= 0;
    }

    static <C extends Record> void each(Records<C> records, Listing listing, Records.Sink<C> sink) throws IOException {
        try {
            records.reading().stream(listing, period -> {
                try {
                    sink.accept(period);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
