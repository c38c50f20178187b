package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days that come, by a clock of the test's own. */
class AgendaTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final LocalDate SPRING = LocalDate.of(2026, 3, 1);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 9, 1);

    private final AtomicReference<LocalDate> today = new AtomicReference<>(TODAY);
    private Shelf shelf;
    private Agenda agenda;
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void start() {
        shelf = Shelf.fresh();
        agenda = new Agenda(List.of(shelf.things()), shelf.database(), () -> true, today::get);
        shelf.tell(agenda);
    }

    @AfterEach
    void stop() {
        shelf.close();
    }

    @Test
    void what_begins_and_ends_is_announced_on_its_day_and_not_before() {
        write("red", new Interval(SPRING, AUTUMN));
        assertEquals(List.of(), day(SPRING.minusDays(1)));
        assertEquals(List.of("took-effect"), day(SPRING));
        assertEquals(List.of(), day(SPRING.plusDays(1)));
        assertEquals(List.of("lapsed"), day(AUTUMN.plusDays(3)));
        assertFalse(agenda.announceNext());
        assertEquals(1, version("thing.took-effect"));
    }

    @Test
    void what_another_period_follows_has_not_lapsed() {
        write("red", new Interval(null, SPRING));
        write("green", new Interval(SPRING, null));
        assertEquals(List.of("took-effect"), day(SPRING));
    }

    @Test
    void what_was_changed_or_withdrawn_in_the_meantime_is_not_announced() {
        write("red", new Interval(SPRING, null));
        write("red", new Interval(null, null));
        assertEquals(List.of(), day(SPRING));
        write("green", new Interval(AUTUMN, null));
        shelf.retract(id);
        assertEquals(List.of(), day(AUTUMN));
    }

    @Test
    void the_past_brings_nothing() {
        write("red", new Interval(LocalDate.of(2020, 1, 1), LocalDate.of(2021, 1, 1)));
        assertEquals(List.of(), day(AUTUMN));
    }

    @Test
    void what_cannot_be_announced_holds_nothing_else_up() {
        var broken = new Records<>(shelf.ledger(), "thing-without-tables", Thing.class) {
        };
        agenda = new Agenda(List.of(broken, shelf.things()), shelf.database(), () -> true, today::get);
        shelf.database().write(transaction -> transaction.update("insert into agenda (topic, record, day) values (?, ?, ?)",
                broken.topic(), UUID.randomUUID(), SPRING.minusDays(1)));
        write("red", new Interval(SPRING, null));
        assertEquals(List.of("took-effect"), day(SPRING));
    }

    @Test
    void two_replicas_announce_it_once() throws Exception {
        write("red", new Interval(SPRING, null));
        today.set(SPRING);
        var other = new Agenda(List.of(shelf.things()), shelf.database(), () -> true, today::get);
        var both = Executors.newFixedThreadPool(2);
        both.invokeAll(Stream.of(agenda, other).<Callable<Boolean>>map(one -> one::announceNext).toList());
        both.shutdown();
        assertEquals(List.of("took-effect"), announced());
    }

    private void write(String colour, Interval valid) {
        shelf.things().writing().put(id, null, Thing.painted(colour, valid),
                version() == 0 ? Precondition.NONE : new Precondition("*", null), new Author("test", null));
    }

    private List<String> day(LocalDate day) {
        var before = announced().size();
        today.set(day);
        while (agenda.announceNext()) {
            assertTrue(announced().size() < 10);
        }
        return announced().subList(before, announced().size());
    }

    private List<String> announced() {
        return shelf.database().read(transaction -> transaction.list("select type from change_log"
                + " where type like '%took-effect%' or type like '%lapsed%' order by position",
                row -> row.getString(1).replaceAll(".*thing\\.|\\.v1", "")));
    }

    private int version() {
        return shelf.database().read(transaction -> transaction.first("select version from thing where id = ?",
                row -> row.getInt(1), id)).orElse(0);
    }

    private int version(String type) {
        return shelf.database().read(transaction -> transaction.first("select (data::jsonb ->> 'version')::int from change_log"
                + " where type like ?", row -> row.getInt(1), "%" + type + ".v1")).orElseThrow();
    }
}
