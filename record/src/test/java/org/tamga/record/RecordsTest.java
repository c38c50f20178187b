package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.database.DatabaseException;
import org.tamga.record.database.Transaction;
import org.tamga.record.imports.Place;
import org.tamga.record.imports.Row;

class RecordsTest {

    private static final Author AUTHOR = new Author("test", null);
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

    private static Shelf shelf;

    @BeforeAll
    static void start() {
        shelf = Shelf.fresh();
    }

    @AfterAll
    static void stop() {
        shelf.close();
    }

    @Test
    void the_database_itself_refuses_two_contents_for_one_day() {
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        var refused = assertThrows(DatabaseException.class,
                () -> shelf.database()
                        .write(transaction -> transaction.update(
                                """
                                insert into thing_version (row_id, id, version, valid, known, recorded, recorded_by, reason, confidence, sources, colour, tags)
                                select gen_random_uuid(), id, version, '[2024-01-01,2024-02-01)', known, recorded, recorded_by, reason, confidence,
                                  sources, 'green', tags from thing_version where id = ?""",
                                id)));
        assertEquals("thing_version_no_contradiction", refused.constraint());
    }

    @Test
    void a_database_that_does_not_answer_counts_as_away_and_serves_again_when_it_does() {
        var asked = Instant.now();
        assertProblem(ProblemType.UNAVAILABLE,
                () -> shelf.database().read(transaction -> transaction.first("select pg_sleep(60)", row -> true)));
        assertTrue(Duration.between(asked, Instant.now()).compareTo(Shelf.PATIENCE.multipliedBy(3)) < 0);
        shelf.add(UUID.randomUUID(), "red");
    }

    @Test
    void the_maximum_of_nothing_is_nothing() {
        assertEquals(Optional.empty(), shelf.database().read(transaction -> transaction
                .first("select max(n) from (select 1 as n where false) none", row -> row.getBigDecimal(1))));
    }

    @Test
    void a_row_that_was_made_of_what_no_longer_stands_is_refused_and_undoes_nothing() {
        var id = UUID.randomUUID();
        var red = put(id, "red", Precondition.NONE).period();
        var green = put(id, "green", Precondition.version(1)).period();
        assertEquals(List.of(ProblemType.PRECONDITION_FAILED), refusals(made(id, "blue", red)));
        assertEquals("green", shelf.things().find(id, At.now(DAY)).orElseThrow().content().colour());
        assertEquals(List.of(), refusals(made(id, "blue", green)));
        assertEquals("blue", shelf.things().find(id, At.now(DAY)).orElseThrow().content().colour());
    }

    @Test
    void a_reason_that_was_read_and_comes_back_is_not_the_writers_own() {
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        var updated = put(id, "green", Reason.UPDATE, null, 1);
        assertEquals(Reason.UPDATE, updated.reason());
        var putBack = put(id, "blue", Reason.UPDATE, updated.recordedAt().toString(), 2);
        assertEquals(Reason.CORRECTION, putBack.reason());
        assertEquals(Reason.UPDATE, put(id, "red", Reason.UPDATE, null, 3).reason());
    }

    @Test
    void a_change_without_the_version_it_knows_is_refused_and_leaves_nothing() {
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        assertProblem(ProblemType.PRECONDITION_REQUIRED, () -> put(id, "green", Precondition.NONE));
        assertProblem(ProblemType.PRECONDITION_FAILED, () -> put(id, "green", Precondition.version(7)));
        assertEquals(Outcome.Effect.UNCHANGED, put(id, "red", Precondition.NONE).effect());
        assertEquals(Outcome.Effect.CHANGED, put(id, "green", new Precondition("\"1.abcdef\"", null)).effect());
        assertEquals(2, shelf.things().reading().history(id, null).size());
    }

    @Test
    void a_clock_that_stands_still_or_goes_back_makes_no_empty_period() {
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        // As if the last write had been made by a clock an hour ahead.
        shelf.database().write(transaction -> transaction
                .update("update thing set written_at = written_at + interval '1 hour' where id = ?", id));
        var ahead = put(id, "green", Precondition.version(1)).period().recordedAt();
        var again = put(id, "blue", Precondition.version(2)).period().recordedAt();
        assertEquals(ahead.plus(1, ChronoUnit.MICROS), again);
    }

