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

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.record.database.Transaction;

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
 * Any sequence of writes and retractions, read at any pair of times, gives what a plain model gives: an array of days, each
 * with its colour and the day on which its period begins, copied after every write.
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

    /** A write (with a colour) or a retraction (without) for the days from..to, {@code to} excluded. */
    record Step(int from, int to, String colour) {

        Interval valid() {
            return new Interval(from == 0 ? null : day(from), to == DAYS ? null : day(to));
        }
    }

    record Cell(String colour, int periodStart) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var days = Arbitraries.integers().between(0, DAYS);
        var colours = Arbitraries.of("red", "green", "blue").injectNull(0.25);
        return Combinators.combine(days, days, colours).as((a, b, colour) -> new Step(Math.min(a, b), Math.max(a, b), colour))
                .filter(step -> step.from() < step.to()).list().ofMinSize(1).ofMaxSize(12);
    }

    @Property(tries = 150)
    void reads_at_any_pair_of_times_agree_with_a_plain_model(@ForAll("steps") List<Step> steps) {
        var id = UUID.randomUUID();
        var things = shelf.things();
        var model = new Cell[DAYS];
        var known = new TreeMap<Instant, Cell[]>();
        var version = 0;
        for (var step : steps) {
            var before = model.clone();
            var precondition = version == 0 ? Precondition.NONE : Precondition.version(version);
            if (step.colour() == null) {
                model = withdrawn(model, step);
                if (Arrays.equals(before, model)) {
                    assertThrows(Problem.class,
                            () -> things.writing().retract(id, null, new Withdrawal(step.valid(), "test", Thing.SOURCES),
                                    precondition,
                                    AUTHOR));
                    continue;
                }
                version = things.writing().retract(id, null, new Withdrawal(step.valid(), "test", Thing.SOURCES), precondition,
                        AUTHOR);
            } else {
                model = stated(model, step);
                var outcome = things.writing().put(id, null, Thing.painted(step.colour(), step.valid()), precondition, AUTHOR);
                if (outcome.effect() == Outcome.Effect.UNCHANGED) {
                    assertTrue(Arrays.equals(before, model), "unchanged although the model changed");
                    continue;
                }
                assertEquals(version + 1, outcome.period().version());
                version = outcome.period().version();
            }
            known.put(lastWritten(id), model);
        }
        var history = known.isEmpty() ? List.<Period<Thing>>of() : things.reading().history(id, null);
        assertNothingContradicts(history);
        for (var moment : known.entrySet()) {
            for (var basis : At.Basis.values()) {
                assertReads(id, moment.getKey(), basis, moment.getValue());
                var earlier = known.lowerEntry(moment.getKey());
                assertReads(id, moment.getKey().minus(1, ChronoUnit.MICROS), basis,
                        earlier == null ? new Cell[DAYS] : earlier.getValue());
            }
        }
        assertReads(id, null, At.Basis.SOURCE, model);
        assertEquals(version, eventsTell(id, model));
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

    private static void assertNothingContradicts(List<Period<Thing>> history) {
        for (int i = 0; i < history.size(); i++) {
            for (int j = i + 1; j < history.size(); j++) {
                var a = history.get(i);
                var b = history.get(j);
                var heldTogether = (a.supersededAt() == null || b.recordedAt().isBefore(a.supersededAt()))
                        && (b.supersededAt() == null || a.recordedAt().isBefore(b.supersededAt()));
                assertTrue(!heldTogether || !a.valid().overlaps(b.valid()), () -> a + " contradicts " + b);
            }
        }
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
                event.get("after").forEach(standing::add);
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
