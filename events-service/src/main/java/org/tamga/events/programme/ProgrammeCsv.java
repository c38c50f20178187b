package org.tamga.events.programme;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/** A programme as a table (RFC 4180), a session a row; no cell that a spreadsheet would run as a formula. */
final class ProgrammeCsv {

    private static final List<String> COLUMNS = List.of("id", "startsAt", "endsAt", "room", "track", "kind", "code", "title",
            "summary", "description", "language", "url", "speakers");

    private ProgrammeCsv() {
    }

    static byte[] write(Programme programme) {
        var text = new StringWriter();
        var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
        csv.writeRecord(COLUMNS);
        for (var entry : programme.entries()) {
            var content = entry.content();
            csv.writeRecord(Stream.of(entry.session().id(), content.startsAt(), content.endsAt(), content.room(),
                    content.track(), Json.name(content.kind()), content.code(), programme.text(content.title()),
                    programme.text(content.summary()), programme.text(content.description()), content.language(),
                    content.url(),
                    entry.speakers().stream().map(speaker -> programme.text(speaker.name())).collect(Collectors.joining("; ")))
                    .map(value -> safe(Objects.toString(value, ""))).toList());
        }
        try {
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a table cannot be written to memory", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String safe(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
