package org.tamga.record;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Uuid7;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Event;
import org.tamga.record.database.Transaction;

/**
 * Writes to records of one kind on their way into one transaction: locked together, decided one by one in their order, each in
 * the face of those before it, and written together. One write is a landing of one.
 *
 * <p>What is decided but not yet written is put off ({@link Transaction#defer}): whatever else runs a statement in the
 * transaction, such as a room's rule, has it written first, and so sees what it would see if every write had come alone.
 */
final class Landing<C extends Record> {

    private static final int NEIGHBOURHOOD_LOCKS = 256;

    private final Records<C> records;
    private final Ledger ledger;
    private final String name;
    private final VersionTable<C> table;
    private final RecordJson<C> json;
    private final Transaction transaction;
    private final int expected;

    private final Map<UUID, Held> held = new HashMap<>();
    /** What stands in the neighbourhoods of what is stated, record by record, by the writes so far. */
    private final Map<Map<String, String>, Map<UUID, List<Period<C>>>> neighbourhoods = new HashMap<>();
    private final Queue<VersionTable.Draw> drawn = new ArrayDeque<>();

    private boolean isDeferred;
    private final Set<Held> touched = new LinkedHashSet<>();
    private final Map<UUID, Period<C>> closed = new LinkedHashMap<>();
    private final Map<UUID, Period<C>> opened = new LinkedHashMap<>();
    private final List<ChangeLog.Placed> events = new ArrayList<>();

    /** @param expected how many writes may come: that many positions are drawn at once */
    Landing(Records<C> records, Transaction transaction, int expected) {
        this.records = records;
        this.ledger = records.ledger();
        this.name = records.name();
        this.table = records.table();
        this.json = records.json();
        this.transaction = transaction;
        this.expected = expected;
    }

    /**
     * What is stated of a record, before it is decided.
     *
     * @param knownFrom since when its source makes it known, if earlier than now; else null
     * @param precondition what the writer says of the version it knows; null for one who writes whatever stands
     * @param madeOf the period that it was made of, which must stand still; null for one that was made of none
     * @param sameSources tells whether sources are the same, for a statement that is otherwise
     * @param isAll whether what else is known of the record then, on whatever days, is replaced too
     */
    record Statement<C>(UUID id, UUID parentId, Write<C> write, Instant knownFrom, Precondition precondition,
            Period<C> madeOf, BiPredicate<List<Citation>, List<Citation>> sameSources, boolean isAll, Author author) {

        /** As a PUT states it, now. */
        static <C> Statement<C> of(UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author) {
            return new Statement<>(id, parentId, write, null, precondition, null, List::equals, false, author);
        }

        /** What it does to what is known. */
        Split<C> split(List<Period<C>> known) {
            return isAll ? new Split<>(known, List.of()) : Split.stating(write.valid(), known);
        }

        Target target() {
            return new Target(id, parentId, knownFrom != null);
        }
    }

    /** Which record is to be locked, and whether more than what stands of it is needed. */
    record Target(UUID id, UUID parentId, boolean isBackdated) {}

    /** A record that is locked, as it is by the writes so far. */
    private final class Held {

        private final UUID id;
        private final UUID parentId;
        private final boolean isWithheld;
        private int version;
        private int storedVersion;
        private Instant writtenAt;
        /** Drawn when it was made; null for one that exists. */
        private VersionTable.Draw first;
        /** What stands; where it is to be backdated, all that counts by source. */
        private List<Period<C>> rows;
        private Set<List<Object>> storedKeys = Set.of();
        private Set<List<Object>> keys = Set.of();

        Held(VersionTable.Head head, VersionTable.Draw first, List<Period<C>> rows) {
            this.id = head.id();
            this.parentId = head.parentId();
            this.isWithheld = head.isWithheld();
            this.version = head.version();
            // One that was made here is stored as its first write will leave it.
            this.storedVersion = first == null ? version : 1;
            this.writtenAt = head.writtenAt();
            this.first = first;
            this.rows = rows;
        }

        List<Period<C>> standing() {
            return rows.stream().filter(Period::isStanding).toList();
        }

        /** The next version, instant and position. The instant never stands still nor goes back for a record, whatever the clock does. */
        VersionTable.Stamp advance() throws SQLException {
            var draw = first != null ? first : draw();
            var at = first != null || draw.at().isAfter(writtenAt) ? draw.at() : writtenAt.plus(1, ChronoUnit.MICROS);
            first = null;
            version++;
            writtenAt = at;
            return new VersionTable.Stamp(version, at, draw.position());
        }
    }

