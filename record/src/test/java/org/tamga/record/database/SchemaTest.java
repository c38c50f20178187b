package org.tamga.record.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.DriverManager;
import java.util.Map;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.tamga.testing.TestPostgres;

class SchemaTest {

    private static final String FIRST = "create table thing (id int);";

    @Test
    void a_service_whose_migration_finds_a_table_in_use_is_not_ready_and_tries_again_until_it_is_free() throws Exception {
        var database = TestPostgres.database("schema");
        MigrationMarkTest.flyway(database, Map.of("V1__thing.sql", FIRST)).load().migrate();
        var schema = new Schema(MigrationMarkTest.flyway(database,
                Map.of("V1__thing.sql", FIRST, "V2__wider.sql",
                        "set local lock_timeout = '200ms'; alter table thing add column name text;"))
                .load());
        try (var reader = DriverManager.getConnection(database.url(), database.username(), database.password())) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("table thing");
            schema.start(null);
            assertFalse(schema.isCurrent());
            assertEquals(Status.DOWN, schema.call().getStatus());
            reader.rollback();
        }
        await().until(schema::isCurrent);
        assertEquals(Status.UP, schema.call().getStatus());
    }
}
