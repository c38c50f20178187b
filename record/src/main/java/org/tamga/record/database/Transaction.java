package org.tamga.record.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.postgresql.PGStatement;
import org.tamga.commons.database.SqlStates;

/**
 * Statements on one connection. Arguments may be text, numbers, booleans, dates, instants (stored as timestamptz), UUIDs,
 * collections of text or UUIDs (as arrays) or null.
 */
public final class Transaction {

    /** Rows fetched at a time where a result is streamed. */
    private static final int FETCH = 100;
    /** The same of rows that may be long. */
    private static final int FETCH_LONG = 10;
    private static final long ALL = Long.MAX_VALUE;

    private final Connection connection;
    private final Set<Runnable> afterCommit = new LinkedHashSet<>();
    private final Map<Object, Ending> beforeCommit = new LinkedHashMap<>();
    private final Queue<Deferred> deferred = new ArrayDeque<>();
    private final Map<Object, Object> kept = new HashMap<>();

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Makes an object of one row. */
    @FunctionalInterface
    public interface Row<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Takes one row of a streamed result. */
    @FunctionalInterface
    public interface Sink {
        void accept(ResultSet row) throws SQLException;
    }

    /** Work that gathers during a transaction and is done at its end. */
    public interface Ending {
        void end(Transaction transaction) throws SQLException;

        /** What may be done of it already, at the end of an {@link #attempt} that stands. */
        default void attempted(Transaction transaction) throws SQLException {
        }

        /** Whether it is done after all that are not: others wait for what it locks. */
        default boolean isLast() {
            return false;
        }
    }

    /** What is to be done right before this commits: made when first asked for by its owner, then the same. */
    @SuppressWarnings("unchecked")
    public <T extends Ending> T beforeCommit(Object owner, Supplier<T> ending) {
        return (T) beforeCommit.computeIfAbsent(owner, any -> ending.get());
    }

    void ending() throws SQLException {
        // One may ask for others.
        while (!beforeCommit.isEmpty()) {
            var next = Collections.min(beforeCommit.values(), Comparator.comparing(Ending::isLast));
            beforeCommit.values().remove(next);
            next.end(this);
        }
    }

    /** Statements that were put off. */
    @FunctionalInterface
    public interface Deferred {
        void run() throws SQLException;
    }

    /** Puts statements off, so that many may go together: they run before any other of this transaction, and before its end. */
    public void defer(Deferred statements) {
        deferred.add(statements);
    }

    /** Runs what was put off. */
    public void settle() throws SQLException {
        while (!deferred.isEmpty()) {
            deferred.remove().run();
        }
    }

    /**
     * What an owner keeps for as long as this lasts, such as what it has looked up: made when first asked for, then the same, but
     * made anew after an {@link #attempt} that was undone.
     */
    @SuppressWarnings("unchecked")
    public <T> T kept(Object owner, Supplier<T> fresh) {
        return (T) kept.computeIfAbsent(owner, any -> fresh.get());
    }

    /** Has an owner keep nothing any more: what it looked up has changed. */
    public void forget(Object owner) {
        kept.remove(owner);
    }

    /** Has something told once this has committed, and only then; it must be quick. Each listener is told once. */
    public void afterCommit(Runnable listener) {
        afterCommit.add(listener);
    }

    /**
     * Runs work of which nothing stands where it throws, while what came before it does. What only the whole transaction can be
     * tried again for, or what lost the database, comes out as it is; what the database refused, as a write's refusal does.
     */
    public <T> T attempt(Database.Work<T> work) throws SQLException {
        settle();
        var savepoint = connection.setSavepoint();
        try {
            var result = work.run(this);
            settle();
            for (var ending : beforeCommit.values()) {
                ending.attempted(this);
            }
            connection.releaseSavepoint(savepoint);
            return result;
        } catch (SQLException e) {
            undo();
            if (SqlStates.isTransient(e) || SqlStates.isAway(e)) {
                throw e;
            }
            connection.rollback(savepoint);
            throw Database.translated(e);
        } catch (RuntimeException e) {
            undo();
            connection.rollback(savepoint);
            throw e;
        }
    }

