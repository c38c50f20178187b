package org.tamga.record;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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

/**
 * All records of one kind, with their two times. A room extends this with its fields (a Java record), its name and its
 * rules; what is written here is what no room can get wrong: locking, splitting, versions, events, uniqueness.
 *
 * @param <C> the room's content
 */
public abstract class Records<C extends Record> {

    private static final Predicate<String> EVERYTHING = member -> true;

    private final Ledger ledger;
    private final String name;
    private final VersionTable<C> table;
    private final Fields<C> fields;
    private final RecordJson<C> json;

    /**
     * @param name singular, kebab ({@code visa-regime}): names the topic {@code <domain>.<name>} and, in snake case, the tables
     * @param content the Java record that has the room's fields
     */
    protected Records(Ledger ledger, String name, Class<C> content) {
        this.ledger = ledger;
        this.name = name;
        this.fields = new Fields<>(content, ledger.mapper);
        this.table = new VersionTable<>(name, fields, ledger.mapper);
        this.json = new RecordJson<>(fields, derivedMembers(), ledger.mapper, ledger.validator);
    }

    // --- What a room says of itself ------------------------------------------------------------------------------------

    /**
     * The room's rules, beyond what annotations on the fields say. Runs in the write's transaction, with the record locked;
     * whatever it reads through the draft's transaction is what the write will stand beside.
     */
    protected void check(Draft<C> draft, Findings findings) throws SQLException {
    }

    /**
     * The past-tense name of what happened, such as {@code registered}; becomes part of the event's type. Where it happened to
     * something else than this record, it begins with that: {@code post.holder-changed}.
     */
    protected String eventName(Change<C> change) {
        return switch (change.reason()) {
            case NEW -> "recorded";
            case UPDATE -> "updated";
            case CORRECTION -> "corrected";
            case RETRACTION -> "retracted";
        };
    }

    /** As {@link #eventName(Change)}, for a room in which what happened depends on other records. */
    protected String eventName(Transaction transaction, Change<C> change) throws SQLException {
        return eventName(change);
    }

    /** The countries that a content concerns: subscribers filter by them. */
    protected Stream<String> countries(C content) {
        return Stream.empty();
    }

    /** As {@link #countries(Record)}, for a room whose content concerns what other records concern. */
    protected Stream<String> countries(Transaction transaction, Period<C> period) throws SQLException {
        return countries(period.content());
    }

    /** What no two records of this kind may have at the same time. */
    protected Stream<Key> keys(C content) {
        return Stream.empty();
    }

    /** The records that these are part of (nested collections), or null. */
    protected Records<?> parents() {
        return null;
    }

    /** Names of the members that {@link #derived} adds. */
    protected Set<String> derivedMembers() {
        return Set.of();
    }

    /** What is computed when a record is read by its id, and shown beside its fields. */
    protected Map<String, ?> derived(Period<C> period, At at) {
        return Map.of();
    }

    /** What a page of a list may show beside the fields when {@code include=} asks for it, by the name of the member. */
    protected Map<String, Inclusion<C>> inclusions() {
        return Map.of();
    }

    /** Makes a member of every item of a page. */
    @FunctionalInterface
    public interface Inclusion<C> {

        /**
         * One look-up for the whole page, so that nobody has to make one per item.
         *
         * @return the members by the id of their record; a record without one may be missing
         */
        Map<UUID, ?> of(List<Period<C>> page, At at);
    }

    /** The room's own filters, by parameter name, beside equality on every scalar field. */
    protected Map<String, Filter> filters() {
        return Map.of();
    }

    /** Makes a condition of a query parameter's text; throws IllegalArgumentException where it cannot be one. */
    @FunctionalInterface
    public interface Filter {

        /**
         * @param value the parameter's text
         * @param at the times of the list
         * @param all the request's parameters, for a filter that is narrowed by another
         */
        Condition of(String value, At at, Parameters all);
    }

    // --- Writing -------------------------------------------------------------------------------------------------------

    /** States a period of a record that may or may not exist. */
    public Outcome<C> put(UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author) {
        return explainingRefusals(id, write,
                () -> ledger.database.write(transaction -> put(transaction, id, parentId, write, precondition, author)));
    }