    @Test
    void what_is_one_records_own_is_refused_to_another_by_name() {
        var holder = UUID.randomUUID();
        var other = UUID.randomUUID();
        tag(holder, "only:crown", Interval.ALWAYS);
        var refused = assertProblem(ProblemType.CONFLICT, () -> tag(other, "only:crown", Interval.ALWAYS));
        assertTrue(refused.getMessage().contains(holder.toString()), refused.getMessage());
        assertTrue(shelf.things().find(other, At.now(DAY)).isEmpty());
        // Given up, it is free for others, for those days.
        shelf.things().writing().retract(holder, null, new Withdrawal(new Interval(DAY, null), "lost", Thing.SOURCES),
                Precondition.version(1), AUTHOR);
        tag(other, "only:crown", new Interval(DAY, null));
    }

    @Test
    void a_retracted_record_says_so_and_a_later_write_revives_it() {
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        var known = shelf.things().get(id, null, At.now(DAY)).recordedAt();
        shelf.things().writing().retract(id, null, new Withdrawal(Interval.ALWAYS, "made up", Thing.SOURCES),
                Precondition.version(1),
                AUTHOR);
        var gone = assertProblem(ProblemType.RETRACTED, () -> shelf.things().get(id, null, At.now(DAY)));
        assertTrue(gone.getMessage().contains("made up"), gone.getMessage());
        var retraction = assertInstanceOf(Reading.Retraction.class, gone.more().get("retraction"));
        assertEquals(2, retraction.version());
        assertEquals("made up", retraction.because());
        assertTrue(retraction.at().isAfter(known), retraction.toString());
        assertEquals("red", shelf.things().get(id, null, new At(DAY, known, At.Basis.RECORDED)).content().colour());
        assertEquals(3, put(id, "green", Precondition.version(2)).period().version());
    }

    @Test
    void concurrent_writers_of_one_record_make_every_version_once() throws Exception {
        var id = UUID.randomUUID();
        shelf.add(id, "0");
        var writers = Executors.newFixedThreadPool(8);
        var futures = IntStream.range(0, 8).mapToObj(writer -> writers.submit(() -> {
            for (int i = 0; i < 25; i++) {
                shelf.paint(id, writer + "." + i);
            }
        })).toList();
        for (var future : futures) {
            future.get(60, TimeUnit.SECONDS);
        }
        writers.shutdown();
        var versions = shelf.things().reading().history(id, null).stream().map(Period::version).sorted().toList();
        assertEquals(IntStream.rangeClosed(1, 201).boxed().toList(), versions);
        // Per record the log's order is the order of versions.
        assertEquals(versions, shelf.database().read(transaction -> transaction.list(
                "select (data::json ->> 'version')::int from change_log where key = ? order by position", row -> row.getInt(1),
                id.toString())));
    }

    @Test
    void a_repeated_post_gets_the_first_answer_also_when_both_come_at_once() throws Exception {
        var writers = Executors.newFixedThreadPool(6);
        var key = new Repeatable("test", "/things", UUID.randomUUID().toString(), Digest.of("body"));
        var futures = IntStream.range(0, 6).mapToObj(i -> writers.submit(() -> shelf.things().writing().post(null,
                Thing.painted("red", Interval.ALWAYS), AUTHOR, key,
                outcome -> new Repeatable.Answer(outcome.period().id(), outcome.period().id().toString().getBytes(), "\"1\""))))
                .toList();
        var answers = new HashSet<String>();
        for (var future : futures) {
            answers.add(new String(future.get(30, TimeUnit.SECONDS).body()));
        }
        writers.shutdown();
        assertEquals(1, answers.size());
        var other = new Repeatable("test", "/things", key.key(), Digest.of("another body"));
        assertProblem(ProblemType.IDEMPOTENCY_KEY_REUSED,
                () -> shelf.things().writing().post(null, Thing.painted("red", Interval.ALWAYS), AUTHOR,
                        other, outcome -> new Repeatable.Answer(outcome.period().id(), new byte[0], "")));
    }

