package org.tamga.trade.bods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.At;
import org.tamga.record.Period;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;
import org.tamga.record.imports.Rows;
import org.tamga.trade.interest.Interest;
import org.tamga.trade.interest.InterestRecords;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Makes rows of what a file's statements tell of relationships, so that the record comes to what it would come to if all
 * statements of a relationship had come in their order. One that comes after a later one is put before it: it is known from its
 * own day on, and those after it are looked at again in its light.
 */
final class Relationships {

    /** Bytes of interests that are remembered, some 30,000; those that were stated before them are recorded by then. */
    private static final long INTERESTS = 16 << 20;
    /** Interests beside the stated ones that are looked for at first: nearly never is there any. */
    private static final int AHEAD = 4;
    private static final Duration MOMENT = Duration.ofNanos(1_000);
    private static final ObjectMapper MAPPER = Json.mapper();

    private final InterestRecords interests;
    private final Database database;
    private final Rows rows;
    private final Remembered<Last> remembered = new Remembered<>(INTERESTS, Last::size, this::forgotten);

    /** Relationships of a file that is one transaction which are not remembered any more: no more than such a file has rows. */
    private final Set<UUID> forgotten = new HashSet<>();
    private final List<Noted> unnoted = new ArrayList<>();
    /** Of those of the statements that are looked at now, what earlier files told of them. */
    private Map<UUID, List<Noted>> noted = Map.of();
    /** Interests of those under which something is recorded. */
    private Set<UUID> recorded = Set.of();

    /** A relationship, known again by its publisher's own id. */
    record Relationship(String publisher, String recordId) {

        UUID id() {
            return Row.id("bods relationship", publisher, recordId);
        }

        /** An interest is known again by its place in the relationship's list. */
        UUID interest(int number) {
            return Row.id("bods interest", publisher, recordId + " " + number);
        }
    }

    /**
     * What the file told last of a relationship.
     *
     * @param said each interest in its place as it was stated last: it may not be recorded yet, or its transaction is open; null
     *        where that is to be looked up
     */
    private record Last(Told told, List<Said> said) {

        long size() {
            return said == null ? 0 : said.stream().mapToLong(one -> one == null ? 0 : one.size()).sum();
        }
    }

    /** A statement as it is kept. */
    private record Noted(UUID relationship, UUID statement, Told told) {

        /** Of each relationship in their order. */
        static Map<UUID, List<Noted>> find(Transaction transaction, Collection<UUID> relationships) throws SQLException {
            return relationships.isEmpty()
                    ? Map.of()
                    : transaction.list("select id, statement, told from bods_relationship where id = any (?::uuid[])"
                            + " order by id, day, rank, position", Noted::read, relationships).stream()
                            .collect(Collectors.groupingBy(Noted::relationship));
        }

        static void write(Transaction transaction, List<Noted> statements) throws SQLException {
            transaction.batch("insert into bods_relationship (id, statement, day, rank, told) values (?, ?, ?, ?, ?::jsonb)"
                    + " on conflict do nothing",
                    statements.stream().sorted(Comparator.comparing(Noted::relationship))
                            .map(one -> new Object[]{one.relationship, one.statement, one.told.day(),
                                    one.told.rank(), json(one.told)})
                            .toList());
        }

