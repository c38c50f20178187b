package org.tamga.record.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.Test;
import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.testing.TestPostgres;

class MigrationMarkTest {

    private static final String FIRST = "create table thing (id int);";

    private final PostgresDatabase database = TestPostgres.database("marked");

    @Test
    void is_found_by_the_version_that_left_it_alone_and_while_nobody_has_touched_the_history() throws Exception {
        var version = flyway(database, Map.of("V1__first.sql", FIRST)).load();
        version.migrate();
        var mark = new MigrationMark(version.getConfiguration());
        assertFalse(mark.isThere());
        mark.leave();
        assertTrue(mark.isThere());

        assertFalse(isThereFor(Map.of("V1__first.sql", FIRST, "V2__second.sql", "create table other (id int);")));
        assertFalse(isThereFor(Map.of("V1__first.sql", FIRST, "R__view.sql", "create or replace view things as table thing;")));
        assertFalse(isThereFor(Map.of("V1__first.sql", FIRST + "\n-- edited")));
        assertTrue(isThereFor(Map.of("V1__first.sql", FIRST)));

        try (var connection = version.getConfiguration().getDataSource().getConnection()) {
            connection.createStatement().execute("update flyway_schema_history set checksum = 894");
        }
        assertFalse(mark.isThere());
    }

    private boolean isThereFor(Map<String, String> migrations) throws Exception {
        return new MigrationMark(flyway(database, migrations).load().getConfiguration()).isThere();
    }

    /** @param migrations by the names of their files */
    static FluentConfiguration flyway(PostgresDatabase database, Map<String, String> migrations) {
        return Flyway.configure().dataSource(database.url(), database.username(), database.password())
                .resourceProvider(new ResourceProvider() {
                    @Override
                    public LoadableResource getResource(String name) {
                        return migrations.containsKey(name) ? new Script(name, migrations.get(name)) : null;
                    }

                    @Override
                    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
                        return migrations.entrySet().stream()
                                .filter(each -> each.getKey().startsWith(prefix)
                                        && List.of(suffixes).stream().anyMatch(each.getKey()::endsWith))
                                .<LoadableResource>map(each -> new Script(each.getKey(), each.getValue())).toList();
                    }
                });
    }

    private static final class Script extends LoadableResource {

        private final String name;
        private final String text;

        Script(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
