package org.tamga.record.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

import javax.sql.DataSource;

import org.jboss.logging.Logger;
import org.tamga.commons.database.SqlStates;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * The service's PostgreSQL: the one place where connections are taken, transactions begin and end, and the database's own
 * failures become answers. Isolation is READ COMMITTED; what must not change in between is locked by row.
 */
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final int TRIES = 6;
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** For a statement over everything, such as an export's. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);
    /** How long its reader may take for all of it; who takes nothing for long is cut off before. */
    private static final String LONGEST_READING = "30min";

    private final DataSource dataSource;
    private final Duration patience;
    private final BooleanSupplier hasTables;

    /** @param patience how long a statement may go unanswered before the database counts as away */
    public Database(DataSource dataSource, Duration patience) {
        this(dataSource, patience, () -> true);
    }

    /** @param hasTables whether the tables are there that are asked for; the database counts as away until they are */
    public Database(DataSource dataSource, Duration patience, BooleanSupplier hasTables) {
        this.dataSource = dataSource;
        this.patience = patience;
        this.hasTables = hasTables;
    }

    /** What runs with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Transaction transaction) throws SQLException;
    }

    /** Runs reads, each statement by itself. Throws a 503 {@link Problem} where the database is away. */
    public <T> T read(Work<T> work) {
        try (var connection = connection(patience)) {
            return work.run(new Transaction(connection));
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /** Runs reads that see one moment, for answers made of several statements and for streaming by cursor. */
    public <T> T snapshot(Work<T> work) {
        try {
            return inTransaction(LONG_PATIENCE, Connection::rollback, transaction -> {
                transaction.update("set transaction isolation level repeatable read, read only");
                return work.run(transaction);
            });
        } catch (SQLException e) {
            throw translated(e);
        }
    }

    /** As {@link #snapshot}, for an answer that takes as long as its reader does. */
    public <T> T streaming(Work<T> work) {
        return snapshot(transaction -> {
            // A limit that runs already is kept: it has to end before another begins.
            transaction.update("set local transaction_timeout = 0");
            transaction.update("set local transaction_timeout = '" + LONGEST_READING + "'");
            return work.run(transaction);
        });
    }

    /**
     * Runs the work in one transaction and commits it; on any exception nothing of it stands. A deadlock or serialisation
     * failure is tried again, so the work must have no effect but on the database. Throws {@link Contended} where others are in the way
     * for half of the patience.
     */
    public <T> T write(Work<T> work) {
        return write(patience, work);
    }

    /** As {@link #write}, for work over many rows at a time, such as an import's. */
    public <T> T writeAtLength(Work<T> work) {
        return write(LONG_PATIENCE, work);
    }

    private <T> T write(Duration patience, Work<T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return inTransaction(patience, Database::commit, transaction -> {
                    // Well before nobody listens any more: a session that waits for a lock does not notice that, and waits on.
                    transaction.update("set local lock_timeout = " + patience.dividedBy(2).toMillis());
                    return work.run(transaction);
                });
            } catch (SQLException e) {
                if (attempt == TRIES || !SqlStates.isTransient(e) || SqlStates.LOCKED.equals(e.getSQLState())) {
                    throw translated(e);
                }
                pause(attempt);
            }
        }
    }

    /** How a transaction ends that has done its work. */
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Duration patience, End end, Work<T> work) throws SQLException {
        var connection = connection(patience);
        try {
            connection.setAutoCommit(false);
            var transaction = new Transaction(connection);
            var result = work.run(transaction);
            transaction.ending();
            transaction.settle();
            end.of(connection);
            transaction.committed();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            giveBack(connection);
        }
    }

    /** By now it is decided whether there was a commit, and that is what is answered: a connection that breaks here changes nothing. */
    private static void giveBack(Connection connection) {
        try (connection) {
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.debugf("A connection broke after its transaction: %s", e.getMessage());
        }
    }

    /** Throws a 504 {@link Problem} where the database goes away meanwhile: it may have committed without being able to say so. */
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (!SqlStates.isAway(e)) {
                throw e;
            }
            var problem = new Problem(ProblemType.OUTCOME_UNKNOWN, "The database broke off as it was to commit.")
                    .header("Retry-After", "2");
            problem.addSuppressed(e);
            throw problem;
        }
    }

    /** A connection that gives up by itself: a server that stands still says nothing, not even no. */
    private Connection connection(Duration patience) throws SQLException {
        if (!hasTables.getAsBoolean()) {
            throw new SQLException("The database has not been there since the service has started.", CANNOT_CONNECT_NOW);
        }
        var connection = dataSource.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
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

    static RuntimeException translated(SQLException e) {
        var state = e.getSQLState();
        if (SqlStates.isTransient(e)) {
            var problem = new Contended();
            problem.addSuppressed(e);
            return problem;
        }
        if (SqlStates.isAway(e)) {
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
