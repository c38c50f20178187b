package org.tamga.record.database;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.testing.TestPostgres;

class DatabaseTest {

    /** As by the pool, while PostgreSQL starts again and lets connections wait: no fault of ours, to be answered with 503. */
    @Test
    void a_connection_whose_making_is_broken_off_means_that_the_database_is_away() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var failure = new CompletableFuture<SQLException>();
            var connecting = new Thread(() -> {
                try {
                    DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/any?loginTimeout=120", "any", "any")
                            .close();
                } catch (SQLException e) {
                    failure.complete(e);
                }
            });
            connecting.start();
            try (var accepted = silent.accept()) {
                connecting.interrupt();
                var problem = assertInstanceOf(Problem.class, Database.translated(failure.get(1, TimeUnit.MINUTES)),
                        accepted::toString);
                assertEquals(503, problem.type().status());
            }
        }
    }

    /** It may have committed before it broke off: an answer that nothing was written could be wrong. */
    @Test
    void of_a_commit_that_the_database_does_not_answer_the_outcome_is_unknown() throws Exception {
        var source = source("commits");
        var database = new Database(source, Duration.ofSeconds(30));
        try (var connection = source.getConnection(); var statement = connection.createStatement()) {
            statement.execute("create table thing (id int)");
            statement.execute("create function break_off() returns trigger language plpgsql as"
                    + " 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'");
            statement.execute("create constraint trigger late after insert on thing deferrable initially deferred"
                    + " for each row execute function break_off()");
        }
        var problem = assertThrows(Problem.class, () -> database.write(transaction -> transaction
                .update("insert into thing values (1)")));
        assertEquals(ProblemType.OUTCOME_UNKNOWN, problem.type());
    }

    /** As of a row that a long import holds: each that came again would hold one more of the server's connections. */
    @Test
    void who_waits_for_a_row_in_vain_leaves_no_session_behind_that_waits_on() throws Exception {
        var source = source("waits");
        try (var holder = source.getConnection(); var statement = holder.createStatement()) {
            statement.execute("create table thing (id int)");
            statement.execute("insert into thing values (1)");
            holder.setAutoCommit(false);
            statement.execute("update thing set id = 2");
            var database = new Database(source, Duration.ofSeconds(1));
            assertThrows(Contended.class, () -> database.write(transaction -> transaction.update("update thing set id = 3")));
            assertEquals(0, waiting(database));
            // Where nothing ends the waiting but the client, which says nothing as it goes.
            assertThrows(Problem.class,
                    () -> database.read(transaction -> transaction.first("select from thing for update", row -> true)));
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting(database) == 0);
        }
    }

    private static int waiting(Database database) {
        return database.read(transaction -> transaction.first("select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'", row -> row.getInt(1))).orElseThrow();
    }

    private static PGSimpleDataSource source(String name) {
        var at = TestPostgres.database(name);
        var source = new PGSimpleDataSource();
        source.setUrl(at.url());
        source.setUser(at.username());
        source.setPassword(at.password());
        return source;
    }

    @Test
    void a_reader_of_a_stream_may_take_longer_than_other_transactions() {
        var source = source("streams");
        source.setOptions("-c transaction_timeout=500ms");
        var database = new Database(source, Duration.ofSeconds(30));
        Database.Work<Integer> slow = transaction -> {
            transaction.first("select pg_sleep(0.4)", row -> true);
            transaction.first("select pg_sleep(0.4)", row -> true);
            return transaction.first("select 1", row -> row.getInt(1)).orElseThrow();
        };
        assertThrows(Problem.class, () -> database.snapshot(slow));
        assertEquals(1, database.streaming(slow));
        assertThrows(Problem.class, () -> database.snapshot(slow), "the next transaction of the connection has its own limit");
    }
}