    /** Locks these until the transaction ends, making those that there are not. */
    void lock(Collection<Target> targets) throws SQLException {
        if (targets.isEmpty()) {
            return;
        }
        var byId = byId(targets.stream());
        table.make(transaction, byId.values()).forEach((id, draw) -> held.put(id,
                new Held(new VersionTable.Head(id, byId.get(id).parentId(), 0, draw.at(), false), draw, List.of())));
        var others = byId.values().stream().filter(target -> !held.containsKey(target.id())).toList();
        if (others.isEmpty()) {
            return;
        }
        var heads = table.lock(transaction, others.stream().map(Target::id).toList());
        var rows = rows(others);
        for (var head : heads) {
            var record = new Held(head, null, rows.getOrDefault(head.id(), List.of()));
            record.keys = record.storedKeys = keysOf(record.id, record.standing());
            held.put(record.id, record);
        }
    }

    private static Map<UUID, Target> byId(Stream<Target> targets) {
        var byId = new LinkedHashMap<UUID, Target>();
        targets.forEach(target -> byId.merge(target.id(), target,
                (a, b) -> new Target(a.id(), a.parentId(), a.isBackdated() || b.isBackdated())));
        return byId;
    }

    private Map<UUID, List<Period<C>>> rows(Collection<Target> targets) throws SQLException {
        var rows = table.standing(transaction,
                targets.stream().filter(target -> !target.isBackdated()).map(Target::id).toList());
        rows.putAll(table.counting(transaction, targets.stream().filter(Target::isBackdated).map(Target::id).toList()));
        return rows;
    }

    /**
     * The statements that say what is recorded already, with what they come to: they write nothing, so they need no lock, and a
     * file that comes again holds nobody up. Of a record of which anything else is stated too there is none: those are decided in
     * their order.
     */
    Map<Statement<C>, Outcome<C>> repeated(Collection<Statement<C>> statements) throws SQLException {
        var repeated = new IdentityHashMap<Statement<C>, Outcome<C>>();
        var heads = table.heads(transaction, statements.stream().map(Statement::id).distinct().toList());
        if (heads.isEmpty()) {
            return repeated;
        }
        var rows = rows(byId(statements.stream().map(Statement::target)).values());
        var others = new HashSet<UUID>();
        for (var statement : statements) {
            var head = heads.get(statement.id());
            var same = head == null || head.isWithheld() || !Objects.equals(head.parentId(), statement.parentId())
                    || statement.knownFrom() != null && !statement.knownFrom().isBefore(Instant.now())
                            ? Optional.<Period<C>>empty()
                            : said(statement, known(statement, rows.getOrDefault(statement.id(), List.of())));
            same.ifPresentOrElse(period -> repeated.put(statement,
                    new Outcome<>(Outcome.Effect.UNCHANGED, period, head.version(), List.of())),
                    () -> others.add(statement.id()));
        }
        repeated.keySet().removeIf(statement -> others.contains(statement.id()));
        return repeated;
    }

    /** What is known of a record when a statement of it is made known, in the order of its days. */
    private static <C> List<Period<C>> known(Statement<C> statement, List<Period<C>> rows) {
        return statement.knownFrom() == null
                ? rows.stream().filter(Period::isStanding).toList()
                : rows.stream().filter(row -> row.isKnown(statement.knownFrom())).sorted(Period.BY_DAYS).toList();
    }

    /** The period that says already what is stated, if there is one. */
    private static <C> Optional<Period<C>> said(Statement<C> statement, List<Period<C>> known) {
        var write = statement.write();
        return replaced(statement, known).filter(period -> !(statement.isAll() && known.size() > 1))
                .filter(period -> period.valid().equals(write.valid())
                        && period.content().equals(write.content()) && period.confidence() == write.confidence()
                        && statement.sameSources().test(period.sources(), write.sources()));
    }

    private static <C> Optional<Period<C>> replaced(Statement<C> statement, List<Period<C>> known) {
        return known.stream().filter(period -> Split.sameStart(period.valid(), statement.write().valid())).findFirst();
    }

