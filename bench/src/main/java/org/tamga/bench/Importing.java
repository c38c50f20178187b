package org.tamga.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.load.Importer;
import org.tamga.local.suite.Application;

/** Bulk import through the API, validated and with its change events, and the same rows by COPY into a copy of the table. */
final class Importing {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Suite suite;
    private final int rows;
    private final Copying copying;
    private String lastSubject;

    /** @param rows how many are imported each time */
    Importing(Suite suite, int rows) {
        this.suite = suite;
        this.rows = rows;
        this.copying = new Copying(suite, "company_version");
    }

    void prepare() throws SQLException {
        copying.prepare();
    }

    /** Rows a second through the API; each time others. */
    double throughTheApi(long seed) throws IOException {
        lastSubject = "bench-import-" + seed;
        var token = suite.token(lastSubject, "trade-editor");
        var synthetic = new Synthetic(seed, Map.of(Kind.COMPANIES, rows));
        var address = URI.create("http://127.0.0.1:" + suite.port(Application.TRADE));
        var begin = System.nanoTime();
        try (var importer = new Importer(address::resolve, token, PATIENCE)) {
            var run = importer.begin("companies", line -> {
            });
            for (int number = 0; number < rows; number++) {
                run.add(Kind.COMPANIES.path(), synthetic.record(Kind.COMPANIES, number).toString());
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
        return copying.copy(lastSubject);
    }
}
