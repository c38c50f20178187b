package org.tamga.record;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Event;
import org.tamga.record.database.DatabaseException;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.Row;

/**
 * How a statement or a withdrawal lands: locking, splitting, versions, uniqueness, the event. What no room can get wrong.
 *
 * @param <C> the room's content
 */
final class Writing<C extends Record> {

    private final Records<C> records;
    private final Ledger ledger;
    private final String name;
    private final VersionTable<C> table;
    private final RecordJson<C> json;

    Writing(Records<C> records) {
        this.records = records;
        this.ledger = records.ledger();
        this.name = records.name();
        this.table = records.table();
        this.json = records.json();
    }

    /** States a period of a record that may or may not exist. */
    Outcome<C> put(UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author) {
        return explainingRefusals(id, write,
                () -> ledger.database.write(transaction -> put(transaction, id, parentId, write, precondition, author)));
    }

    /** States a row of a file; nothing of it stands in the transaction where it is refused. */
    Outcome<C> put(Transaction transaction, Row<C> row, Author author) throws SQLException {
        var id = row.id() != null ? row.id() : ownerOf(transaction, row);
        try {
            return transaction.attempt(
                    inner -> put(inner, id, row.parentId(), row.write(), Precondition.ANY, author, Writing::citeTheSame));
        } catch (DatabaseException e) {
            throw explained(transaction, e, id, row.write());
        }
    }

    /** The record that holds one of the content's keys in those days, else one that is new. */
    private UUID ownerOf(Transaction transaction, Row<C> row) throws SQLException {
        var owners = new TreeSet<UUID>();
        var keys = records.keys(row.write().content()).toList();
        if (keys.isEmpty()) {
            throw Problem.brokenRule("/id", "is needed: there is nothing else here by which the record could be known again");
        }
        for (var key : keys) {
            for (var days : key.within(row.write().valid()).stream().toList()) {
                owners.addAll(transaction.list("select id from record_key"
                        + " where kind = ? and scheme = ? and value = ? and valid && ?::daterange",
                        found -> found.getObject(1, UUID.class), name, key.scheme(), key.value(), days.toRange()));
            }
        }
        if (owners.size() > 1) {
            throw new Problem(ProblemType.CONFLICT, "Its keys belong to " + owners.size() + " records: " + owners + ".");
        }
        return owners.isEmpty() ? Uuid7.next() : owners.first();
    }

    /** As {@link #put(UUID, UUID, Write, Precondition, Author)}, in a transaction that is already open. */
    Outcome<C> put(Transaction transaction, UUID id, UUID parentId, Write<C> sent, Precondition precondition, Author author)
            throws SQLException {
        return put(transaction, id, parentId, sent, precondition, author, List::equals);
    }

    private Outcome<C> put(Transaction transaction, UUID id, UUID parentId, Write<C> sent, Precondition precondition,
            Author author, BiPredicate<List<Citation>, List<Citation>> sources) throws SQLException {
        ledger.queue.requireRoom();
        requireParent(transaction, parentId);
        var head = table.lock(transaction, id, parentId);
        requireSameParent(id, head, parentId);
        var standing = head.version() == 0 ? List.<Period<C>>of() : table.standing(transaction, id);
        var same = standing.stream().filter(period -> Split.sameStart(period.valid(), sent.valid())).findFirst();
        var write = same.map(sent::inFaceOf).orElse(sent);
        if (same.isPresent() && states(same.get(), write, sources)) {
            return new Outcome<>(Outcome.Effect.UNCHANGED, same.get(), head.version(), List.of());
        }
        precondition.check(head.version());

        var findings = new Findings();
        records.check(new Draft<>(transaction, id, parentId, write, standing), findings);
        findings.throwIfRefused();

        var split = Split.stating(write.valid(), standing);
        var stamp = table.advance(transaction, id);
        var reason = head.version() == 0
                ? Reason.NEW
                : write.reason() != null ? write.reason() : same.isPresent() ? Reason.CORRECTION : Reason.UPDATE;
        var stated = new Period<>(Uuid7.next(), id, parentId, stamp.version(), write.valid(), stamp.at(), null, stamp.at(),
                author.subject(), reason, write.confidence(), write.note(), write.content(), write.sources());
        record(transaction, split, stated, stamp, standing, reason, write.sources(), author);
        return new Outcome<>(head.version() == 0 ? Outcome.Effect.CREATED : Outcome.Effect.CHANGED, stated, stamp.version(),
                findings.warnings());
    }

    /**
     * Records something new under an id of ours.
     *
     * @param request what makes a repeat recognisable, or null
     * @param answer makes the answer, in the transaction, so that a repeat gets the same
     */
    Repeatable.Answer post(UUID parentId, Write<C> write, Author author, Repeatable request,
            Function<Outcome<C>, Repeatable.Answer> answer) {
        var id = Uuid7.next();
        return explainingRefusals(id, write, () -> ledger.database.write(transaction -> {
            if (request != null) {
                var earlier = request.claim(transaction, id);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
            }
            var given = answer.apply(put(transaction, id, parentId, write, Precondition.NONE, author));
            if (request != null) {
                request.answered(transaction, given);
            }
            return given;
        }));
    }