    /**
     * Meets the neighbours of what is to be stated, has others who write there wait, and looks up what its rules will ask. Only
     * with the records locked.
     */
    void meet(List<Statement<C>> statements) throws SQLException {
        var contents = statements.stream().map(statement -> statement.write().content()).toList();
        var parentIds = statements.stream().map(Statement::parentId).filter(Objects::nonNull).collect(Collectors.toSet());
        if (records.parents() != null) {
            records.parents().refer(transaction, parentIds);
        }
        records.lookUp(transaction, contents, parentIds);
        var fresh = contents.stream().map(records::neighbourhood)
                .filter(place -> !place.isEmpty() && !neighbourhoods.containsKey(place)).distinct().toList();
        if (fresh.isEmpty()) {
            return;
        }
        // A bounded number of locks, however many neighbourhoods one transaction meets; in an order, so that two never wait for
        // each other.
        transaction.list("select pg_advisory_xact_lock(hashtextextended(?, part))"
                + " from (select distinct part from unnest(?::bigint[]) part order by part) parts", row -> true,
                records.topic(),
                fresh.stream().map(place -> (long) Math.floorMod(place.hashCode(), NEIGHBOURHOOD_LOCKS)).toList());
        fresh.forEach(place -> neighbourhoods.put(place, new HashMap<>()));
        table.neighbours(transaction, fresh).stream().collect(Collectors.groupingBy(Period::id)).forEach(this::moveIn);
    }

    /** Notes what stands of a record in the neighbourhoods that were met. */
    private void moveIn(UUID id, List<Period<C>> standing) {
        standing.stream().collect(Collectors.groupingBy(period -> records.neighbourhood(period.content())))
                .forEach((place, periods) -> neighbourhoods.computeIfPresent(place, (same, neighbours) -> {
                    neighbours.put(id, periods);
                    return neighbours;
                }));
    }

    private void moveOut(UUID id, List<Period<C>> standing) {
        standing.stream().map(period -> neighbourhoods.get(records.neighbourhood(period.content()))).filter(Objects::nonNull)
                .forEach(neighbours -> neighbours.remove(id));
    }

    private List<Period<C>> neighbours(UUID id, C content) {
        var place = records.neighbourhood(content);
        if (place.isEmpty()) {
            return List.of();
        }
        return neighbourhoods.get(place).entrySet().stream().filter(neighbour -> !neighbour.getKey().equals(id))
                .flatMap(neighbour -> neighbour.getValue().stream()).toList();
    }

    /** Decides a statement. Throws a {@link Problem} where it is refused; the record is then as it was. */
    Outcome<C> put(Statement<C> statement) throws SQLException {
        var record = held(statement.id(), statement.parentId());
        return statement.knownFrom() == null ? state(record, statement) : backdate(record, statement);
    }

    private Outcome<C> state(Held record, Statement<C> statement) throws SQLException {
        var standing = known(statement, record.rows);
        var said = said(statement, standing);
        if (said.isPresent()) {
            return new Outcome<>(Outcome.Effect.UNCHANGED, said.get(), record.version, List.of());
        }
        var same = replaced(statement, standing);
        var write = statement.write().inFaceOf(standing);
        var findings = checked(record, statement, write, standing);
        var isNew = record.version == 0;
        var split = statement.split(standing);
        var stamp = record.advance();
        var reason = isNew
                ? Reason.NEW
                : write.reason() != null ? write.reason() : same.isPresent() ? Reason.CORRECTION : Reason.UPDATE;
        var stated = period(record, write, reason, stamp, stamp.at(), null, statement.author());
        apply(record, split, stated, stamp, reason, write.sources(), statement.author());
        return new Outcome<>(isNew ? Outcome.Effect.CREATED : Outcome.Effect.CHANGED, stated, record.version,
                findings.warnings());
    }

