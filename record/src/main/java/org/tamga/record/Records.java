package org.tamga.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All records of one kind, with their two times. A room extends this with its fields (a Java record), its name and its
 * rules; what is written here is what no room can get wrong: locking, splitting, versions, events, uniqueness.
 *
 * @param <C> the room's content
 */
public abstract class Records<C extends Record> {

    /** What happens on the first day on which something holds. */
    protected static final String TOOK_EFFECT = "took-effect";
    /** What happens on the first day on which something does not hold any more. */
    protected static final String LAPSED = "lapsed";

    /** As many as an answer names of those that refer to a record. */
    private static final int MOST_NAMED = 10;
    /** All that it says of one that is withheld. */
    private static final String WITHHELD = "what is withheld";

    /** So many to which others refer a transaction remembers: more than a chunk of a file refers to. */
    protected static final int MOST_REFERRED = 10_000;

    private final Ledger ledger;
    private final String name;
    private final VersionTable<C> table;
    private final Fields<C> fields;
    private final RecordJson<C> json;
    private final Reading<C> reading;
    private final Writing<C> writing;

    /**
     * @param name singular, kebab ({@code visa-regime}): names the topic {@code <domain>.<name>} and, in snake case, the tables
     * @param content the Java record that has the room's fields
     */
    protected Records(Ledger ledger, String name, Class<C> content) {
        this.ledger = ledger;
        this.name = name;
        this.fields = new Fields<>(content, ledger.mapper);
        this.table = new VersionTable<>(name, fields, ledger.mapper);
        this.json = new RecordJson<>(fields, () -> derivedMembers().keySet(), ledger.mapper, ledger.validator);
        this.reading = new Reading<>(this);
        this.writing = new Writing<>(this);
    }

    // --- What a room says of itself ------------------------------------------------------------------------------------

    /**
     * The room's rules, beyond what annotations on the fields say. Runs in the write's transaction, with the record locked;
     * whatever it reads through the draft's transaction is what the write will stand beside.
     */
    protected void check(Draft<C> draft, Findings findings) throws SQLException {
    }

    /**
     * The room's rules for what is left when some days are withdrawn. Throws a {@link Problem} that says what to do instead.
     *
     * @param days that are withdrawn
     * @param standing what stands of the record until then, in no order
     */
    protected void checkWithdrawal(Interval days, List<Period<C>> standing) {
    }

    /**
     * Looks up what {@link #check} and {@link #countries} will ask about some contents that are stated together, in one go and
     * with the records locked, before the first of them is checked; nothing where they ask the database nothing. What it finds
     * the transaction can {@link Transaction#kept keep}.
     *
     * @param parentIds what they are part of, in a nested collection
     */
    protected void lookUp(Transaction transaction, List<C> contents, Set<UUID> parentIds) throws SQLException {
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

    /**
     * All that {@link #eventName} and {@link #calendar} may call what happens, but for what comes to every room by itself: that
     * it took effect, lapsed, was withheld or restored.
     */
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted");
    }

    /** A day on which something of a record happens though nobody writes, and its past-tense name. */
    public record CalendarDay(LocalDate day, String name) {}

