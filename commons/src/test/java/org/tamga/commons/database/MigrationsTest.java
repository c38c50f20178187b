package org.tamga.commons.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.testing.TestPostgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;

/** Against a database whose limits are as a cluster's, only that they are a second. */
class MigrationsTest {

    @TempDir
    Path scripts;
    private AgroalDataSource pool;

    @BeforeEach
    void make_a_database_with_limits() throws Exception {
        var database = TestPostgres.database("migrated");
        var name = database.url().substring(database.url().lastIndexOf('/') + 1);
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password())) {
            run(connection, "create table thing (id int)");
            run(connection, "alter database " + name + " set transaction_timeout = '1s'");
            run(connection, "alter database " + name + " set idle_in_transaction_session_timeout = '1s'");
        }
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(each -> each.maxSize(5).acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                                .principal(new NamePrincipal(database.username()))
                                .credential(new SimplePassword(database.password()))
                                .jdbcProperty("socketTimeout", "5"))));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void a_migration_may_take_longer_than_a_transaction_of_the_application_and_than_its_socket_waits() throws Exception {
        script("V1__slow.sql", "select pg_sleep(6); create table slow (id int);");
        assertTrue(flyway().migrate().success);
        run("table slow");
        assertEquals("1s", answer("show transaction_timeout"));
        assertEquals("0", answer("show lock_timeout"));
    }

    @Test
    void a_migration_that_finds_its_table_in_use_gives_way_to_readers_and_is_done_when_it_is_free() throws Exception {
        script("V1__wider.sql", "alter table thing add column name text;");
        try (var reader = longTransaction()) {
            var migrating = CompletableFuture.supplyAsync(() -> assertThrows(FlywayException.class, flyway()::migrate));
            var refused = migrating.get(20, TimeUnit.SECONDS);
            assertEquals("55P03", state(refused), refused::toString);
            assertEquals("0", answer("select count(*) from thing"));
            reader.rollback();
        }
        assertTrue(flyway().migrate().success);
        assertEquals("0", answer("select count(name) from thing"));
    }

    @Test
    void an_index_that_is_made_concurrently_waits_for_who_writes_as_long_as_it_takes() throws Exception {
        script("V1__index.sql", "create index concurrently thing_by_id on thing (id);");
        try (var writer = longTransaction()) {
            run(writer, "insert into thing values (1)");
            var migrating = CompletableFuture.supplyAsync(() -> flyway().migrate().success);
            assertThrows(TimeoutException.class, () -> migrating.get(3, TimeUnit.SECONDS));
            writer.commit();
            assertTrue(migrating.get(20, TimeUnit.SECONDS));
        }
        assertEquals("t", answer("select indisvalid from pg_index where indexrelid = 'thing_by_id'::regclass"));
    }

    /** For which the limits of this database do not hold, as an export asks for. */
    private Connection longTransaction() throws SQLException {
        var connection = pool.getConnection();
        run(connection, "set transaction_timeout = 0; set idle_in_transaction_session_timeout = 0");
        connection.setAutoCommit(false);
        run(connection, "table thing");
        return connection;
    }

    private Flyway flyway() {
        var configuration = Flyway.configure().dataSource(pool).locations("filesystem:" + scripts).baselineOnMigrate(true)
                .baselineVersion("0");
        new Migrations(pool).customize(configuration);
        return configuration.load();
    }

    private void script(String name, String text) throws Exception {
        Files.writeString(scripts.resolve(name), text);
    }

    private void run(String sql) throws SQLException {
        try (var connection = pool.getConnection()) {
            run(connection, sql);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String answer(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static String state(Throwable e) {
        while (!(e instanceof SQLException)) {
            e = e.getCause();
        }
        return ((SQLException) e).getSQLState();
    }
}