    /**
     * A statement that its source made known earlier: it counts from then up to the next instant at which what is known of the
     * record changed, so that it replaces nothing newer. What it trims of older rows stays in the record's own memory: their
     * {@code recorded} ends, and rows with the rest of their {@code known} take their place.
     */
    private Outcome<C> backdate(Held record, Statement<C> statement) throws SQLException {
        var from = statement.knownFrom();
        if (!from.isBefore(Instant.now())) {
            throw Problem.brokenRule("/knownFrom", "lies in the future");
        }
        var until = record.rows.stream().flatMap(row -> Stream.of(row.knownFrom(), row.knownTo()))
                .filter(instant -> instant != null && instant.isAfter(from)).min(Comparator.naturalOrder()).orElse(null);
        var known = known(statement, record.rows);
        var write = statement.write().inFaceOf(known);
        var said = said(statement, known);
        if (said.isPresent()) {
            return new Outcome<>(Outcome.Effect.UNCHANGED, said.get(), record.version, List.of());
        }
        var findings = checked(record, statement, write, known);
        var isNew = record.version == 0;
        var split = statement.split(known);
        var stamp = record.advance();
        var reason = isNew ? Reason.NEW : write.reason() != null ? write.reason() : Reason.UPDATE;
        var stated = period(record, write, reason, stamp, from, until, statement.author());
        var opened = new ArrayList<Period<C>>(List.of(stated));
        for (var trimmed : split.closed()) {
            if (trimmed.knownFrom().isBefore(from)) {
                opened.add(trimmed.again(trimmed.valid(), stamp, trimmed.knownFrom(), from));
            }
            if (until != null && !until.equals(trimmed.knownTo())) {
                opened.add(trimmed.again(trimmed.valid(), stamp, until, trimmed.knownTo()));
            }
        }
        split.remainders().forEach(rest -> opened.add(rest.of().again(rest.valid(), stamp, from, until)));
        var closed = split.closed().stream().map(row -> row.trimmed(stamp.at())).toList();
        write(record, split.closed(), closed, opened, stamp, reason, write.sources(), true, statement.author());
        return new Outcome<>(isNew ? Outcome.Effect.CREATED : Outcome.Effect.CHANGED, stated, record.version,
                findings.warnings());
    }

    /** Decides a withdrawal; gives the version that this makes. */
    int retract(UUID id, UUID parentId, Withdrawal withdrawal, Precondition precondition, Author author) throws SQLException {
        var record = held(id, parentId);
        var standing = record.standing();
        var split = Split.withdrawing(withdrawal.valid(), standing);
        if (split.closed().isEmpty()) {
            throw new Problem(ProblemType.CONFLICT, standing.isEmpty()
                    ? "It is already retracted."
                    : "Nothing is recorded for those days" + Records.nearest(table.nearest(transaction, id,
                            At.now(withdrawal.valid().nearest(Records.today())))) + ".");
        }
        records.checkWithdrawal(withdrawal.valid(), standing);
        if (split.closed().size() == standing.size() && split.remainders().isEmpty()) {
            var referrers = records.dependents(transaction, id);
            if (!referrers.isEmpty()) {
                throw new Problem(ProblemType.CONFLICT, "It is referred to by " + String.join(", ", referrers)
                        + ": change or withdraw those first.");
            }
        }
        // Last, so that who names no version that there is learns what else is against it, and nothing is written.
        precondition.check(record.version);
        var stamp = record.advance();
        transaction.update("insert into retraction (kind, id, version, valid, at, because, sources, recorded_by)"
                + " values (?, ?, ?, ?::daterange, ?, ?, ?::jsonb, ?)", name, id, stamp.version(),
                withdrawal.valid().toRange(), stamp.at(), withdrawal.because(),
                ledger.mapper.valueToTree(withdrawal.sources()).toString(), author.subject());
        apply(record, split, null, stamp, Reason.RETRACTION, withdrawal.sources(), author);
        return stamp.version();
    }

    /**
     * Announces what a day brings to a record as it stands: no change and no version, but an event in its order. What happens on a
     * day is told by the period that holds on it; where none does, by any. Its data has the period concerned as what stands after,
     * and nothing before.
     */
    void announce(UUID id, LocalDate day) throws SQLException {
        var record = held.get(id);
        var standing = record.standing();
        var holding = standing.stream().filter(period -> period.valid().contains(day)).toList();
        var happened = new LinkedHashMap<String, Period<C>>();
        for (var period : holding.isEmpty() ? standing : holding) {
            records.calendar(period).filter(occasion -> day.equals(occasion.day()))
                    .forEach(occasion -> happened.putIfAbsent(occasion.name(), period));
        }
        if (!happened.isEmpty()) {
            ledger.dayCame(transaction, records, id);
        }
        for (var occasion : happened.entrySet()) {
            var period = occasion.getValue();
            var draw = draw();
            var stamp = new VersionTable.Stamp(record.version, draw.at(), draw.position());
            var change = new Change<>(id, record.parentId, record.version, period.reason(), stamp.at(), List.of(),
                    List.of(period), null, period.sources());
            ledger.changes.append(transaction, stamp.position(), event(change, occasion.getKey(), standing, stamp,
                    records.concerned(transaction, List.of(period)), null, Author.NOBODY));
        }
    }

