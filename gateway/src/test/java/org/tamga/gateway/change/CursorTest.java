package org.tamga.gateway.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CursorTest {

    private static final String EPOCH = "MkU3OEVBNTcwNTJENDM2Qg";

    @Property
    void comes_back_from_its_text(@ForAll("places") SortedMap<TopicPartition, Long> next) {
        var cursor = new Cursor(EPOCH, next);
        assertEquals(Optional.of(cursor), Cursor.decoded(cursor.encoded()));
    }

    @Property
    void no_text_breaks_the_reading(@ForAll String text) {
        Cursor.decoded(text).ifPresent(cursor -> assertEquals(text, cursor.encoded()));
    }

    @Property
    void a_cut_text_is_no_cursor_or_a_shorter_one(@ForAll("places") SortedMap<TopicPartition, Long> next, @ForAll byte cut) {
        var text = new Cursor(EPOCH, next).encoded();
        Cursor.decoded(text.substring(0, Math.floorMod(cut, text.length())));
    }

    @Provide
    Arbitrary<SortedMap<TopicPartition, Long>> places() {
        var partition = Combinators.combine(
                Arbitraries.of("events.claim", "trade.company", "trade.company-note", "mobility.visa-regime"),
                Arbitraries.integers().between(0, 12)).as(TopicPartition::new);
        return Arbitraries.maps(partition, Arbitraries.longs().between(1, Long.MAX_VALUE)).map(map -> {
            var sorted = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
            sorted.putAll(map);
            return sorted;
        });
    }

    @Test
    void leaves_out_partitions_without_data() {
        var next = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        next.put(new TopicPartition("trade.company", 0), 0L);
        assertTrue(new Cursor(EPOCH, next).next().isEmpty());
    }

    @Test
    void stays_under_four_kilobytes_with_all_topics_full() {
        var next = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        for (var topic = 0; topic < 50; topic++) {
            for (var partition = 0; partition < 6; partition++) {
                next.put(new TopicPartition("education.presence-kind-" + topic, partition), 200_000_000L);
            }
        }
        assertTrue(new Cursor(Uuid.randomUuid().toString(), next).encoded().length() < 4096);
    }

    @Test
    void is_covered_by_a_place_that_is_behind_it_nowhere() {
        var here = new TopicPartition("trade.company", 0);
        var there = new TopicPartition("trade.company", 1);
        var place = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        place.put(here, ThreadLocalRandom.current().nextLong(1, 1000));
        var cursor = new Cursor(EPOCH, place);
        assertTrue(cursor.covers(place));
        place.put(there, 1L);
        assertFalse(cursor.covers(place));
    }
}