    /** Withdraws what stands, in all or part of the time; gives the version that this made. */
    int retract(UUID id, UUID parentId, Withdrawal withdrawal, Precondition precondition, Author author) {
        return explainingRefusals(id, null, () -> ledger.database.write(transaction -> {
            ledger.queue.requireRoom();
            if (table.head(transaction, id).isEmpty()) {
                throw records.notFound(id);
            }
            var head = table.lock(transaction, id, parentId);
            requireSameParent(id, head, parentId);
            var standing = table.standing(transaction, id);
            var split = Split.withdrawing(withdrawal.valid(), standing);
            if (split.closed().isEmpty()) {
                throw new Problem(ProblemType.CONFLICT, standing.isEmpty()
                        ? "It is already retracted."
                        : "Nothing is recorded for those days; there is: " + Records.days(standing) + ".");
            }
            precondition.check(head.version());
            var stamp = table.advance(transaction, id);
            transaction.update("insert into retraction (kind, id, version, valid, at, because, sources, recorded_by)"
                    + " values (?, ?, ?, ?::daterange, ?, ?, ?::jsonb, ?)", name, id, stamp.version(),
                    withdrawal.valid().toRange(),
                    stamp.at(), withdrawal.because(), ledger.mapper.valueToTree(withdrawal.sources()).toString(),
                    author.subject());
            record(transaction, split, null, stamp, standing, Reason.RETRACTION, withdrawal.sources(), author);
            return stamp.version();
        }));
    }

    /** The order of statements here is what change-events.md asks; see the ADR on explicit SQL. */
    private void record(Transaction transaction, Split<C> split, Period<C> stated, VersionTable.Stamp stamp,
            List<Period<C>> standing, Reason reason, List<Citation> sources, Author author) throws SQLException {
        var opened = new ArrayList<Period<C>>();
        if (stated != null) {
            opened.add(stated);
        }
        split.remainders().forEach(rest -> opened
                .add(rest.of().remainder(Uuid7.next(), rest.valid(), stamp.version(), stamp.at())));
        table.close(transaction, split.closed().stream().map(Period::rowId).toList(), stamp.at());
        table.insert(transaction, opened);

        var now = Stream.concat(standing.stream().filter(period -> !split.closed().contains(period)), opened.stream()).toList();
        var id = (stated != null ? stated : split.closed().get(0)).id();
        claimKeys(transaction, id, standing, now);

        var change = new Change<>(id, (stated != null ? stated : split.closed().get(0)).parentId(), stamp.version(), reason,
                stamp.at(), split.closed(), opened, sources);
        var countries = records.concerned(transaction,
                Stream.concat(change.before().stream(), change.after().stream()).toList());
        ledger.changes.append(transaction, stamp.position(),
                event(change, records.eventName(transaction, change), now, stamp, author, countries));
        ledger.changed(transaction, records, change, author);
    }

    /**
     * Announces what a day brings to a record as it stands: no change and no version, but an event in its order. Its data has
     * the period concerned as what stands after, and nothing before.
     */
    void announce(Transaction transaction, UUID id, LocalDate day) throws SQLException {
        var head = table.lock(transaction, id, null);
        var standing = table.standing(transaction, id);
        var happened = new LinkedHashMap<String, Period<C>>();
        for (var period : standing) {
            records.calendar(period).filter(occasion -> day.equals(occasion.day()))
                    .forEach(occasion -> happened.putIfAbsent(occasion.name(), period));
        }
        if (happened.containsKey(Records.TOOK_EFFECT)) {
            // What another period follows at once has not lapsed.
            happened.remove(Records.LAPSED);
        }
        for (var occasion : happened.entrySet()) {
            var period = occasion.getValue();
            var stamp = transaction.first("select clock_timestamp() as at, nextval('change_position') as position",
                    row -> new VersionTable.Stamp(head.version(), Transaction.instant(row, "at"), row.getLong("position")))
                    .orElseThrow();
            var change = new Change<>(id, period.parentId(), head.version(), period.reason(), stamp.at(), List.of(),
                    List.of(period), period.sources());
            ledger.changes.append(transaction, stamp.position(), event(change, occasion.getKey(), standing, stamp,
                    new Author(period.recordedBy(), null), records.concerned(transaction, List.of(period))));
        }
    }

