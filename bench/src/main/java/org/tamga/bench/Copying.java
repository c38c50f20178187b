package org.tamga.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;

import org.postgresql.PGConnection;
import org.tamga.local.suite.Application;

/** COPY of what was recorded in a version table of trade-service into a copy of that table. */
final class Copying {

    private static final int BUFFER = 1 << 16;

    private final Suite suite;
    private final String table;
    private String columns;

    /** @param table such as {@code company_version} */
    Copying(Suite suite, String table) {
        this.suite = suite;
        this.table = table;
    }

    /** Makes the table that is copied into: what the service's holds by then, with all its indexes and constraints. */
    void prepare() throws SQLException {
        try (var database = database(); var statement = database.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("drop table if exists bench.copied_" + table);
            statement.execute("create table bench.copied_" + table + " (like public." + table + " including all)");
            try (var row = statement
                    .executeQuery("select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
                            + " where attrelid = '" + table
                            + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")) {
                row.next();
                columns = row.getString(1);
            }
            statement.execute("insert into bench.copied_" + table + " (" + columns + ") select " + columns + " from " + table);
        }
    }

    /** Rows a second of what somebody has recorded. */
    double copy(String subject) throws SQLException, IOException {
        var file = Files.createTempFile("tamga-bench-", ".copy");
        try (var database = database()) {
            var copy = database.unwrap(PGConnection.class).getCopyAPI();
            try (var out = Files.newOutputStream(file)) {
                copy.copyOut("copy (select " + columns + " from " + table + " where recorded_by = '" + subject + "') to stdout",
                        out);
            }
            try (var in = Files.newInputStream(file)) {
                var begin = System.nanoTime();
                var copied = copy.copyIn("copy bench.copied_" + table + " (" + columns + ") from stdin", in, BUFFER);
                return copied / ((System.nanoTime() - begin) / 1e9);
            }
        } finally {
            Files.delete(file);
        }
    }

    private Connection database() throws SQLException {
        var database = suite.database(Application.TRADE);
        try (var statement = database.createStatement()) {
            statement.execute("set transaction_timeout = 0");
        }
        return database;
    }
}