        private static Noted read(ResultSet row) throws SQLException {
            try {
                return new Noted(row.getObject("id", UUID.class), row.getObject("statement", UUID.class),
                        MAPPER.readValue(row.getString("told"), Told.class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored statement cannot be read", e);
            }
        }

        private static String json(Told told) {
            try {
                return MAPPER.writeValueAsString(told);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a statement cannot be stored", e);
            }
        }
    }

    Relationships(InterestRecords interests, Database database, Rows rows) {
        this.interests = interests;
        this.database = database;
        this.rows = rows;
    }

    private void forgotten(UUID relationship, Last last) {
        if (rows.areTogether()) {
            forgotten.add(relationship);
        }
    }

    /** Looks up what is known of the relationships of statements that are taken next. */
    void lookUp(Collection<Relationship> relationships, Collection<UUID> likelyInterests) {
        recorded = interests.recorded(likelyInterests);
        noted = database.read(transaction -> Noted.find(transaction,
                relationships.stream().map(Relationship::id).distinct().toList()));
    }

    /** Interests of which it is worth knowing beforehand whether anything is recorded. */
    static Stream<UUID> likelyInterests(Relationship relationship, int listed, boolean isClosed) {
        return IntStream.range(isClosed ? 0 : listed, listed + AHEAD).mapToObj(relationship::interest);
    }

    /**
     * @param statement what it is known again by, whenever it comes again
     * @param resolved what it says, by whom its parties are now
     */
    void take(Relationship relationship, UUID statementId, Told resolved, Place place) {
        var id = relationship.id();
        var here = remembered.get(id);
        var earlier = noted.getOrDefault(id, List.of());
        var former = IntStream.range(0, earlier.size()).filter(i -> earlier.get(i).statement.equals(statementId)).findFirst();
        var isRepeated = former.isPresent();
        if (isRepeated && former.getAsInt() + 1 < earlier.size()
                && earlier.get(former.getAsInt() + 1).told.day().equals(earlier.get(former.getAsInt()).told.day())) {
            // What it said stood for no day: another of the same day came after it.
            return;
        }
        // Who its parties were by then stays, whatever is known of them since.
        var told = isRepeated ? earlier.get(former.getAsInt()).told.dated(resolved.day()) : resolved;
        var statement = new Noted(id, statementId, told);
        var isLast = Stream.concat(Stream.ofNullable(here).map(Last::told), earlier.stream().map(Noted::told))
                .noneMatch(other -> Told.ORDER.compare(other, told) > 0);
        if (forgotten.contains(id) || here != null && here.said == null || !isLast && !isRepeated) {
            insert(relationship, statement, place);
            remembered.put(id, new Last(here != null && !isLast ? here.told : told, null));
        } else {
            var isAfter = here == null || Told.ORDER.compare(here.told, told) <= 0;
            var said = append(relationship, told, here == null || !isAfter ? List.of() : here.said, place);
            if (isAfter) {
                remembered.put(id, new Last(told, said));
            }
        }
        if (!isRepeated) {
            unnoted.add(statement);
        }
    }

    /** Has what was taken in kept with the rows. */
    void note() {
        if (!unnoted.isEmpty()) {
            var statements = List.copyOf(unnoted);
            unnoted.clear();
            rows.note(transaction -> Noted.write(transaction, statements));
        }
    }

    // --- In their order ------------------------------------------------------------------------------------------------

    /** Takes a statement after which none is known; gives each interest in its place as it is said then. */
    private List<Said> append(Relationship relationship, Told told, List<Said> before, Place place) {
        var said = new ArrayList<>(before);
        var earlier = earlier(relationship, told, said);
        var isFirst = earlier.stream().allMatch(List::isEmpty);
        for (int i = 0; i < earlier.size(); i++) {
            for (var one : says(told, i, earlier.get(i), isFirst, place)) {
                state(relationship, i, one, told.knownFrom(), false, place(told, i, place));
                remember(said, i, one);
            }
        }
        return said;
    }

    private List<Said> says(Told told, int number, List<Said> earlier, boolean isFirst, Place place) {
        try {
            return told.says(number, earlier, isFirst, interests, odd -> rows.warn(place, "interest-not-ended", odd));
        } catch (Problem refusal) {
            rows.reject(place(told, number, place), refusal);
            return List.of();
        }
    }

    /**
     * What was known on the statement's day of each interest that it may change: of all that it does not list any more, and of the
     * listed ones too where it closes the relationship.
     */
    private List<List<Said>> earlier(Relationship relationship, Told told, List<Said> said) {
        var earlier = new ArrayList<List<Said>>();
        for (int i = 0, last = told.listed() + AHEAD; i < Math.max(last, said.size()); i++) {
            var interest = relationship.interest(i);
            earlier.add(earlier(said, i, told, recorded.contains(interest) || i >= told.listed() + AHEAD
                    ? interests.known(interest, new At(null, told.knownFrom(), At.Basis.SOURCE))
                    : List.of()));
            if (i >= told.listed() && !earlier.get(i).isEmpty()) {
                last = i + 1 + AHEAD;
            }
        }
        return earlier;
    }

    /** As the file stated it last, unless this very statement was taken in before: then as that left it. */
    private static List<Said> earlier(List<Said> said, int number, Told told, List<Period<Interest>> known) {
        var here = number < said.size() ? said.get(number) : null;
        var before = known.stream().map(Said::of).toList();
        if (here == null) {
            return before;
        }
        if (known.stream().noneMatch(period -> period.knownFrom().equals(told.knownFrom()))) {
            return List.of(here);
        }
        remember(said, number, before.get(before.size() - 1));
        return before;
    }

    private static void remember(List<Said> said, int number, Said one) {
        said.addAll(Collections.nCopies(Math.max(0, number + 1 - said.size()), null));
        said.set(number, one);
    }

    private static Place place(Told told, int number, Place place) {
        return number < told.listed() ? place.at("/recordDetails/interests/" + number) : place;
    }

    private void state(Relationship relationship, int number, Said one, Instant knownFrom, boolean isAll, Place place) {
        rows.state(new Row<>(place, interests, relationship.interest(number), one.companyId(), one.write(), knownFrom, null,
                isAll));
    }

    // --- Out of their order --------------------------------------------------------------------------------------------

    /**
     * Puts a statement before those that are later: day by day from its own on, what was said until then and what that day's
     * statements say come to what is known from that day on.
     */
    private void insert(Relationship relationship, Noted statement, Place place) {
        note();
        var told = statement.told;
        var id = statement.relationship;
        var others = rows.recorded(transaction -> Noted.find(transaction, List.of(id))).getOrDefault(id, List.of()).stream()
                .filter(one -> !one.statement.equals(statement.statement)).map(Noted::told).toList();
        var most = Stream.concat(Stream.of(told), others.stream()).mapToInt(Told::listed).max().orElseThrow() + AHEAD;
        var ids = IntStream.range(0, most).mapToObj(relationship::interest).toList();
        var recorded = rows.recorded(transaction -> interests.counting(transaction, ids));
        var timelines = ids.stream().map(interest -> new Timeline(recorded.getOrDefault(interest, List.of()))).toList();

        // It comes after those of its own day and rank.
        var sequence = new ArrayList<>(others.stream().filter(one -> Told.ORDER.compare(one, told) <= 0
                && one.day().equals(told.day())).toList());
        sequence.add(told);
        others.stream().filter(one -> Told.ORDER.compare(one, told) > 0).forEach(sequence::add);
        for (int first = 0, next; first < sequence.size(); first = next) {
            var day = sequence.get(first).day();
            next = first;
            while (next < sequence.size() && sequence.get(next).day().equals(day)) {
                next++;
            }
            settle(relationship, timelines, sequence.subList(first, next), told, place);
        }
    }

    /** Has what is known of each interest since a day be what it was until then and what the day's statements say of it. */
    private void settle(Relationship relationship, List<Timeline> timelines, List<Told> ofDay, Told inserted, Place place) {
        var since = timelines.stream().map(timeline -> timeline.since(ofDay.get(0))).toList();
        var due = new ArrayList<List<Said>>();
        for (int i = 0; i < timelines.size(); i++) {
            due.add(timelines.get(i).at(since.get(i).minus(MOMENT)));
        }
        var stated = new ArrayList<>(Collections.nCopies(timelines.size(), List.<Said>of()));
        for (var told : ofDay) {
            var isFirst = due.stream().allMatch(List::isEmpty);
            for (int i = 0; i < timelines.size(); i++) {
                var says = says(told, i, due.get(i), isFirst, place);
                due.set(i, says.stream().reduce(due.get(i), Said::stating, (some, more) -> more));
                if (told == inserted) {
                    stated.set(i, says);
                }
            }
        }
        for (int i = 0; i < timelines.size(); i++) {
            var timeline = timelines.get(i);
            var is = timeline.at(since.get(i));
            var knownFrom = timeline.knownFrom(ofDay.get(0));
            var where = place(inserted, i, place);
            if (areSame(is, due.get(i))) {
                for (var one : stated.get(i)) {
                    if (has(is, one)) {
                        state(relationship, i, one, knownFrom, false, where);
                    }
                }
            } else {
                change(relationship, i, is, due.get(i), knownFrom, where);
                timeline.becomes(since.get(i), due.get(i));
            }
        }
    }

    /** States what is missing; all of it, where something is to go that nothing of it replaces. */
    private void change(Relationship relationship, int number, List<Said> is, List<Said> due, Instant knownFrom, Place place) {
        if (due.isEmpty()) {
            rows.warn(place, "interest-not-placed", "comes after a later statement that says otherwise of interest " + number
                    + ", which stays as it is");
        }
        var missing = due.stream().filter(one -> !has(is, one)).toList();
        if (areSame(missing.stream().reduce(is, Said::stating, (some, more) -> more), due)) {
            missing.forEach(one -> state(relationship, number, one, knownFrom, false, place));
        } else {
            for (int i = 0; i < due.size(); i++) {
                state(relationship, number, due.get(i), knownFrom, i == 0, place);
            }
        }
    }

    private static boolean has(List<Said> all, Said one) {
        return all.stream().anyMatch(one::isSameAs);
    }

    private static boolean areSame(List<Said> some, List<Said> others) {
        return some.size() == others.size() && some.stream().allMatch(one -> has(others, one));
    }

    /** What is known of an interest at any time, with what is stated of it here. */
    private static final class Timeline {

        private final List<Period<Interest>> rows;
        private Instant changed = Instant.MIN;
        private List<Said> became;

        Timeline(List<Period<Interest>> rows) {
            this.rows = rows;
        }

        /** Since when what that day's statements say is known, as far as anything of theirs is; null is from now on. */
        Instant knownFrom(Told told) {
            var day = told.beginning();
            return rows.stream().filter(row -> row.sources().equals(told.sources())).map(Period::knownFrom)
                    .filter(instant -> !instant.isBefore(day) && instant.isBefore(day.plus(Duration.ofDays(1))))
                    .min(Comparator.naturalOrder()).orElse(told.knownFrom());
        }

        Instant since(Told told) {
            var knownFrom = knownFrom(told);
            return knownFrom == null ? Instant.now() : knownFrom;
        }

        List<Said> at(Instant instant) {
            var isChanged = !instant.isBefore(changed) && rows.stream()
                    .flatMap(row -> Stream.of(Optional.of(row.knownFrom()), Optional.ofNullable(row.knownTo())))
                    .flatMap(Optional::stream).noneMatch(when -> when.isAfter(changed) && !when.isAfter(instant));
            return became != null && isChanged
                    ? became
                    : rows.stream().filter(row -> row.isKnown(instant)).map(Said::of).sorted(Said.BY_DAYS).toList();
        }

        /** From then on, until something else is known. */
        void becomes(Instant since, List<Said> said) {
            changed = since;
            became = said;
        }
    }
}