    private void claimKeys(Transaction transaction, UUID id, List<Period<C>> standing, List<Period<C>> now)
            throws SQLException {
        var held = keysOf(id, standing);
        var wanted = keysOf(id, now);
        if (held.equals(wanted)) {
            return;
        }
        if (!held.isEmpty()) {
            transaction.update("delete from record_key where kind = ? and id = ?", name, id);
        }
        transaction.batch("insert into record_key (kind, scheme, value, id, valid) values (?, ?, ?, ?, ?::daterange)",
                wanted.stream().map(List::toArray).toList());
    }

    private Set<List<Object>> keysOf(UUID id, List<Period<C>> periods) {
        return periods.stream().flatMap(period -> records.keys(period.content())
                .flatMap(key -> key.within(period.valid()).stream()
                        .map(days -> List.<Object>of(name, key.scheme(), key.value(), id, days.toRange()))))
                .collect(Collectors.toSet());
    }

    private Event event(Change<C> change, String happened, List<Period<C>> now, VersionTable.Stamp stamp, Author author,
            Set<String> countries) {
        var data = json.text(out -> {
            out.writeStartObject();
            out.writeStringField("recordId", change.recordId().toString());
            if (change.parentId() != null) {
                out.writeStringField("parentId", change.parentId().toString());
            }
            out.writeNumberField("version", change.version());
            out.writeStringField("reason", Json.name(change.reason()));
            out.writeStringField("recordedAt", change.recordedAt().toString());
            json.writeAll(out, "before", change.before(), RecordJson.EVERYTHING);
            json.writeAll(out, "after", change.after(), RecordJson.EVERYTHING);
            out.writePOJOField("sources", change.sources());
            out.writeEndObject();
        });
        var state = now.isEmpty() ? null : json.text(out -> {
            out.writeStartObject();
            out.writeStringField("recordId", change.recordId().toString());
            out.writeNumberField("version", change.version());
            out.writeNumberField("sequence", stamp.position());
            json.writeAll(out, "periods", now, RecordJson.EVERYTHING);
            out.writeEndObject();
        });
        return new Event(Uuid7.next(), records.topic(), change.recordId().toString(),
                "org.tamga." + ledger.domain + "." + (happened.contains(".") ? happened : name + "." + happened) + ".v1",
                change.recordedAt(), countries, author.traceparent(), data, state);
    }

    private static <C> boolean states(Period<C> period, Write<C> write,
            BiPredicate<List<Citation>, List<Citation>> sources) {
        return period.valid().equals(write.valid()) && period.content().equals(write.content())
                && period.confidence() == write.confidence() && sources.test(period.sources(), write.sources());
    }

    /** The same file that was fetched again on another day is the same source. */
    private static boolean citeTheSame(List<Citation> some, List<Citation> others) {
        return some.stream().map(Citation::whenever).toList().equals(others.stream().map(Citation::whenever).toList());
    }

    private void requireParent(Transaction transaction, UUID parentId) throws SQLException {
        var parents = records.parents();
        if (parents != null && !parents.isRecorded(transaction, parentId)) {
            throw new Problem(ProblemType.NOT_FOUND,
                    "There is no " + parents.name() + " " + parentId + " to which this could belong.");
        }
    }

    private void requireSameParent(UUID id, VersionTable.Head head, UUID parentId) {
        if (!Objects.equals(head.parentId(), parentId)) {
            throw new Problem(ProblemType.CONFLICT, "The " + name + " " + id + " belongs to " + head.parentId() + ".");
        }
    }

    /** Turns what the database itself refused into an answer that names the other record. */
    private <T> T explainingRefusals(UUID id, Write<C> stated, Supplier<T> write) {
        try {
            return write.get();
        } catch (DatabaseException e) {
            throw ledger.database.read(transaction -> explained(transaction, e, id, stated));
        }
    }

    private RuntimeException explained(Transaction transaction, DatabaseException refusal, UUID id, Write<C> stated)
            throws SQLException {
        var constraint = refusal.constraint();
        if ("record_key_one_owner".equals(constraint)) {
            return takenKeys(transaction, id, stated);
        }
        return ChangeLog.SENDABLE.equals(constraint)
                ? Problem.brokenRule("", "The record with all its periods is too large to be announced.")
                : refusal;
    }

    private Problem takenKeys(Transaction transaction, UUID id, Write<C> stated) throws SQLException {
        var violations = new ArrayList<Violation>();
        for (var key : records.keys(stated.content()).toList()) {
            for (var days : key.within(stated.valid()).stream().toList()) {
                transaction.list("select id from record_key"
                        + " where kind = ? and scheme = ? and value = ? and id <> ? and valid && ?::daterange",
                        row -> new Violation("",
                                key.scheme() + " " + key.value() + " is held by " + name + " " + row.getString(1)),
                        name, key.scheme(), key.value(), id, days.toRange()).forEach(violations::add);
            }
        }
        var detail = violations.stream().map(Violation::detail).collect(Collectors.joining("; "));
        return new Problem(ProblemType.CONFLICT,
                detail.isEmpty() ? "Another " + name + " holds the same at the same time." : detail,
                violations);
    }
}
