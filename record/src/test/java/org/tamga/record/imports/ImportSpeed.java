package org.tamga.record.imports;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.postgresql.PGConnection;
import org.tamga.record.Author;
import org.tamga.record.Records;
import org.tamga.record.Shelf;
import org.tamga.record.change.Foreground;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Run by hand: rows per second of an import of new records, with their events, and of PostgreSQL's COPY of the same rows into a
 * table with the same indexes; in turn, medians.
 */
public final class ImportSpeed {

    private ImportSpeed() {
    }

    public static void main(String[] arguments) throws Exception {
        var rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        try (var shelf = Shelf.fresh()) {
            var postgres = shelf.postgres();
            var folder = Files.createTempDirectory("import-speed");
            take(shelf, file(folder, rows / 4));
            try (var connection = DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table copied_version (like thing_version including all)");
                statement.execute("alter table copied_version add foreign key (id) references thing");
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                var imports = new ArrayList<Double>();
                var copies = new ArrayList<Double>();
                for (int round = 0; round < 3; round++) {
                    statement.execute("truncate thing, thing_version, copied_version, record_key, change_log, outbox");
                    var file = file(folder, rows);
                    imports.add(rows / seconds(() -> take(shelf, file)));
                    var text = new StringWriter();
                    copy.copyOut("copy thing_version (" + columns(statement) + ") to stdout", text);
                    copies.add(rows / seconds(() -> copy.copyIn("copy copied_version (" + columns(statement) + ") from stdin",
                            new StringReader(text.toString()))));
                }
                var ratio = median(imports) / median(copies);
                System.out.printf("import %.0f rows/s %s, COPY %.0f rows/s %s: %.3f of COPY%n", median(imports), imports,
                        median(copies), copies, ratio);
            }
        }
    }

    private static String columns(Statement statement) throws SQLException {
        try (var row = statement
                .executeQuery("select string_agg(attname, ', ' order by attnum) from pg_attribute where attrelid ="
                        + " 'thing_version'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")) {
            row.next();
            return row.getString(1);
        }
    }

    private static ImportReport take(Shelf shelf, Spool file) {
        return take(shelf, shelf.records(), file);
    }

    private static <C extends Record> ImportReport take(Shelf shelf, Records<C> records, Spool file) {
        var order = new Order(new Ndjson<>(records), new ImportedFile(null, null, null, Map.of()), ImportMode.LENIENT, false,
                new Author("test", null));
        var report = new Intake(shelf.database(), new Foreground(), new SimpleMeterRegistry()).take(order, file,
                Intake.Progress.NONE);
        if (report.rejected() > 0) {
            throw new IllegalStateException(report.toString());
        }
        return report;
    }

    private static Spool file(Path folder, int rows) throws IOException {
        var path = Files.createTempFile(folder, "things", ".ndjson");
        try (var out = Files.newBufferedWriter(path)) {
            for (int i = 0; i < rows; i++) {
                out.write("{\"id\": \"" + UUID.randomUUID() + "\", \"colour\": \"colour " + i % 100 + "\", \"size\": " + i
                        + ", \"tags\": [\"only:" + UUID.randomUUID()
                        + "\"], \"validFrom\": \"2025-01-01\", \"sources\": [{\"type\":"
                        + " \"dataset\", \"title\": \"Things\", \"publisher\": \"Synthetic\"}]}\n");
            }
        }
        return new Spool(path, Files.size(path));
    }

    private static double seconds(Callable<?> work) throws Exception {
        var begun = System.nanoTime();
        work.call();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