    /** As {@link #put(UUID, UUID, Write, Precondition, Author)}, in a transaction that is already open. */
    Outcome<C> put(Transaction transaction, UUID id, UUID parentId, Write<C> write, Precondition precondition, Author author)
            throws SQLException {
        ledger.queue.requireRoom();
        requireParent(transaction, parentId);
        var head = table.lock(transaction, id, parentId);
        requireSameParent(id, head, parentId);
        var standing = head.version() == 0 ? List.<Period<C>>of() : table.standing(transaction, id);
        var same = standing.stream().filter(period -> Split.sameStart(period.valid(), write.valid())).findFirst();
        if (same.isPresent() && states(same.get(), write)) {
            return new Outcome<>(Outcome.Effect.UNCHANGED, same.get(), head.version(), List.of());
        }
        precondition.check(head.version());

        var findings = new Findings();
        check(new Draft<>(transaction, id, parentId, write, standing), findings);
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
    public int retract(UUID id, UUID parentId, Withdrawal withdrawal, Precondition precondition, Author author) {
        return explainingRefusals(id, null, () -> ledger.database.write(transaction -> {
            ledger.queue.requireRoom();
            if (table.head(transaction, id).isEmpty()) {
                throw notFound(id);
            }
            var head = table.lock(transaction, id, parentId);
            requireSameParent(id, head, parentId);
            var standing = table.standing(transaction, id);
            var split = Split.withdrawing(withdrawal.valid(), standing);
            if (split.closed().isEmpty()) {
                throw new Problem(ProblemType.CONFLICT, standing.isEmpty()
                        ? "It is already retracted."
                        : "Nothing is recorded for those days; there is: " + days(standing) + ".");
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
        var countries = concerned(transaction, Stream.concat(change.before().stream(), change.after().stream()).toList());
        ledger.changes.append(transaction, stamp.position(),
                event(change, eventName(transaction, change), now, stamp, author, countries));
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
        return periods.stream().flatMap(period -> keys(period.content())
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
            json.writeAll(out, "before", change.before(), EVERYTHING);
            json.writeAll(out, "after", change.after(), EVERYTHING);
            out.writePOJOField("sources", change.sources());
            out.writeEndObject();
        });
        var state = now.isEmpty() ? null : json.text(out -> {
            out.writeStartObject();
            out.writeStringField("recordId", change.recordId().toString());
            out.writeNumberField("version", change.version());
            out.writeNumberField("sequence", stamp.position());
            json.writeAll(out, "periods", now, EVERYTHING);
            out.writeEndObject();
        });
        return new Event(Uuid7.next(), topic(), change.recordId().toString(),
                "org.tamga." + ledger.domain + "." + (happened.contains(".") ? happened : name + "." + happened) + ".v1",
                change.recordedAt(), countries, author.traceparent(), data, state);
    }

    private static <C> boolean states(Period<C> period, Write<C> write) {
        return period.valid().equals(write.valid()) && period.content().equals(write.content())
                && period.confidence() == write.confidence() && period.sources().equals(write.sources());
    }

    private void requireParent(Transaction transaction, UUID parentId) throws SQLException {
        if (parents() != null && !parents().isRecorded(transaction, parentId)) {
            throw new Problem(ProblemType.NOT_FOUND,
                    "There is no " + parents().name + " " + parentId + " to which this could belong.");
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
            var constraint = e.constraint();
            if ("record_key_one_owner".equals(constraint)) {
                throw takenKeys(id, stated);
            }
            if (ChangeLog.SENDABLE.equals(constraint)) {
                throw Problem.brokenRule("", "The record with all its periods is too large to be announced.");
            }
            throw e;
        }
    }

    private Problem takenKeys(UUID id, Write<C> stated) {
        var violations = new ArrayList<Violation>();
        ledger.database.read(transaction -> {
            for (var key : keys(stated.content()).toList()) {
                for (var days : key.within(stated.valid()).stream().toList()) {
                    transaction.list("select id from record_key"
                            + " where kind = ? and scheme = ? and value = ? and id <> ? and valid && ?::daterange",
                            row -> new Violation("",
                                    key.scheme() + " " + key.value() + " is held by " + name + " " + row.getString(1)),
                            name, key.scheme(), key.value(), id, days.toRange()).forEach(violations::add);
                }
            }
            return null;
        });
        var detail = violations.stream().map(Violation::detail).collect(Collectors.joining("; "));
        return new Problem(ProblemType.CONFLICT,
                detail.isEmpty() ? "Another " + name + " holds the same at the same time." : detail,
                violations);
    }

    // --- Reading -------------------------------------------------------------------------------------------------------

    /** The period that holds on that day, as known then; a 404 that says when there is one, or names the retraction. */
    public Period<C> get(UUID id, UUID parentId, At at) {
        return found(id, parentId, at).period();
    }

    /** As {@link #get}, with the record's own version. */
    VersionTable.Found<C> found(UUID id, UUID parentId, At at) {
        return ledger.database.read(transaction -> {
            var found = table.find(transaction, id, at).filter(one -> Objects.equals(one.period().parentId(), parentId));
            return found.isPresent() ? found.get() : absent(transaction, id, parentId, at);
        });
    }

    /** As {@link #get}, but empty where there is none. */
    public Optional<Period<C>> find(UUID id, At at) {
        return ledger.database.read(transaction -> table.find(transaction, id, at)).map(VersionTable.Found::period);
    }

    /** True if something of that record stands now, for whatever days; it stays so until the transaction ends. */
    public boolean isRecorded(Transaction transaction, UUID id) throws SQLException {
        return id != null && table.isStanding(transaction, id);
    }

    /** Refuses a reference to one of these that is not recorded; null refers to nothing. */
    public void requireRecorded(Draft<?> draft, UUID id, String pointer, Findings findings) throws SQLException {
        findings.refuseIf(id != null && !isRecorded(draft.transaction(), id), pointer,
                "no " + name + " " + id + " is recorded");
    }

    /** Which other records of its kind a content refers to in a chain, such as its parent. */
    @FunctionalInterface
    protected interface Chain<C> {
        Stream<UUID> of(C content) throws SQLException;
    }

    /** Refuses references that lead back to the record itself, through however many others. */
    protected void requireNoCircle(Draft<C> draft, Chain<C> chain, String pointer, Findings findings) throws SQLException {
        var seen = new HashSet<UUID>();
        var ahead = new ArrayDeque<UUID>(chain.of(draft.content()).toList());
        if (!ahead.isEmpty()) {
            // One at a time: two writers could each close half of a circle that neither sees.
            draft.transaction().first("select pg_advisory_xact_lock(hashtext(?))", row -> true, "chain of " + topic());
        }
        while (!ahead.isEmpty()) {
            var id = ahead.remove();
            if (id.equals(draft.id())) {
                findings.refuse(pointer, "leads back to this " + name + " itself");
                return;
            }
            if (seen.add(id)) {
                for (var period : table.standing(draft.transaction(), id)) {
                    if (period.valid().overlaps(draft.write().valid())) {
                        chain.of(period.content()).forEach(ahead::add);
                    }
                }
            }
        }
    }

    /** The countries that a record concerns as it stands now, on any day; none where nothing stands, or for null. */
    public Set<String> countriesOf(Transaction transaction, UUID id) throws SQLException {
        return id == null ? Set.of() : concerned(transaction, table.standing(transaction, id));
    }

    private Set<String> concerned(Transaction transaction, List<Period<C>> periods) throws SQLException {
        var countries = new TreeSet<String>();
        for (var period : periods) {
            countries(transaction, period).filter(Objects::nonNull).forEach(countries::add);
        }
        return countries;
    }

    /** What stands now of that record, in the order of its days; for the rules of other rooms. */
    public List<Period<C>> standing(Transaction transaction, UUID id) throws SQLException {
        return table.standing(transaction, id);
    }

    /** What stands now and meets the condition, whatever days it holds; for rules over several records. Not bounded. */
    protected List<Period<C>> standing(Transaction transaction, Condition condition) throws SQLException {
        return table.list(transaction,
                "(" + condition.sql() + ") and upper_inf(v.known) and upper_inf(v.recorded) order by v.id",
                condition.arguments());
    }

    /** All periods that match, as known and valid then; for a room's own answers. Bounded: at most {@code limit}. */
    public List<Period<C>> matching(Condition condition, At at, int limit) {
        var holds = at.on("v");
        var where = "(" + condition.sql() + ") and " + holds.sql() + " order by v.id limit " + limit;
        var arguments = new ArrayList<>(condition.arguments());
        arguments.addAll(holds.arguments());
        return ledger.database.read(transaction -> table.list(transaction, where, arguments));
    }

    /** A page of a list. {@code last} is where the next one goes on, or null where this is the last. */
    record Page<C>(List<Period<C>> items, Listing.Cursor last) {}

    Listing listing(Parameters parameters, UUID parentId) {
        return Listing.of(parameters, this, parentId, ledger.horizon);
    }

    Page<C> page(Listing listing) {
        var page = listing.page();
        var found = ledger.database.read(transaction -> table.list(transaction, page.sql(), page.arguments())).stream()
                .map(period -> period.asKnown(listing.at().knownAt())).toList();
        if (found.size() <= listing.limit()) {
            return new Page<>(found, null);
        }
        var items = found.subList(0, listing.limit());
        return new Page<>(items, Listing.Cursor.of(items.get(items.size() - 1), listing.order()));
    }

    /** What the list's {@code include} asks for, member by member. */
    Map<String, Map<UUID, ?>> included(Listing listing, Page<C> page) {
        return listing.include().stream().distinct()
                .collect(Collectors.toMap(member -> member, member -> inclusions().get(member).of(page.items(), listing.at())));
    }

    /** Streams the whole list. At most a few at a time: each holds a connection for as long as its reader takes. */
    void stream(Listing listing, VersionTable.PeriodSink<C> sink) {
        if (!ledger.exports.tryAcquire()) {
            throw Problem.unavailable("Too many exports are running; try again soon.", 10);
        }
        try {
            var all = listing.all();
            ledger.database.snapshot(transaction -> {
                table.stream(transaction, all.sql(), all.arguments(),
                        period -> sink.accept(period.asKnown(listing.at().knownAt())));
                return null;
            });
        } finally {
            ledger.exports.release();
        }
    }

    /** Names of what differs from the period that this one replaced; empty for what replaced nothing. */
    Set<String> changed(Period<C> period, List<Period<C>> history) {
        return history.stream()
                .filter(older -> period.recordedAt().equals(older.supersededAt()) && older.valid().overlaps(period.valid()))
                .min(Comparator.comparing((Period<C> older) -> !Split.sameStart(older.valid(), period.valid())))
                .map(older -> json.differences(period, older)).orElse(Set.of());
    }

    List<Period<C>> history(UUID id, UUID parentId) {
        return ledger.database.read(transaction -> {
            var periods = table.history(transaction, id);
            if (periods.isEmpty() || !Objects.equals(periods.get(0).parentId(), parentId)) {
                throw notFound(id);
            }
            return periods;
        });
    }

    private VersionTable.Found<C> absent(Transaction transaction, UUID id, UUID parentId, At at) throws SQLException {
        var periods = table.history(transaction, id);
        if (periods.isEmpty() || !Objects.equals(periods.get(0).parentId(), parentId)) {
            throw notFound(id);
        }
        var known = periods.stream().filter(period -> at.knownAt() == null || !period.recordedAt().isAfter(at.knownAt()))
                .map(period -> period.asKnown(at.knownAt())).toList();
        var standing = known.stream().filter(period -> period.supersededAt() == null).toList();
        var version = table.head(transaction, id).orElseThrow().version();
        // Withdrawn for that day, and nothing has been said of it since.
        var withdrawn = known.stream().filter(period -> period.supersededAt() != null && period.valid().contains(at.validAt()))
                .map(Period::supersededAt).max(Comparator.naturalOrder());
        if (withdrawn.isPresent()) {
            var retraction = transaction.first(
                    "select version, at, because from retraction where kind = ? and id = ? and at = ?",
                    row -> "version " + row.getInt("version") + " of " + Transaction.instant(row, "at") + ": "
                            + row.getString("because"),
                    name, id, withdrawn.get());
            if (retraction.isPresent()) {
                throw new Problem(ProblemType.RETRACTED, "Retracted by " + retraction.get()).header("ETag",
                        "\"" + version + "\"");
            }
        }
        var first = periods.stream().map(Period::knownFrom).min(Comparator.naturalOrder()).orElseThrow();
        throw new Problem(ProblemType.NOT_RECORDED_THEN,
                at.knownAt() != null && at.knownAt().isBefore(first)
                        ? "Nothing of it was known before " + first + "."
                        : "Nothing is recorded for " + at.validAt() + "; there is: " + days(standing) + ".")
                .header("ETag", "\"" + version + "\"");
    }

    private Problem notFound(UUID id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no " + name + " with the id " + id + ".");
    }

    private static String days(Collection<? extends Period<?>> periods) {
        return periods.isEmpty()
                ? "nothing"
                : periods.stream().map(period -> period.valid().toString()).collect(Collectors.joining("; "));
    }

    /** Today as the record counts days: in UTC. */
    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** The topic on which these records' changes are announced. */
    public String topic() {
        return ledger.domain + "." + name;
    }

    /** The Java record that has the room's fields. */
    public Class<C> contentType() {
        return fields.type();
    }

    String name() {
        return name;
    }

    Ledger ledger() {
        return ledger;
    }

    VersionTable<C> table() {
        return table;
    }

    Fields<C> fields() {
        return fields;
    }

    RecordJson<C> json() {
        return json;
    }
}