    private void undo() {
        deferred.clear();
        kept.clear();
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    public <T> List<T> list(String sql, Row<T> row, Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments)) {
            return rows(statement, row, ALL).rows();
        }
    }

    /** How often PostgreSQL plans a statement. */
    public enum Plan {
        /** For the arguments of the first times, then as often as it finds best. */
        USUAL,
        /** Once for all: one plan is good for all arguments, and making it takes longer than what it finds. */
        ONCE,
        /** Each time for its arguments: no one plan is good, because what is rare of one is common of another. */
        EACH_TIME
    }

    /** As {@link #list}, of a statement that is planned so. */
    public <T> List<T> list(Plan plan, String sql, Row<T> row, Object... arguments) throws SQLException {
        return listUpTo(ALL, plan, sql, row, arguments).rows();
    }

    /**
     * The first rows of a result.
     *
     * @param isCut true if there are more
     */
    public record Cut<T>(List<T> rows, boolean isCut) {}

    /**
     * As {@link #list(Plan, String, Row, Object...)}, but once the rows have so many bytes no further one is taken. In bounded memory
     * only where {@link #stream} is.
     */
    public <T> Cut<T> listUpTo(long bytes, Plan plan, String sql, Row<T> row, Object... arguments) throws SQLException {
        if (plan == Plan.ONCE) {
            command("set plan_cache_mode = force_generic_plan");
        }
        try (var statement = prepare(sql, arguments)) {
            if (plan != Plan.USUAL) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(plan == Plan.ONCE ? 1 : 0);
            }
            if (bytes != ALL) {
                statement.setFetchSize(FETCH_LONG);
            }
            var rows = rows(statement, row, bytes);
            planAsUsual(plan);
            return rows;
        } catch (SQLException | RuntimeException failure) {
            try {
                planAsUsual(plan);
            } catch (SQLException e) {
                // In a transaction that has failed, with which the setting goes as well.
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    private void planAsUsual(Plan plan) throws SQLException {
        if (plan == Plan.ONCE) {
            command("reset plan_cache_mode");
        }
    }

    private void command(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> Cut<T> rows(PreparedStatement statement, Row<T> row, long bytes) throws SQLException {
        try (var result = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            var taken = 0L;
            while (result.next()) {
                if (taken > bytes) {
                    return new Cut<>(rows, true);
                }
                rows.add(row.map(result));
                taken += bytes == ALL ? 0 : length(result);
            }
            return new Cut<>(rows, false);
        }
    }

    /** The bytes of a row as they came from PostgreSQL. */
    private static long length(ResultSet row) throws SQLException {
        var length = 0L;
        for (int column = row.getMetaData().getColumnCount(); column > 0; column--) {
            var value = row.getBytes(column);
            length += value == null ? 0 : value.length;
        }
        return length;
    }

    /** What the first row gives; empty where there is none, or where it gives null, as the maximum of nothing does. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments); var result = statement.executeQuery()) {
            return result.next() ? Optional.ofNullable(row.map(result)) : Optional.empty();
        }
    }

    /** Hands over row by row in bounded memory; streams only inside {@link Database#snapshot} or a write. */
    public void stream(String sql, Sink sink, Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments)) {
            statement.setFetchSize(FETCH);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    sink.accept(result);
                }
            }
        }
    }

    /**
     * Has what follows in this transaction join rows as a whole, planned for its arguments. Where the planner cannot foresee that
     * there are many, it would look them up one by one, and a hundred thousand take longer than there is time.
     */
    public void expectMany() throws SQLException {
        command("set local enable_nestloop = off; set local plan_cache_mode = force_custom_plan");
    }

    /** Runs a statement and gives the number of rows that it touched. */
    public int update(String sql, Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /** Runs one statement for each row of arguments, in their order, in one round trip. */
    public void batch(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        settle();
        try (var statement = connection.prepareStatement(sql)) {
            for (var row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** An instant of a timestamptz column, or null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return instant(row, row.findColumn(column));
    }

    /** An instant of the timestamptz column at that place, from 1, or null. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        settle();
        var statement = connection.prepareStatement(sql);
        try {
            bind(statement, arguments);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            bind(statement, i + 1, arguments[i]);
        }
    }

    private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Collection<?> elements) {
            statement.setArray(index, connection.createArrayOf(elementType(elements.stream()), elements.toArray()));
        } else if (value instanceof String || value instanceof UUID || value instanceof LocalDate || value instanceof Number
                || value instanceof Boolean || value instanceof byte[]) {
            if (value instanceof BigDecimal number) {
                statement.setBigDecimal(index, number);
            } else {
                statement.setObject(index, value);
            }
        } else {
            throw new IllegalArgumentException("cannot be a statement's argument: " + value.getClass());
        }
    }

    private static String elementType(Stream<?> elements) {
        return elements.filter(Objects::nonNull).findFirst()
                .map(e -> e instanceof UUID ? "uuid" : e instanceof Long ? "bigint" : "text").orElse("text");
    }
}
