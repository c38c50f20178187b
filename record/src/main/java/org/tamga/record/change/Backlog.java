package org.tamga.record.change;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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
    private static final String LONGEST_MARKED = "select key from mark where kind = ? and not key = any (?) order by id limit ?";
    /** Goes from key to key in the index, past the other marks of each: there may be a thousand times as many. */
    private static final String MARKED = """
                                         with recursive asked (kind) as (select ?::text), marked (key) as (
                                           select (select min(m.key) from mark m where m.kind = asked.kind) from asked
                                           union all
                                           select (select min(m.key) from mark m where m.kind = asked.kind and m.key > marked.key)
                                           from marked, asked where marked.key is not null)
                                         select key from marked where key is not null and not key = any (?) order by %s
                                         limit ?""";

    private final Database database;
    private final String kind;
    /** Of the marks that are taken, in their order: those of one kind before any of the next. */
    private final List<String> kinds;
    /** SQL for the keys to be taken: arguments are the kind, keys that are left alone, and how many at most. */
    private final String first;
    /** Keys that are left alone, and until when; of the one worker. */
    private final Map<String, Instant> resting = new HashMap<>();
    private volatile Runnable listener = () -> {
    };

    /** @param kind tells these keys from others in the service */
    public Backlog(Database database, String kind) {
        this(database, List.of(kind), LONGEST_MARKED);
    }

    /**
     * One of which a migration has had keys worked out again.
     *
     * @param again the kind of the migration's marks, by its number: an older version that still runs knows none of that kind, and
     *        so does not work them out as it did before
     */
    public Backlog(Database database, String kind, String again) {
        this(database, List.of(kind, again), LONGEST_MARKED);
    }

    /**
     * One that takes other keys first than those that have been marked longest.
     *
     * @param order SQL over {@code key}; it is evaluated for every marked key whenever keys are taken, however often each is marked
     */
    public Backlog(Database database, String kind, String again, String order) {
        this(database, List.of(kind, again), MARKED.formatted(order));
    }

    private Backlog(Database database, List<String> kinds, String first) {
        this.database = database;
        this.kind = kinds.get(0);
        this.kinds = kinds;
        this.first = first;
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
     * Works out the first key, that has been marked longest unless another order is given, if there is one. One whose work fails is
     * left alone for a while, and the others go on.
     *
     * @param work does it, and {@link #take takes} the marks away
     * @param rest how long the key is left alone after work that took so long
     * @return false where there is nothing to do
     */
    public boolean workOut(Consumer<Marked> work, UnaryOperator<Duration> rest) {
        var began = Instant.now();
        resting.values().removeIf(until -> until.isBefore(began));
        var next = next(1);
        if (next.isEmpty()) {
            return false;
        }
        var marked = next.get(0);
        trying(marked.key(), () -> {
            work.accept(marked);
            var length = rest.apply(Duration.between(began, Instant.now()));
            if (!length.isZero()) {
                resting.put(marked.key(), Instant.now().plus(length));
            }
        });
        return true;
    }

    /**
     * As {@link #workOut}, but of several keys, those that have been marked longest, so that what each of them costs by itself (a
     * transaction, a message, a look of every reader) is paid once for all.
     *
     * @param most so many keys at a time
     * @param longest no further key is prepared after that time: the others shall not wait for long
     * @param prepare does what can be done for each by itself; one for which it fails is left alone for a while
     * @param finish does the rest for all that are prepared, and {@link #take takes} the marks away; where it fails, it is tried
     *        again with each alone
     */
    public <T> boolean workOutTogether(int most, Duration longest, Function<Marked, T> prepare,
            Consumer<Map<Marked, T>> finish, UnaryOperator<Duration> rest) {
        var began = Instant.now();
        resting.values().removeIf(until -> until.isBefore(began));
        var marked = next(most);
        var prepared = new LinkedHashMap<Marked, T>();
        var took = new HashMap<String, Duration>();
        for (var next : marked) {
            var from = Instant.now();
            if (from.isAfter(began.plus(longest))) {
                break;
            }
            trying(next.key(), () -> {
                prepared.put(next, prepare.apply(next));
                took.put(next.key(), Duration.between(from, Instant.now()));
            });
        }
        finish(prepared, finish);
        var now = Instant.now();
        took.forEach((key, time) -> resting.merge(key, now.plus(rest.apply(time)), (a, b) -> a.isAfter(b) ? a : b));
        return !marked.isEmpty();
    }

    private <T> void finish(Map<Marked, T> prepared, Consumer<Map<Marked, T>> finish) {
        if (prepared.size() > 1) {
            try {
                finish.accept(prepared);
                return;
            } catch (RuntimeException | Error e) {
                LOG.debugf(e, "%d of %s are finished one by one.", prepared.size(), kind);
            }
        }
        prepared.forEach((one, result) -> trying(one.key(), () -> finish.accept(Map.of(one, result))));
    }

    private void trying(String key, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "%s %s could not be worked out; others go on.", kind, key);
            resting.put(key, Instant.now().plus(REST_AFTER_FAILURE));
        }
    }

    /** True while some key is left alone. */
    public boolean isResting() {
        return !resting.isEmpty();
    }

    private List<Marked> next(int most) {
        return kinds.stream().map(one -> next(one, most)).filter(marked -> !marked.isEmpty()).findFirst().orElse(List.of());
    }

    /** The first keys of a kind, at most so many, in the order of their oldest marks, each with all of its marks. */
    private List<Marked> next(String kind, int most) {
        record Mark(long id, String key, String traceparent) {}
        var marks = database.read(
                transaction -> transaction.list("""
                                                select id, key, traceparent from mark where kind = ? and key in (%s)
                                                order by id limit ?""".formatted(first),
                        row -> new Mark(row.getLong("id"), row.getString("key"), row.getString("traceparent")), kind, kind,
                        resting.keySet(), most, MOST_MARKS));
        return marks.stream().collect(Collectors.groupingBy(Mark::key, LinkedHashMap::new, Collectors.toList())).entrySet()
                .stream().map(of -> new Marked(of.getKey(), of.getValue().stream().map(Mark::id).toList(),
                        of.getValue().get(of.getValue().size() - 1).traceparent))
                .toList();
    }

    /** Takes the marks away; only with the row of the result locked. Throws where some are gone: the result is to be left. */
    public void take(Transaction transaction, Marked marked) throws SQLException {
        take(transaction, List.of(marked));
    }

    /** As {@link #take(Transaction, Marked)}, of several. */
    public void take(Transaction transaction, Collection<Marked> marked) throws SQLException {
        var marks = marked.stream().flatMap(one -> one.marks().stream()).toList();
        if (transaction.update("delete from mark where id = any (?)", marks) < marks.size()) {
            throw new IllegalStateException("somebody else has worked " + marked.stream().map(Marked::key).limit(3).toList()
                    + " out meanwhile");
        }
    }

    /** How many marks there are, counted no further than a hundred thousand. */
    public double size() {
        return database
                .read(transaction -> transaction.first(
                        "select count(*) from (select from mark where kind = any (?) limit 100000) m",
                        row -> row.getDouble(1), kinds))
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
