package org.tamga.record.change;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jboss.logging.Logger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * What changes leave to be worked out behind them, such as readings that they may have moved: marks on keys, made in the
 * change's transaction, one for each key however often the transaction marks it. Marks are only ever added by writers, so that
 * no writer waits for another or for the worker, which takes all marks of a key together.
 *
 * <p>The worker reads a key's marks, works, and then, with the row of its result locked, takes just those marks away. So a
 * change that comes while it works keeps its mark; and of two workers that ever did the same, the later finds marks gone that
 * it counted on, and leaves its result.
 */
public final class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);
    private static final int MOST_MARKS = 10_000;
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Database database;
    private final String kind;
    /** Keys that are left alone, and until when; of the one worker. */
    private final Map<String, Instant> resting = new HashMap<>();
    private volatile Runnable listener = () -> {
    };

    /** @param kind tells these keys from others in the service */
    public Backlog(Database database, String kind) {
        this.database = database;
        this.kind = kind;
    }

    /**
     * A marked key.
     *
     * @param marks those that were seen
     * @param traceparent of the latest of them, or null
     */
    public record Marked(String key, List<Long> marks, String traceparent) {}

    /** Names who is told after a commit that has marked something. */
    public void whenMarked(Runnable listener) {
        this.listener = listener;
    }

    /** Marks a key, at the end of the transaction. */
    public void mark(Transaction transaction, String key, String traceparent) {
        transaction.beforeCommit(this, Gathered::new).marks.add(List.of(kind, key, traceparent == null ? "" : traceparent));
    }

    /**
     * Works out the key that has been marked longest, if there is one. One whose work fails is left alone for a while, and the
     * others go on.
     *
     * @param work does it, and {@link #take takes} the marks away
     * @param rest how long the key is left alone after work that took so long
     * @return false where there is nothing to do
     */
    public boolean workOut(Consumer<Marked> work, UnaryOperator<Duration> rest) {
        var began = Instant.now();
        resting.values().removeIf(until -> until.isBefore(began));
        var next = next();
        if (next.isEmpty()) {
            return false;
        }
        var key = next.get().key();
        try {
            work.accept(next.get());
            var length = rest.apply(Duration.between(began, Instant.now()));
            if (!length.isZero()) {
                resting.put(key, Instant.now().plus(length));
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s could not be worked out; others go on.", kind, key);
            resting.put(key, Instant.now().plus(REST_AFTER_FAILURE));
        }
        return true;
    }

    /** True while some key is left alone. */
    public boolean isResting() {
        return !resting.isEmpty();
    }

    private Optional<Marked> next() {
        record Mark(long id, String key, String traceparent) {}
        var marks = database.read(
                transaction -> transaction.list("""
                                                select id, key, traceparent from mark where kind = ? and key = (
                                                  select key from mark where kind = ? and not key = any (?) order by id limit 1)
                                                order by id limit ?""",
                        row -> new Mark(row.getLong("id"), row.getString("key"), row.getString("traceparent")), kind, kind,
                        resting.keySet(),
                        MOST_MARKS));
        return marks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Marked(marks.get(0).key, marks.stream().map(Mark::id).toList(),
                        marks.get(marks.size() - 1).traceparent));
    }

    /** Takes the marks away; only with the row of the result locked. Throws where some are gone: the result is to be left. */
    public void take(Transaction transaction, Marked marked) throws SQLException {
        if (transaction.update("delete from mark where id = any (?)", marked.marks()) < marked.marks().size()) {
            throw new IllegalStateException("somebody else has worked " + marked.key() + " out meanwhile");
        }
    }

    /** How many marks there are, counted no further than a hundred thousand. */
    public double size() {
        return database
                .read(transaction -> transaction.first("select count(*) from (select from mark where kind = ? limit 100000) m",
                        row -> row.getDouble(1), kind))
                .orElseThrow();
    }

    private final class Gathered implements Transaction.Ending {

        private final Set<List<String>> marks = new LinkedHashSet<>();

        @Override
        public void end(Transaction transaction) throws SQLException {
            transaction.batch("insert into mark (kind, key, traceparent) values (?, ?, nullif(?, ''))",
                    marks.stream().map(List::toArray).toList());
            transaction.afterCommit(listener);
        }
    }
}