    /** What the calendar brings to a period: that it takes effect and lapses, and what else a room knows of its days. */
    protected Stream<CalendarDay> calendar(Period<C> period) {
        return Stream.of(new CalendarDay(period.valid().from(), TOOK_EFFECT), new CalendarDay(period.valid().to(), LAPSED))
                .filter(occasion -> occasion.day() != null);
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

    /**
     * What a content has in common with those at which its rules look ({@link Draft#neighbours}): columns of text, and their
     * values. Of two writers in one neighbourhood the second waits for the first. All contents give the same columns, which have
     * an index; none where the rules look at no other records.
     */
    protected Map<String, String> neighbourhood(C content) {
        return Map.of();
    }

    /** The records that these are part of (nested collections), or null. */
    protected Records<?> parents() {
        return null;
    }

    /** The members that {@link #derived} adds, each of which type; an array's class for a list. */
    protected Map<String, Class<?>> derivedMembers() {
        return Map.of();
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

        /** Of which type the member is, for the API's description; of any, where a room does not say. */
        default Class<?> type() {
            return Object.class;
        }

        /** One whose member is of that type. */
        static <C> Inclusion<C> of(Class<?> type, Inclusion<C> inclusion) {
            return new Inclusion<>() {
                @Override
                public Map<UUID, ?> of(List<Period<C>> page, At at) {
                    return inclusion.of(page, at);
                }

                @Override
                public Class<?> type() {
                    return type;
                }
            };
        }
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

        /** Of which type it is, for the API's description; an array's class where it takes several values with commas between. */
        default Class<?> type() {
            return String.class;
        }

        /** A filter whose values are no mere texts. */
        static Filter of(Class<?> type, Filter filter) {
            return new Filter() {
                @Override
                public Condition of(String value, At at, Parameters all) {
                    return filter.of(value, at, all);
                }

                @Override
                public Class<?> type() {
                    return type;
                }
            };
        }
    }

    /**
     * The terms under which everything stands that a list asks for, so that a page is found by the rarest of them and costs the
     * same however many stand under it and wherever it begins. A room that has them keeps a table
     * {@code <name>_term (term, id, row_id, valid, known_from)} with that primary key, the rest included in its index. Its filters
     * say by themselves what is asked for; this only helps. None where no term is asked for.
     */
    protected Optional<Terms> terms(Parameters all) {
        return Optional.empty();
    }

    /**
     * What a list is found by.
     *
     * @param terms at least one; what is asked for stands under all of them
     * @param narrowed what else its rows of the table of terms, {@code t}, must meet
     */
    public record Terms(Set<String> terms, Condition narrowed) {}

    // --- Reading -------------------------------------------------------------------------------------------------------

    /** The period that holds on that day, as known then; a 404 that says when there is one, or names the retraction. */
    public Period<C> get(UUID id, UUID parentId, At at) {
        return reading.found(id, parentId, at).period();
    }

    /** As {@link #get}, but empty where there is none. */
    public Optional<Period<C>> find(UUID id, At at) {
        return ledger.database.read(transaction -> table.find(transaction, id, at)).map(VersionTable.Found::period);
    }

    /** What {@link #get} throws where there is none; for a room that has found so by a statement of its own. */
    public Problem absence(UUID id, At at) {
        return reading.absence(id, null, at);
    }

    /** True if something of that record stands now, for whatever days; it stays so until the transaction ends. */
    public boolean isRecorded(Transaction transaction, UUID id) throws SQLException {
        if (id == null) {
            return false;
        }
        refer(transaction, Set.of(id));
        return referred(transaction).contains(id);
    }

    /** Looks up in one go which of some of these are recorded: rules then need no statement to ask {@link #isRecorded} of each. */
    public void refer(Transaction transaction, Set<UUID> ids) throws SQLException {
        var referred = referred(transaction);
        var asked = ids.stream().filter(id -> !referred.contains(id)).toList();
        if (!asked.isEmpty()) {
            if (referred.size() + asked.size() > MOST_REFERRED) {
                referred.clear();
            }
            referred.addAll(table.standingOf(transaction, asked));
        }
    }

    /** Throws what {@link #get} does where nothing stands of a record; else something of it does until the transaction ends. */
    public void requireStanding(Transaction transaction, UUID id) throws SQLException {
        if (!isRecorded(transaction, id)) {
            throw reading.absence(transaction, id, null, At.now(today()));
        }
    }

    /** Those that are known to be recorded; of any other that may change. */
    private Set<UUID> referred(Transaction transaction) {
        return transaction.kept(table, HashSet::new);
    }

    /** A record is changed in this transaction, which may have {@link Transaction#kept kept} something of it. */
    protected void changing(Transaction transaction, UUID id) {
        referred(transaction).remove(id);
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

    /**
     * What refers to a record as it stands now, such as {@code partnership 0190…}; a few, for an answer that names them. What is
     * referred to is not withdrawn altogether: a 409 names who would refer to nothing. What is part of it need not be told.
     */
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return List.of();
    }

    /**
     * Names records that are held now, for {@link #referrers}; of those that are withheld it says only that there are such.
     *
     * @param referring by the name of their kind, under which condition a row {@code v} of their versions refers to the record; each
     *        needs an index
     */
    protected static List<String> named(Transaction transaction, Map<String, Condition> referring) throws SQLException {
        if (referring.isEmpty()) {
            return List.of();
        }
        var kinds = referring.entrySet().stream().map(kind -> Condition.nested("select case when v.withheld then '" + WITHHELD
                + "' else '" + kind.getKey() + " ' || v.id end as referrer from " + kind.getKey().replace('-', '_')
                + "_version v where (%s) and upper_inf(v.known) and upper_inf(v.recorded)", kind.getValue())).toList();
        var query = Condition.nested(String.join(" union ", Collections.nCopies(kinds.size(), "%s")) + " limit ?",
                Stream.concat(kinds.stream(), Stream.of(MOST_NAMED)).toArray());
        return transaction.list(query.sql(), row -> row.getString("referrer"), query.arguments().toArray());
    }

    /** What stands or falls with a record: what is part of it, and what refers to it. */
    List<String> dependents(Transaction transaction, UUID id) throws SQLException {
        var dependents = new ArrayList<>(named(transaction, ledger.partsOf(this).stream()
                .collect(Collectors.toMap(Records::name, part -> Condition.of("v.parent_id = ?", id)))));
        dependents.addAll(referrers(transaction, id));
        return dependents;
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

    /** As {@link #countriesOf}, of these periods. */
    public Set<String> concerned(Transaction transaction, List<Period<C>> periods) throws SQLException {
        var countries = new TreeSet<String>();
        for (var period : periods) {
            countries(transaction, period).filter(Objects::nonNull).forEach(countries::add);
        }
        return countries;
    }

    /** The next records in the order of their ids, whether or not anything of them stands; fewer only where there are no more. */
    public List<UUID> idsAfter(Transaction transaction, UUID after, int limit) throws SQLException {
        return table.idsAfter(transaction, after, limit);
    }

    /** Takes one period of a stream. */
    @FunctionalInterface
    public interface PeriodSink<C> {
        void accept(Period<C> period) throws SQLException;
    }

    /** What stands now of that record, in the order of its days; for the rules of other rooms. */
    public List<Period<C>> standing(Transaction transaction, UUID id) throws SQLException {
        return table.standing(transaction, id);
    }

    /** All that was known then of a record, in the order of its days: its life, not only the day that is asked for. */
    public List<Period<C>> known(UUID id, At at) {
        var known = at.known("v");
        var arguments = new ArrayList<Object>(List.of(id));
        arguments.addAll(known.arguments());
        return ledger.database.read(transaction -> table.list(transaction,
                "v.id = ? and " + known.sql() + " order by lower(v.valid) nulls first", arguments));
    }

    /** Of several records what was known at any time, as a read by source takes it; by their ids. Not bounded. */
    public Map<UUID, List<Period<C>>> counting(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return table.counting(transaction, ids);
    }

    /** Of several records what stands now, on whatever days; by their ids, without those of which nothing does. Not bounded. */
    public Map<UUID, List<Period<C>>> standingOf(Transaction transaction, Collection<UUID> ids) throws SQLException {
        return table.standing(transaction, ids);
    }

    /** What stands now and meets the condition, whatever days it holds; for rules over several records. Not bounded. */
    protected List<Period<C>> standing(Transaction transaction, Condition condition) throws SQLException {
        return table.list(transaction,
                "(" + condition.sql() + ") and v.standing order by v.id",
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

    /** Hands over every period that was known then and holds on any of some days, one by one and in no order; not bounded. */
    public void overlapping(Interval days, Condition condition, At known, Consumer<Period<C>> sink) {
        overlapping(days, condition, known, "", sink);
    }

    /**
     * As {@link #overlapping(Interval, Condition, At, Consumer)}, in an order.
     *
     * @param columns of {@code v}, the first by which it goes first
     */
    public void overlapping(Interval days, Condition condition, At known, List<String> columns, Consumer<Period<C>> sink) {
        overlapping(days, condition, known, columns.stream().map(column -> "v." + column).collect(Collectors.joining(", ",
                " order by ", "")), sink);
    }

    private void overlapping(Interval days, Condition condition, At known, String order, Consumer<Period<C>> sink) {
        var knownThen = known.known("v");
        var where = Condition.nested("(%s) and %s and v.valid && ?::daterange" + order, condition, knownThen, days.toRange());
        ledger.database.snapshot(transaction -> {
            table.stream(transaction, where.sql(), where.arguments(), sink::accept);
            return null;
        });
    }

    /**
     * All matches of a list's parameters, for a room's own formats; a 400 where a parameter is unknown or impossible.
     *
     * @param parentId the record that those are part of, or null
     */
    public Matches<C> matches(Parameters parameters, UUID parentId) {
        var listing = reading.listing(parameters, parentId);
        return sink -> Export.each(this, listing, sink);
    }

    /** What a list would show, to be gone through once: from one moment of the database, in bounded memory. */
    @FunctionalInterface
    public interface Matches<C> {
        void each(Sink<C> sink) throws IOException;
    }

    /** Takes one period of a list. */
    @FunctionalInterface
    public interface Sink<C> {
        void accept(Period<C> period) throws IOException;
    }

    // --- Withholding ---------------------------------------------------------------------------------------------------

    /** Keeps a record from being read, until it is {@link #release released}; false where it is withheld already. */
    public boolean withhold(Transaction transaction, UUID id, List<Citation> sources, Author author) throws SQLException {
        return new Withholding<>(this, transaction).begin(id, sources, author);
    }

    /** Lets a withheld record be read again; false where it is not withheld. Throws a 409 where it has been erased. */
    public boolean release(Transaction transaction, UUID id, List<Citation> sources, Author author) throws SQLException {
        return new Withholding<>(this, transaction).end(id, sources, author);
    }

    /** Erases a withheld record for good: every version, and what the log says of it. Throws a 409 where it is not withheld. */
    public void erase(Transaction transaction, UUID id) throws SQLException {
        new Withholding<>(this, transaction).erase(id);
    }

    /** Announces once more what stands of a record, where what was announced is lost; nothing where nothing of it may be read. */
    void repeat(Transaction transaction, UUID id) throws SQLException {
        new Withholding<>(this, transaction).repeat(id);
    }

    // --- For imports ---------------------------------------------------------------------------------------------------

    /** A line of JSON as an object; throws a 400 {@link Problem} where it is none. */
    public ObjectNode object(String line) {
        return json.tree(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** A line of a table as an object: cells by the names of members, as an export to CSV writes them; empty ones are absent. */
    public ObjectNode object(Map<String, String> cells) {
        return json.tree(cells);
    }

    /** A value as JSON, for a member that an object lacks. */
    public JsonNode tree(Object value) {
        return ledger.mapper.valueToTree(value);
    }

    /** Names of the members that a read of a record may give. */
    public Set<String> members() {
        return json.members();
    }

    /** What an object states that has the members which a read of a record gives; throws a 422 {@link Problem}. */
    public Write<C> write(ObjectNode record) {
        return json.write(record);
    }

    /** What the annotations on the fields find wrong with a content that was not read from JSON; empty where nothing is. */
    public List<Violation> violations(C content) {
        return ledger.validator.validate(content).stream().map(violation -> RecordJson.violation(violation, "")).toList();
    }

    Problem notFound(UUID id) {
        return new Problem(ProblemType.NOT_FOUND, "There is no " + name + " with the id " + id + ".");
    }

    /** Goes on after what is not recorded. */
    static String nearest(List<Interval> days) {
        return days.isEmpty()
                ? ""
                : "; nearest to that there is: " + days.stream().map(Interval::toString).collect(Collectors.joining("; "));
    }

    /** Throws a 422 {@link org.tamga.commons.problem.Problem} that names every text of a document which cannot be stored. */
    public static void requireTexts(JsonNode document) {
        var violations = new ArrayList<Violation>();
        RecordJson.checkTexts(document, "", violations);
        RecordJson.throwIfAny(violations);
    }

    /** Today as the record counts days: in UTC. */
    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** True where these are part of other records: a nested collection. */
    public boolean isNested() {
        return parents() != null;
    }

    /** The topic on which these records' changes are announced. */
    public String topic() {
        return ledger.domain + "." + name;
    }

    /** The types of the events that these records alone announce, beside those of every room. */
    public List<String> eventTypes() {
        return eventNames().stream().map(this::eventType).sorted().toList();
    }

    /** The type of the event that says so. */
    String eventType(String happened) {
        return "org.tamga." + ledger.domain + "." + (happened.contains(".") ? happened : name + "." + happened) + ".v1";
    }

    /** The Java record that has the room's fields. */
    public Class<C> contentType() {
        return fields.type();
    }

    Reading<C> reading() {
        return reading;
    }

    Writing<C> writing() {
        return writing;
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
