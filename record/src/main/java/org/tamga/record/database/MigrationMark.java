package org.tamga.record.database;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;

import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.tamga.record.Digest;

/**
 * What a start leaves as the comment on Flyway's history once the tables are up to date: a digest of the migrations that this version
 * has and of the history that they made. A start that finds its own has nothing to do, and one question tells it so; Flyway asks some
 * thirty, on connections of its own, which takes a third of a second. Whatever changes either – a new migration, another version of
 * the service, a hand – makes it another digest.
 */
final class MigrationMark {

    private final Configuration flyway;

    MigrationMark(Configuration flyway) {
        this.flyway = flyway;
    }

    /**
     * True where the tables are as this version left them.
     *
     * @throws SQLException also where nothing was migrated yet
     */
    boolean isThere() throws SQLException {
        // A history in a schema of its own is not found by its name alone.
        if (flyway.getDefaultSchema() != null || flyway.getSchemas().length > 0) {
            return false;
        }
        try (var connection = flyway.getDataSource().getConnection();
                var statement = connection.createStatement();
                var comment = statement.executeQuery(
                        "select obj_description('%s'::regclass, 'pg_class')".formatted(flyway.getTable()))) {
            return comment.next() && digest(connection).equals(comment.getString(1));
        }
    }

    /** Leaves it. */
    void leave() throws SQLException {
        try (var connection = flyway.getDataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("comment on table %s is '%s'".formatted(flyway.getTable(), digest(connection)));
        }
    }

    private String digest(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var history = statement.executeQuery(
                        """
                        select string_agg(concat_ws(' ', installed_rank, version, type, script, checksum, success), ',' order by installed_rank)
                        from %s"""
                                .formatted(flyway.getTable()))) {
            history.next();
            var all = new StringWriter().append(history.getString(1));
            // Repeatable ones too, and callbacks; Java migrations there are none.
            var migrations = flyway.getResourceProvider().getResources("", flyway.getSqlMigrationSuffixes());
            for (var migration : migrations.stream().sorted(Comparator.comparing(LoadableResource::getRelativePath)).toList()) {
                all.append(migration.getRelativePath());
                try (var script = migration.read()) {
                    script.transferTo(all);
                }
            }
            return HexFormat.of().formatHex(Digest.of(all.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
