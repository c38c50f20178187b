package org.tamga.record.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Records;
import org.tamga.record.Shelf;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Duty;

/** Over a shelf of things, of which each is a reading of its own. */
class DefinitionsTest {

    private static final int THINGS = 2 * Definitions.TOGETHER + 10;

    private final Shelf shelf = Shelf.fresh();
    private long term;
    private final Duty duty = new Duty() {

        @Override
        public boolean isMine() {
            return true;
        }

        @Override
        public long term() {
            return term;
        }
    };

    @AfterEach
    void close() {
        shelf.close();
    }

    /** @param words null where what is counted cannot be said */
    private record Counted(String code, int version, String words, List<Ground<?>> grounds) implements Measure {

        @Override
        public LanguageMap name() {
            return LanguageMap.of("en", "Things");
        }

        @Override
        public String unit() {
            return "things";
        }

        @Override
        public List<Dimension> dimensions() {
            return List.of(Dimension.text("thing", ".+", "is a thing"));
        }

        @Override
        public LanguageMap definition() {
            return LanguageMap.of("en", words);
        }

        @Override
        public Reading read(Map<String, String> dimensions, At at) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void the_readings_by_a_new_definition_are_marked_some_records_at_a_time_and_go_on_where_a_process_ended() {
        add(THINGS);
        var measure = new Counted("test.things", 1, "All", List.of(each(shelf.records()), each(shelf.records())));
        var definitions = definitions(measure);
        definitions.announce();
        assertEquals(0, marked("test.things"));
        assertTrue(definitions.markNext());
        assertEquals(Definitions.TOGETHER, marked("test.things"));
        assertTrue(definitions.markNext());

        var next = definitions(measure);
        next.announce();
        assertEquals(1, announced());
        assertEquals(2 * Definitions.TOGETHER, marked("test.things"));
        markAll(next);
        // Those of the second ground that this process has not marked itself are marked once more.
        assertEquals(2 * Definitions.TOGETHER + THINGS, marked("test.things"));
    }

    @Test
    void where_a_definition_says_the_same_in_other_words_no_reading_is_computed_anew() {
        add(3);
        var ground = each(shelf.records());
        var first = definitions(new Counted("test.things", 1, "All", List.of(ground)));
        first.announce();
        markAll(first);
        assertEquals(3, marked("test.things"));

        var reworded = definitions(new Counted("test.things", 1, "All of them", List.of(ground)));
        reworded.announce();
        assertEquals(2, announced());
        assertFalse(reworded.markNext());

        var other = definitions(new Counted("test.things", 2, "All of them", List.of(ground)));
        other.announce();
        markAll(other);
        assertEquals(6, marked("test.things"));
    }

    @Test
    void a_process_that_has_the_duty_again_announces_its_definitions_again() {
        var ground = each(shelf.records());
        var older = definitions(new Counted("test.things", 1, "All", List.of(ground)));
        older.announce();
        definitions(new Counted("test.things", 2, "All", List.of(ground))).announce();
        older.announce();
        assertEquals(2, announced());
        term++;
        older.announce();
        assertEquals(3, announced());
    }

    @Test
    void a_definition_that_fails_holds_up_no_other() {
        add(3);
        var unspeakable = new Counted("test.unspeakable", 1, null, List.of(each(shelf.records())));
        var uncounted = new Counted("test.uncounted", 1, "Some", List.of(none(shelf.records())));
        var counted = new Counted("test.counted", 1, "All", List.of(each(shelf.records())));
        var definitions = definitions(unspeakable, uncounted, counted);
        definitions.announce();
        definitions.requireAnnounced(counted);
        assertThrows(IllegalStateException.class, () -> definitions.requireAnnounced(unspeakable));
        markAll(definitions);
        assertEquals(3, marked("test.counted"));
        assertEquals(0, marked("test.uncounted"));
    }

    private static <C extends Record> Measure.Ground<C> each(Records<C> records) {
        return new Measure.Ground<>(records, (transaction, period) -> Stream.of(Map.of("thing", period.id().toString())));
    }

    private static <C extends Record> Measure.Ground<C> none(Records<C> records) {
        return new Measure.Ground<>(records, (transaction, period) -> {
            throw new IllegalStateException("nobody knows");
        });
    }

    private Definitions definitions(Measure... measures) {
        return new Definitions(shelf.database(), List.of(measures), new Marks(null, shelf.database(), Json.mapper()),
                new ChangeLog(), Json.mapper(), duty, "test");
    }

    private static void markAll(Definitions definitions) {
        while (definitions.markNext()) {
            // The next ones.
        }
    }

    private void add(int things) {
        for (int i = 0; i < things; i++) {
            shelf.add(UUID.randomUUID(), "red");
        }
    }

    private int marked(String code) {
        return count("select count(*) from mark where kind = 'measure' and key like ? || '?%'", code);
    }

    private int announced() {
        return count("select count(*) from change_log where topic = ?", "test.measure-definition");
    }

    private int count(String sql, String argument) {
        return shelf.database().read(transaction -> transaction.first(sql, row -> row.getInt(1), argument)).orElseThrow();
    }
}
