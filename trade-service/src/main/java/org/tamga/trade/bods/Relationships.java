package org.tamga.trade.bods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes rows of what a file's statements tell of relationships, so that the record comes to what it would come to if all
 * statements of a relationship had come in their order. One that comes after a later one is put before it: it is known from its
 * own day on, and those after it are looked at again in its light.
 */
final class Relationships {

    /** Bytes of interests that are remembered, some 30,000; those that were stated before them are recorded by then. */
    private static final long INTERESTS = 16 << 20;
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
    /** Of their interests, what was known at any time. */
    private Map<UUID, List<Period<Interest>>> recorded = Map.of();

    /** A relationship, known again by its publisher's own id. */
    record Relationship(String publisher, String recordId) {

        UUID id() {
            return Row.id("bods relationship", publisher, recordId);
        }

        /** An interest by the number under which it is {@link KnownAgain known again}. */
        UUID interest(int number) {
            return Row.id("bods interest", publisher, recordId + " " + number);
        }

        /** The first so many of them. */
        List<UUID> interests(int most) {
            return IntStream.range(0, most).mapToObj(this::interest).toList();
        }
    }

    /**
     * What the file told last of a relationship.
     *
     * @param said of each interest, by their numbers: it may not be recorded yet, or its transaction is open; null where that is to
     *        be looked up
     */
    private record Last(Told told, List<List<Said>> said) {

        long size() {
            return said == null ? 0 : said.stream().flatMap(List::stream).mapToLong(Said::size).sum();
        }
    }

    /**
     * What a statement says of an interest.
     *
     * @param place where in the file
     * @param before what was said of it before
     */
    private record Saying(Place place, List<Said> before, List<Said> said) {

        List<Said> after() {
            return said.stream().reduce(before, Said::stating, (some, more) -> more);
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
    void lookUp(Collection<Relationship> relationships) {
        var asked = relationships.stream().distinct().toList();
        recorded = database.read(transaction -> {
            noted = Noted.find(transaction, asked.stream().map(Relationship::id).toList());
            return interests.counting(transaction,
                    asked.stream().flatMap(one -> one.interests(Told.most(earlier(one))).stream()).toList());
        });
    }

    /** What earlier files told of a relationship. */
    private Stream<Told> earlier(Relationship relationship) {
        return noted.getOrDefault(relationship.id(), List.of()).stream().map(Noted::told);
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
            // What was taken in before is looked at as it was left then.
            var isOfFile = here != null && isAfter && !(isRepeated && told.knownFrom() != null);
            var said = append(relationship, told, isOfFile ? here.said : recorded(relationship, told), place);
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

    /** Takes a statement after which none is known; gives what is said of each interest then. */
    private List<List<Said>> append(Relationship relationship, Told told, List<List<Said>> before, Place place) {
        var says = says(told, before, place);
        for (int i = 0; i < says.size(); i++) {
            for (var one : says.get(i).said()) {
                state(relationship, i, one, told.knownFrom(), false, says.get(i).place());
            }
        }
        return says.stream().map(Saying::after).toList();
    }

    /** What was known of each interest when a statement was made known. */
    private List<List<Said>> recorded(Relationship relationship, Told told) {
        var at = told.knownFrom();
        return relationship.interests(Told.most(earlier(relationship))).stream()
                .map(interest -> recorded.getOrDefault(interest, List.of()).stream()
                        .filter(period -> at == null ? period.knownTo() == null : period.isKnown(at)).map(Said::of).toList())
                .toList();
    }

    /** What a statement says of each interest, by their numbers: of those of which something was said before, and of its own. */
    private List<Saying> says(Told told, List<List<Said>> before, Place place) {
        var stated = told.stated(before.stream().allMatch(List::isEmpty));
        var places = KnownAgain.places(stated, before);
        var numbers = places.keySet().stream().mapToInt(number -> number + 1).max().orElse(0);
        return IntStream.range(0, Math.max(before.size(), numbers)).mapToObj(number -> {
            var earlier = number < before.size() ? before.get(number) : List.<Said>of();
            var listed = places.get(number);
            var where = listed == null || told.interests().isEmpty() ? place : place.at("/recordDetails/interests/" + listed);
            return new Saying(where, earlier,
                    says(told, listed == null ? null : stated.get(listed).deepCopy(), earlier, where));
        }).toList();
    }

    /** @param stated the interest, or null for one that the statement does not state */
    private List<Said> says(Told told, ObjectNode stated, List<Said> earlier, Place place) {
        Told.Odd odd = (code, detail) -> rows.warn(place, code, detail);
        try {
            return stated == null ? told.ends(earlier, odd) : told.states(stated, earlier, interests, odd);
        } catch (Problem refusal) {
            rows.reject(place, refusal);
            return List.of();
        }
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
        var ids = relationship.interests(Told.most(Stream.concat(Stream.of(told), others.stream())));
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
        var due = IntStream.range(0, timelines.size())
                .mapToObj(i -> timelines.get(i).at(since.get(i).minus(MOMENT))).toList();
        var stated = List.<Saying>of();
        for (var told : ofDay) {
            var says = says(told, due, place);
            due = says.stream().map(Saying::after).toList();
            stated = told == inserted ? says : stated;
        }
        for (int i = 0; i < timelines.size(); i++) {
            var timeline = timelines.get(i);
            var is = timeline.at(since.get(i));
            var knownFrom = timeline.knownFrom(ofDay.get(0));
            var where = stated.isEmpty() ? place : stated.get(i).place();
            if (areSame(is, due.get(i))) {
                for (var one : stated.isEmpty() ? List.<Said>of() : stated.get(i).said()) {
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
            rows.warn(place, "interest-not-placed", "comes after a later statement that says otherwise of the interest "
                    + is.get(0).type() + ", which stays as it is");
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
