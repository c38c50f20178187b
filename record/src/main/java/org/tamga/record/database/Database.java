package org.tamga.record.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * The service's PostgreSQL: the one place where connections are taken, transactions begin and end, and the database's own
 * failures become answers. Isolation is READ COMMITTED; what must not change in between is locked by row.
 */
public class Database {

    private static final int TRIES = 6;
    /** serialization_failure, deadlock_detected: the same work can succeed when tried again. */
    private static final Set<String> TRANSIENT = Set.of("40001", "40P01");

    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What runs with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Runs reads, each statement by itself. Throws a 503 {@link Problem} where the database is away. */
    public <T> T read(Work<T> work) {
        try (var connection = dataSource.getConnection()) {
            return work.run(new Transaction(connection));
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /** Runs reads that see one moment, for answers made of several statements and for streaming by cursor. */
    public <T> T snapshot(Work<T> work) {
        try {
            return inTransaction(transaction -> {
                transaction.update("set transaction isolation level repeatable read, read only");
                return work.run(transaction);
            });
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /**
     * Runs the work in one transaction and commits it; on any exception nothing of it stands. A deadlock or serialisation
     * failure is tried again, so the work must have no effect but on the database.
     */
    public <T> T write(Work<T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return inTransaction(work);
            } catch (SQLException e) {
                if (attempt == TRIES || !TRANSIENT.contains(String.valueOf(e.getSQLState()))) {
                    throw translated(e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var transaction = new Transaction(connection);
                var result = work.run(transaction);
                connection.commit();
                transaction.committed();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            } finally {
                if (!connection.isClosed()) {
                    connection.setAutoCommit(true);
                }
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5L << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("The service is stopping.", 5);
        }
    }

    /** Classes 08 (connection), 53 (resources), 57 (shutdown, cancelled), 25P04 (too long), or no state: the pool gave up. */
    private static RuntimeException translated(SQLException e) {
        var state = e.getSQLState();
        if (state == null || state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.equals("25P04")
                || TRANSIENT.contains(state)) {
            var problem = Problem.unavailable("The database is not available just now.", 2);
            problem.addSuppressed(e);
            return problem;
        }
        if (state.startsWith("22") || state.equals("54000")) {
            var problem = new Problem(ProblemType.RULE_BROKEN,
                    "A value is larger than what can be stored, or out of its range.");
            problem.addSuppressed(e);
            return problem;
        }
        return new DatabaseException(e);
    }
}
