package org.tamga.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.postgresql.PGConnection;
import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.load.Importer;
import org.tamga.local.suite.Application;

/** Bulk import through the API, validated and with its change events, and the same rows by COPY into a copy of the table. */
final class Importing {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Suite suite;
    private final int rows;
    private String columns;
    private String lastSubject;

    /** @param rows how many are imported each time */
    Importing(Suite suite, int rows) {
        this.suite = suite;
        this.rows = rows;
    }

    /** Makes the table that is copied into: what the service's holds, with all its indexes and constraints. */
    void prepare() throws SQLException {
        try (var database = suite.database(Application.TRADE); var statement = database.createStatement()) {
            statement.execute("set transaction_timeout = 0");
            statement.execute("create schema if not exists bench");
            statement.execute("drop table if exists bench.copied");
            statement.execute("create table bench.copied (like public.company_version including all)");
            try (var row = statement
                    .executeQuery("select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                            + " where attrelid = 'company_version'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")) {
                row.next();
                columns = row.getString(1);
            }
            statement.execute("insert into bench.copied (" + columns + ") select " + columns + " from company_version");
        }
    }

    /** Rows a second through the API; each time others. */
    double throughTheApi(long seed) throws IOException {
        lastSubject = "bench-import-" + seed;
        var token = suite.token(lastSubject, "trade-editor");
        var sizes = Arrays.stream(Kind.values()).collect(Collectors.toMap(kind -> kind, kind -> 0));
        sizes.put(Kind.COMPANIES, rows);
        var synthetic = new Synthetic(seed, Map.copyOf(sizes));
        var address = URI.create("http://127.0.0.1:" + suite.port(Application.TRADE));
        var begin = System.nanoTime();
        try (var importer = new Importer(address::resolve, token, PATIENCE)) {
            var run = importer.begin("companies", line -> {
            });
            for (int number = 0; number < rows; number++) {
                run.add(Kind.COMPANIES.path(null), synthetic.record(Kind.COMPANIES, number).toString());
            }
            var report = run.end();
            if (report.accepted() != rows) {
                throw new IOException("not all was imported: " + report);
            }
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }

    /** Rows a second by COPY: those that were imported last. */
    double byCopy() throws SQLException, IOException {
        try (var database = suite.database(Application.TRADE)) {
            var copy = database.unwrap(PGConnection.class).getCopyAPI();
            var bytes = new ByteArrayOutputStream();
            copy.copyOut(
                    "copy (select " + columns + " from company_version where recorded_by = '" + lastSubject + "') to stdout",
                    bytes);
            var begin = System.nanoTime();
            var copied = copy.copyIn("copy bench.copied (" + columns + ") from stdin",
                    new ByteArrayInputStream(bytes.toByteArray()));
            return copied / ((System.nanoTime() - begin) / 1e9);
        }
    }
}