    /** Writes what is decided. The order of statements is what change-events.md asks; see the ADR on explicit SQL. */
    void land() throws SQLException {
        if (!isDeferred) {
            return;
        }
        isDeferred = false;
        var advanced = touched.stream().filter(record -> record.version != record.storedVersion).toList();
        table.advance(transaction, advanced.stream().map(record -> new VersionTable.Head(record.id, record.parentId,
                record.version, record.writtenAt, record.isWithheld)).toList());
        advanced.forEach(record -> record.storedVersion = record.version);
        table.close(transaction, closed.values());
        table.insert(transaction, opened.values());
        claimKeys();
        ledger.changes.append(transaction, events);
        touched.clear();
        closed.clear();
        opened.clear();
        events.clear();
    }

    /** Has nothing left of records that were made here and of which nothing was recorded after all. */
    void forgetUnwritten() throws SQLException {
        table.forget(transaction,
                held.values().stream().filter(record -> record.first != null).map(record -> record.id).toList());
    }

    private Findings checked(Held record, Statement<C> statement, Write<C> write, List<Period<C>> standing)
            throws SQLException {
        requireParent(record.parentId);
        if (statement.precondition() != null) {
            statement.precondition().check(record.version);
        }
        if (statement.madeOf() != null
                && standing.stream().noneMatch(period -> period.rowId().equals(statement.madeOf().rowId()))) {
            throw new Problem(ProblemType.PRECONDITION_FAILED,
                    "The record was changed while the file was read, and would lose that; send the file again.");
        }
        var findings = new Findings();
        records.check(new Draft<>(transaction, record.id, record.parentId, write, standing, statement.knownFrom() != null,
                record.version == 0, neighbours(record.id, write.content())), findings);
        findings.throwIfRefused();
        return findings;
    }

    private Period<C> period(Held record, Write<C> write, Reason reason, VersionTable.Stamp stamp, Instant knownFrom,
            Instant knownTo, Author author) {
        ledger.sources.note(transaction, write.sources());
        return new Period<>(Uuid7.next(), record.id, record.parentId, stamp.version(), write.valid(), stamp.at(), null,
                knownFrom,
                knownTo, author.subject(), reason, write.confidence(), write.note(),
                new Stated<>(write.content(), write.sources()));
    }

    private void apply(Held record, Split<C> split, Period<C> stated, VersionTable.Stamp stamp, Reason reason,
            List<Citation> sources, Author author) throws SQLException {
        var opened = new ArrayList<Period<C>>();
        if (stated != null) {
            opened.add(stated);
        }
        split.remainders().forEach(rest -> opened.add(rest.of().again(rest.valid(), stamp, stamp.at(), null)));
        var closed = split.closed().stream().map(row -> row.superseded(stamp.at())).toList();
        write(record, split.closed(), closed, opened, stamp, reason, sources, false, author);
    }

    /**
     * Puts off what a decision writes.
     *
     * @param before the rows that it closes, as they were
     * @param closed the same, as they become
     */
    private void write(Held record, List<Period<C>> before, List<Period<C>> closed, List<Period<C>> opened,
            VersionTable.Stamp stamp, Reason reason, List<Citation> sources, boolean backdated, Author author)
            throws SQLException {
        var predecessor = opened.stream().findFirst().flatMap(first -> Draft.lastBefore(first.valid(),
                record.rows.stream().filter(row -> row.isKnown(first.knownFrom())).toList())
                .filter(rest -> rest.valid().to().equals(first.valid().from()))).map(Split.Remainder::of);
        if (!neighbourhoods.isEmpty()) {
            moveOut(record.id, record.standing());
        }
        var rows = new ArrayList<>(record.rows);
        rows.removeAll(before);
        rows.addAll(opened);
        closed.stream().filter(Period::counts).forEach(rows::add);
        record.rows = List.copyOf(rows);
        if (!neighbourhoods.isEmpty()) {
            moveIn(record.id, record.standing());
        }
        records.changing(transaction, record.id);
        touched.add(record);
        for (var row : closed) {
            // What is not written yet is written as it has become.
            if (this.opened.computeIfPresent(row.rowId(), (id, unwritten) -> row) == null) {
                this.closed.put(row.rowId(), row);
            }
        }
        opened.forEach(row -> this.opened.put(row.rowId(), row));
        record.keys = keysOf(record.id, record.standing());
        defer();

        var change = new Change<>(record.id, record.parentId, stamp.version(), reason, stamp.at(),
                before.stream().filter(Period::isStanding).toList(), opened, predecessor.orElse(null), sources);
        var countries = records.concerned(transaction, Stream.concat(before.stream(), opened.stream()).toList());
        var happened = records.eventName(transaction, change);
        events.add(
                new ChangeLog.Placed(stamp.position(),
                        event(change, happened, record.standing(), stamp, countries, backdated ? "backdated" : null, author)));
        defer();
        ledger.changed(transaction, records, change, author);
    }

