package org.tamga.record;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.database.DatabaseException;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;

/**
 * Rows of a file that are recorded together, each as a PUT would whose writer knows the version that stands. What is refused
 * leaves nothing; the others stand.
 */
public final class Chunk {

    private final Transaction transaction;
    private final Author author;
    private final Results results;

    /** Is told of every row what came of it, once. */
    public interface Results {

        void landed(Place place, Outcome<?> outcome);

        void refused(Place place, Problem refusal);
    }

    private Chunk(Transaction transaction, Author author, Results results) {
        this.transaction = transaction;
        this.author = author;
        this.results = results;
    }

    /** Records what can be recorded of the rows, in their order. */
    public static void land(Transaction transaction, List<Row<?>> rows, Author author, Results results) throws SQLException {
        if (!rows.isEmpty()) {
            new Chunk(transaction, author, results).land(rows);
        }
    }

    /** All together; where the database refuses one of them, which it does not name, the halves apart. */
    private void land(List<Row<?>> rows) throws SQLException {
        var outcomes = new ArrayList<Runnable>();
        try {
            transaction.attempt(inner -> together(rows, outcomes));
        } catch (DatabaseException | Problem refusal) {
            if (refusal instanceof Problem problem && problem.type().mayPass()) {
                throw refusal;
            }
            if (rows.size() > 1) {
                land(rows.subList(0, rows.size() / 2));
                land(rows.subList(rows.size() / 2, rows.size()));
            } else {
                results.refused(rows.get(0).place(), explained(rows.get(0), refusal));
            }
            return;
        }
        outcomes.forEach(Runnable::run);
    }

    private <C extends Record> Problem explained(Row<C> row, RuntimeException refusal) throws SQLException {
        if (refusal instanceof DatabaseException database) {
            var id = row.id() == null ? Uuid7.next() : row.id();
            if (row.records().writing().explained(transaction, database, id, row.write()) instanceof Problem problem) {
                return problem;
            }
            throw refusal;
        }
        return (Problem) refusal;
    }

    private Void together(List<Row<?>> rows, List<Runnable> outcomes) throws SQLException {
        var parts = new LinkedHashMap<Records<?>, Part<?>>();
        for (var row : rows) {
            parts.computeIfAbsent(row.records(), Part::new).add(row);
        }
        for (var part : parts.values()) {
            part.lock();
        }
        for (var row : rows) {
            try {
                var outcome = parts.get(row.records()).land(row);
                outcomes.add(() -> results.landed(row.place(), outcome));
            } catch (Problem refusal) {
                outcomes.add(() -> results.refused(row.place(), refusal));
            }
        }
        for (var part : parts.values()) {
            part.landing.land();
            part.landing.forgetUnwritten();
        }
        return null;
    }

    /** The rows of one kind. */
    private final class Part<C extends Record> {

        private final Records<C> records;
        private final List<Row<C>> rows = new ArrayList<>();
        private final Map<Row<C>, UUID> ids = new IdentityHashMap<>();
        private final Map<Row<C>, Problem> refused = new IdentityHashMap<>();
        private final Map<Row<C>, Landing.Statement<C>> statements = new IdentityHashMap<>();
        private Map<Landing.Statement<C>, Outcome<C>> repeated;
        private Landing<C> landing;

        Part(Records<C> records) {
            this.records = records;
        }

        @SuppressWarnings("unchecked")
        void add(Row<?> row) {
            rows.add((Row<C>) row);
        }

        void lock() throws SQLException {
            resolve();
            landing = records.writing().landing(transaction, rows.size());
            ids.forEach((row, id) -> statements.put(row,
                    new Landing.Statement<>(id, row.parentId(), row.write(), row.knownFrom(), null, row.madeOf(),
                            Chunk::citeTheSame, row.isAll(), author)));
            repeated = landing.repeated(statements.values());
            var others = rows.stream().map(statements::get)
                    .filter(statement -> statement != null && !repeated.containsKey(statement)).toList();
            landing.lock(others.stream().map(Landing.Statement::target).toList());
            landing.meet(others);
        }

        Outcome<C> land(Row<?> row) throws SQLException {
            if (refused.containsKey(row)) {
                throw refused.get(row);
            }
            var statement = statements.get(row);
            return repeated.containsKey(statement) ? repeated.get(statement) : landing.put(statement);
        }

        /** Finds the records of rows that name none: those which hold their keys, or will after the rows before them. */
        private void resolve() throws SQLException {
            var nameless = rows.stream().filter(row -> row.id() == null).toList();
            var holders = nameless.isEmpty() ? new HashMap<List<String>, List<Holder>>() : holders(nameless);
            for (var row : rows) {
                if (row.id() != null) {
                    ids.put(row, row.id());
                } else {
                    try {
                        ids.put(row, owner(row, holders));
                    } catch (Problem refusal) {
                        refused.put(row, refusal);
                        continue;
                    }
                }
                if (!nameless.isEmpty()) {
                    records.keys(row.write().content()).forEach(key -> key.within(row.write().valid()).ifPresent(
                            days -> holders.computeIfAbsent(List.of(key.scheme(), key.value()), one -> new ArrayList<>())
                                    .add(new Holder(ids.get(row), days))));
                }
            }
        }

        private UUID owner(Row<C> row, Map<List<String>, List<Holder>> holders) {
            var keys = records.keys(row.write().content()).toList();
            if (keys.isEmpty()) {
                throw Problem.brokenRule("/id", "is needed: there is nothing else by which the record could be known again");
            }
            var owners = new TreeSet<UUID>();
            for (var key : keys) {
                key.within(row.write().valid()).ifPresent(days -> holders
                        .getOrDefault(List.of(key.scheme(), key.value()), List.of()).stream()
                        .filter(holder -> holder.days.overlaps(days)).forEach(holder -> owners.add(holder.id)));
            }
            if (owners.size() > 1) {
                throw new Problem(ProblemType.CONFLICT,
                        "What it is known by belongs to " + owners.size() + " records: " + owners);
            }
            return owners.isEmpty() ? Uuid7.next() : owners.first();
        }

        private Map<List<String>, List<Holder>> holders(List<Row<C>> nameless) throws SQLException {
            var keys = nameless.stream().flatMap(row -> records.keys(row.write().content())).toList();
            var holders = new HashMap<List<String>, List<Holder>>();
            transaction.list("select scheme, value, id, lower(valid) as first, upper(valid) as last from record_key"
                    + " join unnest(?::text[], ?::text[]) as asked (scheme, value) using (scheme, value) where kind = ?",
                    found -> holders.computeIfAbsent(List.of(found.getString("scheme"), found.getString("value")),
                            one -> new ArrayList<>()).add(
                                    new Holder(found.getObject("id", UUID.class), new Interval(
                                            found.getObject("first", LocalDate.class),
                                            found.getObject("last", LocalDate.class)))),
                    keys.stream().map(Key::scheme).toList(), keys.stream().map(Key::value).toList(), records.name());
            return holders;
        }
    }

    /** Whose a key is, and when. */
    private record Holder(UUID id, Interval days) {}

    /** The same file that was fetched again on another day is the same source. */
    private static boolean citeTheSame(List<Citation> some, List<Citation> others) {
        return some.stream().map(Citation::whenever).toList().equals(others.stream().map(Citation::whenever).toList());
    }
}