    @Test
    void what_stands_before_a_gap_is_not_what_a_thing_was_before() {
        var id = UUID.randomUUID();
        var formers = new ArrayList<Optional<String>>();
        shelf.tell(new Witness() {

            @Override
            public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change,
                    Author author) {
                if (change.recordId().equals(id)) {
                    formers.add(change.former().map(former -> ((Thing) (Record) former).colour()));
                }
            }
        });
        for (var year : List.of(2020, 2021, 2023)) {
            shelf.things().writing().put(id, null,
                    Thing.painted("red of " + year, new Interval(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))),
                    new Precondition(formers.isEmpty() ? null : "*", null), AUTHOR);
        }
        assertEquals(List.of(Optional.empty(), Optional.of("red of 2020"), Optional.empty()), formers);
    }

    private static Period<Thing> put(UUID id, String colour, Reason reason, String readAt, int version) {
        return shelf.things().writing().put(id, null, new Write<>(Interval.ALWAYS, new Thing(colour, null, List.of()),
                Confidence.REPORTED, Thing.SOURCES, reason, null, readAt), Precondition.version(version), AUTHOR).period();
    }

    private static Outcome<Thing> put(UUID id, String colour, Precondition precondition) {
        return shelf.things().writing().put(id, null, Thing.painted(colour, Interval.ALWAYS), precondition, AUTHOR);
    }

    private static void tag(UUID id, String tag, Interval valid) {
        shelf.things().writing().put(id, null,
                new Write<>(valid, new Thing("red", 1, List.of(tag)), Confidence.CONFIRMED, Thing.SOURCES, null, null),
                Precondition.NONE, AUTHOR);
    }

    private static Row<Thing> made(UUID id, String colour, Period<Thing> of) {
        return new Row<>(Place.line(1), shelf.things(), id, null, Thing.painted(colour, Interval.ALWAYS), null, of);
    }

    private static List<ProblemType> refusals(Row<?> row) {
        var refusals = new ArrayList<ProblemType>();
        shelf.database().write(transaction -> {
            Chunk.land(transaction, List.of(row), AUTHOR, new Chunk.Results() {

                @Override
                public void landed(Place place, Outcome<?> outcome) {
                    // What is recorded then, is looked at.
                }

                @Override
                public void refused(Place place, Problem refusal) {
                    refusals.add(refusal.type());
                }
            });
            return null;
        });
        return refusals;
    }

    private static Problem assertProblem(ProblemType type, Executable call) {
        var problem = assertThrows(Problem.class, call);
        assertEquals(type, problem.type());
        return problem;
    }

    @Test
    void what_is_withheld_is_neither_read_nor_written_and_what_is_erased_does_not_come_back() {
        var things = shelf.things();
        var id = UUID.randomUUID();
        shelf.add(id, "grey");
        var before = Instant.now();
        shelf.withhold(id);
        shelf.withhold(id);
        assertTrue(things.find(id, At.now(DAY)).isEmpty());
        for (var basis : At.Basis.values()) {
            assertTrue(things.find(id, new At(DAY, before, basis)).isEmpty());
        }
        assertEquals(ProblemType.NOT_FOUND,
                assertThrows(Problem.class, () -> things.reading().history(id, null)).type());
        assertEquals(ProblemType.CONFLICT, assertThrows(Problem.class, () -> shelf.paint(id, "blue")).type());
        assertEquals(ProblemType.CONFLICT, assertThrows(Problem.class, () -> shelf.retract(id)).type());
        assertEquals(0, told(id), "what waits to be sent has nothing of it either");
        shelf.database().write(transaction -> {
            things.release(transaction, id, Thing.SOURCES, AUTHOR);
            return null;
        });
        assertEquals("grey", things.find(id, At.now(DAY)).orElseThrow().content().colour());
        assertEquals(1, things.reading().history(id, null).size());
        shelf.paint(id, "blue");
        assertEquals(4, things.reading().found(id, null, At.now(DAY)).version(), "withholding and release are versions too");

        assertEquals(ProblemType.CONFLICT, assertThrows(Problem.class, () -> erase(id)).type());
        shelf.withhold(id);
        erase(id);
        assertEquals(ProblemType.CONFLICT, assertThrows(Problem.class, () -> shelf.database().write(transaction -> {
            things.release(transaction, id, Thing.SOURCES, AUTHOR);
            return null;
        })).type());
        assertEquals(ProblemType.CONFLICT, assertThrows(Problem.class, () -> shelf.add(id, "red")).type());
        assertEquals(0, told(id) + logged(id));
    }

    private void erase(UUID id) {
        shelf.database().write(transaction -> {
            shelf.things().erase(transaction, id);
            return null;
        });
    }

    private long told(UUID id) {
        return count("select count(*) from outbox where aggregateid = ? and (payload ~ 'grey|blue' or state is not null)", id);
    }

    private long logged(UUID id) {
        return count("select count(*) from change_log where key = ? and data ~ 'grey|blue'", id);
    }

    private long count(String query, UUID id) {
        return shelf.database().read(transaction -> transaction.first(query, row -> row.getLong(1), id.toString()))
                .orElseThrow();
    }
}
