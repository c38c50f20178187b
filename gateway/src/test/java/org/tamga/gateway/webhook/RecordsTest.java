package org.tamga.gateway.webhook;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.tamga.local.process.FreePorts;
import org.tamga.testing.TestPostgres;

class RecordsTest {

    @TempDir
    Path scripts;

    @Test
    void a_gateway_whose_tables_cannot_be_brought_up_to_date_is_not_ready_until_they_can() throws Exception {
        var at = TestPostgres.database("refusing");
        var database = new PGSimpleDataSource();
        database.setUrl(at.url());
        database.setUser(at.username());
        database.setPassword(at.password());
        Files.writeString(scripts.resolve("V1__webhook.sql"), "create table webhook (id int);");
        run(database, "create table webhook (id int)");
        var records = preparing(database);
        await().atMost(Duration.ofSeconds(30)).until(() -> status(records) == Status.DOWN);

        run(database, "drop table webhook");
        await().atMost(Duration.ofSeconds(30)).until(() -> status(records) == Status.UP);
        records.await();
    }

    /** Of whom a recovery to an instant finds one that is later. */
    @Test
    void a_gateway_that_has_nothing_to_do_commits_all_the_same() throws Exception {
        var at = TestPostgres.database("idle");
        var database = new PGSimpleDataSource();
        database.setUrl(at.url());
        database.setUser(at.username());
        database.setPassword(at.password());
        var records = preparing(database);
        records.await();
        var before = next(database);
        records.commit();
        assertTrue(next(database) > before);
    }

    /** The transaction id that the server gives out next. */
    private static long next(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Test
    void a_gateway_whose_database_is_away_is_ready() throws Exception {
        var database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://127.0.0.1:" + FreePorts.any() + "/gateway");
        var asked = new CompletableFuture<Void>();
        var records = preparing(new PGSimpleDataSource() {

            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                try {
                    return database.getConnection();
                } finally {
                    asked.complete(null);
                }
            }
        });
        asked.join();
        await().during(Duration.ofSeconds(3)).until(() -> status(records) == Status.UP);
    }

    private Records preparing(DataSource database) {
        var records = new Records(database,
                Flyway.configure().dataSource(database).locations("filesystem:" + scripts).load());
        var thread = new Thread(() -> {
            try {
                records.prepare();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        assertEquals(Status.UP, status(records));
        return records;
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Status status(Records records) {
        return records.call().getStatus();
    }
}
