package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any sequence of writes, retractions and dated imports, read at any pair of times, gives what a plain model gives: an array of
 * days, each with its colour and the day on which its period begins, copied after every write. A dated import changes the arrays
 * from its instant up to the next one that there is.
 */
class TwoTimeTest {

    /** Days 0 and {@code DAYS - 1} stand for all the days before and after. */
    private static final int DAYS = 7;
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final Author AUTHOR = new Author("test", null);

    private static Shelf shelf;

    @BeforeContainer
    static void start() {
        shelf = Shelf.fresh();
    }

    @AfterContainer
    static void stop() {
        shelf.close();
    }

    /**
     * A write (with a colour) or a retraction (without) for the days from..to, {@code to} excluded.
     *
     * @param dated null, or from where a source makes it known: a day of 2019 below zero, else right after that step
     */
    record Step(int from, int to, String colour, Integer dated) {

        Interval valid() {
            return new Interval(from == 0 ? null : day(from), to == DAYS ? null : day(to));
        }
    }

    record Cell(String colour, int periodStart) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var days = Arbitraries.integers().between(0, DAYS);
        var colours = Arbitraries.of("red", "green", "blue").injectNull(0.25);
        var dated = Arbitraries.integers().between(-4, 4).injectNull(0.5);
        return Combinators.combine(days, days, colours, dated)
                .as((a, b, colour, known) -> new Step(Math.min(a, b), Math.max(a, b), colour, colour == null ? null : known))
                .filter(step -> step.from() < step.to()).list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = 150)
    void reads_at_any_pair_of_times_agree_with_a_plain_model(@ForAll("steps") List<Step> steps) {
        var id = UUID.randomUUID();
        var things = shelf.things();
        var known = new TreeMap<Instant, Cell[]>();
        var recorded = new TreeMap<Instant, Cell[]>();
        var version = 0;
        for (var step : steps) {
            var before = known.isEmpty() ? new Cell[DAYS] : known.lastEntry().getValue();
            var precondition = version == 0 ? Precondition.NONE : Precondition.version(version);
            if (step.dated() != null) {
                var from = knownFrom(step.dated(), recorded);
                var then = known.floorEntry(from) == null ? new Cell[DAYS] : known.floorEntry(from).getValue();
                var outcome = imported(id, step, from);
                if (outcome.effect() == Outcome.Effect.UNCHANGED) {
                    assertTrue(Arrays.equals(then, stated(then, step)), "unchanged although the model changed");
                    continue;
                }
                assertEquals(Outcome.Effect.UNCHANGED, imported(id, step, from).effect(), "the same again");
                known.put(from, stated(then, step));
                version = outcome.version();
            } else if (step.colour() == null) {
                var model = withdrawn(before, step);
                var withdrawal = new Withdrawal(step.valid(), "test", Thing.SOURCES);
                if (Arrays.equals(before, model)) {
                    assertThrows(Problem.class, () -> things.writing().retract(id, null, withdrawal, precondition, AUTHOR));
                    continue;
                }
                version = things.writing().retract(id, null, withdrawal, precondition, AUTHOR);
                known.put(lastWritten(id), model);
            } else {
                var model = stated(before, step);
                var outcome = things.writing().put(id, null, Thing.painted(step.colour(), step.valid()), precondition, AUTHOR);
                if (outcome.effect() == Outcome.Effect.UNCHANGED) {
                    assertTrue(Arrays.equals(before, model), "unchanged although the model changed");
                    continue;
                }
                assertEquals(version + 1, outcome.period().version());
                version = outcome.period().version();
                known.put(lastWritten(id), model);
            }
            recorded.put(lastWritten(id), known.lastEntry().getValue());
        }
        assertNothingContradicts(id);
        assertTimeline(id, At.Basis.SOURCE, known);
        assertTimeline(id, At.Basis.RECORDED, recorded);
        var model = known.isEmpty() ? new Cell[DAYS] : known.lastEntry().getValue();
        assertReads(id, null, At.Basis.SOURCE, model);
        assertEquals(version, eventsTell(id, model));
    }

    private static Instant knownFrom(int dated, TreeMap<Instant, Cell[]> recorded) {
        var written = List.copyOf(recorded.keySet());
        return dated < 0 || dated >= written.size()
                ? Instant.parse("2019-01-10T00:00:00Z").plus(dated, ChronoUnit.DAYS)
                : written.get(dated).plus(1, ChronoUnit.MICROS);
    }

    /** Among them is what is recorded already. */
    @Property(tries = 100)
    void rows_that_come_together_do_what_they_would_do_one_by_one(@ForAll("steps") List<Step> steps) {
        var one = UUID.randomUUID();
        var other = UUID.randomUUID();
        var rows = steps.stream().filter(step -> step.colour() != null && (step.dated() == null || step.dated() < 0)).toList();
        for (var step : rows.subList(0, rows.size() / 2)) {
            imported(row(one, step));
            imported(row(other, step));
        }
        assertEquals(rows.stream().flatMap(step -> effects(imported(row(one, step)))).toList(),
                effects(imported(rows.stream().<Row<?>>map(step -> row(other, step)).toArray(Row<?>[]::new))).toList());
        assertNothingContradicts(other);
    }

    private static Row<?> row(UUID id, Step step) {
        return row(id, step, step.dated() == null ? null : knownFrom(step.dated(), new TreeMap<>()));
    }

    private static Stream<String> effects(List<Outcome<?>> outcomes) {
        return outcomes.stream().map(outcome -> outcome.effect() + " to version " + outcome.version());
    }

    private static Outcome<?> imported(UUID id, Step step, Instant knownFrom) {
        return imported(row(id, step, knownFrom)).get(0);
    }

    private static Row<?> row(UUID id, Step step, Instant knownFrom) {
        return new Row<>(Place.line(1), shelf.things(), id, null, Thing.painted(step.colour(), step.valid()), knownFrom);
    }

    private static List<Outcome<?>> imported(Row<?>... rows) {
        var outcomes = new ArrayList<Outcome<?>>();
        shelf.database().write(transaction -> {
            Chunk.land(transaction, List.of(rows), AUTHOR, new Chunk.Results() {

                @Override
                public void landed(Place place, Outcome<?> outcome) {
                    outcomes.add(outcome);
                }

                @Override
                public void refused(Place place, Problem refusal) {
                    throw refusal;
                }
            });
            return null;
        });
        return outcomes;
    }

    private static void assertTimeline(UUID id, At.Basis basis, TreeMap<Instant, Cell[]> timeline) {
        for (var moment : timeline.entrySet()) {
            assertReads(id, moment.getKey(), basis, moment.getValue());
            var earlier = timeline.lowerEntry(moment.getKey());
            assertReads(id, moment.getKey().minus(1, ChronoUnit.MICROS), basis,
                    earlier == null ? new Cell[DAYS] : earlier.getValue());
        }
    }

    /** The period from {@code step.from} is exactly the step's: what began there too is gone, what reached beyond goes on. */
    private static Cell[] stated(Cell[] days, Step step) {
        var after = days.clone();
        for (int day = 0; day < DAYS; day++) {
            var cell = days[day];
            if (day >= step.from() && day < step.to()) {
                after[day] = new Cell(step.colour(), step.from());
            } else if (cell != null && cell.periodStart() == step.from()) {
                after[day] = null;
            } else if (cell != null && day >= step.to() && cell.periodStart() < step.to()) {
                after[day] = new Cell(cell.colour(), step.to());
            }
        }
        return after;
    }

    private static Cell[] withdrawn(Cell[] days, Step step) {
        var after = days.clone();
        for (int day = 0; day < DAYS; day++) {
            var cell = days[day];
            if (day >= step.from() && day < step.to()) {
                after[day] = null;
            } else if (cell != null && day >= step.to() && cell.periodStart() < step.to() && days[step.to() - 1] != null
                    && days[step.to() - 1].periodStart() == cell.periodStart()) {
                after[day] = new Cell(cell.colour(), step.to());
            }
        }
        return after;
    }

    private static void assertReads(UUID id, Instant knownAt, At.Basis basis, Cell[] expected) {
        for (int day = 0; day < DAYS; day++) {
            var found = shelf.things().find(id, new At(day(day), knownAt, basis));
            assertEquals(expected[day] == null ? null : expected[day].colour(),
                    found.map(period -> period.content().colour()).orElse(null),
                    "day " + day + " as known at " + knownAt + " by " + basis);
            if (expected[day] != null) {
                assertEquals(expected[day].periodStart() == 0 ? null : day(expected[day].periodStart()),
                        found.orElseThrow().valid().from());
            }
        }
    }

    /** No two rows that count hold for a day and are known at an instant: by source, nor by what was recorded. */
    private static void assertNothingContradicts(UUID id) {
        var pairs = shelf
                .database().read(
                        transaction -> transaction.first(
                                """
                                select count(*) from thing_version a join thing_version b on a.id = b.id and a.row_id < b.row_id
                                where a.id = ? and a.valid && b.valid and a.known && b.known and (a.recorded && b.recorded or %s and %s)"""
                                        .formatted(At.COUNTS.formatted("a"), At.COUNTS.formatted("b")),
                                row -> row.getInt(1), id))
                .orElseThrow();
        assertEquals(0, pairs);
    }

    /** Folds the events of the change log over nothing; they must end at what stands. Gives how many there were. */
    private static int eventsTell(UUID id, Cell[] model) {
        var mapper = Json.mapper();
        var events = shelf.database().read(transaction -> transaction.list(
                "select data from change_log where key = ? order by position", row -> row.getString(1), id.toString()));
        var standing = new ArrayList<JsonNode>();
        var expectedVersion = 1;
        for (var text : events) {
            try {
                var event = mapper.readTree(text);
                assertEquals(expectedVersion++, event.get("version").asInt());
                event.get("before").forEach(gone -> assertTrue(standing.removeIf(
                        period -> period.get("validFrom").equals(gone.get("validFrom"))
                                && period.get("version").equals(gone.get("version")))));
                // What a dated import says of a time that is over does not stand.
                event.get("after").forEach(period -> {
                    assertTrue(!period.has("knownTo") || event.get("backdated").asBoolean());
                    if (!period.has("knownTo")) {
                        standing.add(period);
                    }
                });
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        for (int day = 0; day < DAYS; day++) {
            var date = day(day).toString();
            var colour = standing.stream()
                    .filter(period -> (period.get("validFrom").isNull()
                            || period.get("validFrom").asText().compareTo(date) <= 0)
                            && (period.get("validTo").isNull() || period.get("validTo").asText().compareTo(date) > 0))
                    .map(period -> period.get("colour").asText()).toList();
            assertEquals(model[day] == null ? List.of() : List.of(model[day].colour()), colour);
        }
        return events.size();
    }

    private static Instant lastWritten(UUID id) {
        return shelf.database().read(transaction -> transaction.first("select written_at from thing where id = ?",
                row -> Transaction.instant(row, "written_at"), id)).orElseThrow();
    }

    private static LocalDate day(int index) {
        return FIRST.plusDays(index);
    }
}
