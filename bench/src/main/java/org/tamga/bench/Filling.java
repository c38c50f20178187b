package org.tamga.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a record's tables with so many that indexes are made anew behind them: row by row they would take the most of the time.
 */
final class Filling {

    private static final int TOGETHER = 50_000;

    private final Connection database;
    private final String record;
    private final String prefix;

    /**
     * @param record such as {@code statement}
     * @param prefix of the ids of those that are made
     */
    Filling(Connection database, String record, String prefix) {
        this.database = database;
        this.record = record;
        this.prefix = prefix;
    }

    /** Statements that make those of some numbers. */
    @FunctionalInterface
    interface Making {

        /** Those from the one to the other, which is among them. */
        List<String> of(int from, int to);
    }

    /** Makes those up to that number that are missing; false if none is. */
    boolean upTo(int count, Making making) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("set transaction_timeout = 0");
            statement.execute("set maintenance_work_mem = '512MB'");
            var present = present(statement);
            if (present >= count) {
                return false;
            }
            var indexes = indexes(statement);
            database.setAutoCommit(false);
            for (var index : indexes) {
                statement.execute(index.drop());
            }
            for (int from = present; from < count; from += TOGETHER) {
                for (var sql : making.of(from, Math.min(from + TOGETHER, count) - 1)) {
                    statement.execute(sql);
                }
            }
            for (var index : indexes) {
                statement.execute(index.make());
            }
            database.commit();
            database.setAutoCommit(true);
            statement.execute("vacuum analyze");
            return true;
        }
    }

    private int present(Statement statement) throws SQLException {
        try (var row = statement.executeQuery("select count(*) from " + record + " where id::text like '" + prefix + "%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private record Index(String make, String drop) {}

    private List<Index> indexes(Statement statement) throws SQLException {
        var found = new ArrayList<Index>();
        try (var rows = statement.executeQuery(
                """
                select pg_get_indexdef(indexrelid), 'drop index ' || indexrelid::regclass from pg_index
                where indrelid = '%1$s_version'::regclass and not indisprimary and not indisexclusion
                union all
                select format('alter table %1$s_version add constraint %%I %%s', conname, pg_get_constraintdef(oid)),
                  format('alter table %1$s_version drop constraint %%I', conname) from pg_constraint
                where conrelid = '%1$s_version'::regclass and contype = 'x'"""
                        .formatted(record))) {
            while (rows.next()) {
                found.add(new Index(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }
}