    private void defer() {
        if (!isDeferred) {
            isDeferred = true;
            transaction.defer(this::land);
        }
    }

    private VersionTable.Draw draw() throws SQLException {
        if (drawn.isEmpty()) {
            drawn.addAll(table.draw(transaction, expected));
        }
        return drawn.remove();
    }

    private Held held(UUID id, UUID parentId) {
        var record = held.get(id);
        if (record == null) {
            throw new IllegalStateException(name + " " + id + " is written without its lock");
        }
        if (!Objects.equals(record.parentId, parentId)) {
            throw new Problem(ProblemType.CONFLICT, "The " + name + " " + id + " belongs to " + record.parentId + ".");
        }
        if (record.isWithheld) {
            throw new Problem(ProblemType.CONFLICT, "The " + name + " " + id + " is withheld; nothing can be stated of it.");
        }
        return record;
    }

    private void requireParent(UUID parentId) throws SQLException {
        var parents = records.parents();
        if (parents != null && !parents.isRecorded(transaction, parentId)) {
            throw new Problem(ProblemType.NOT_FOUND,
                    "There is no " + parents.name() + " " + parentId + " to which this could belong.");
        }
    }

    /** Those that are given up first: another of these records may claim them. */
    private void claimKeys() throws SQLException {
        var changed = touched.stream().filter(record -> !record.keys.equals(record.storedKeys)).toList();
        var givingUp = changed.stream().filter(record -> !record.storedKeys.isEmpty()).map(record -> record.id).toList();
        if (!givingUp.isEmpty()) {
            transaction.update("delete from record_key where kind = ? and id = any (?::uuid[])", name, givingUp);
        }
        transaction.batch("insert into record_key (kind, scheme, value, id, valid) values (?, ?, ?, ?, ?::daterange)",
                changed.stream().flatMap(record -> record.keys.stream()).map(List::toArray).toList());
        changed.forEach(record -> record.storedKeys = record.keys);
    }

    private Set<List<Object>> keysOf(UUID id, List<Period<C>> periods) {
        return periods.stream().flatMap(period -> records.keys(period.content())
                .flatMap(key -> key.within(period.valid()).stream()
                        .map(days -> List.<Object>of(name, key.scheme(), key.value(), id, days.toRange()))))
                .collect(Collectors.toSet());
    }

    /**
     * @param now what stands of the record after it
     * @param mark the name of what is true of this event and not of every one, or null
     * @param author who brought it about
     */
    Event event(Change<C> change, String happened, List<Period<C>> now, VersionTable.Stamp stamp, Set<String> countries,
            String mark, Author author) {
        // As a rule what is opened is all that stands: it is made into JSON once for both.
        var after = json.text(out -> json.writeAll(out, change.after(), RecordJson.EVERYTHING));
        var standing = change.after().equals(now) ? after : json.text(out -> json.writeAll(out, now, RecordJson.EVERYTHING));
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
            out.writeFieldName("after");
            out.writeRawValue(after);
            out.writePOJOField("sources", change.sources());
            if (mark != null) {
                out.writeBooleanField(mark, true);
            }
            out.writeEndObject();
        });
        var state = now.isEmpty() ? null : json.text(out -> {
            out.writeStartObject();
            out.writeStringField("recordId", change.recordId().toString());
            out.writeNumberField("version", change.version());
            out.writeNumberField("sequence", stamp.position());
            out.writeFieldName("periods");
            out.writeRawValue(standing);
            out.writeEndObject();
        });
        return new Event(Uuid7.next(), records.topic(), change.recordId().toString(),
                records.eventType(happened), change.recordedAt(), countries, author.traceparent(), data, state);
    }
}
