package org.tamga.gateway.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.tamga.gateway.change.Withholdings.Stretch;

class WithholdingsTest {

    private static final TopicPartition PARTITION = new TopicPartition("events.person", 0);

    private final Withholdings withholdings = new Withholdings();

    private Optional<Stretch> unknown(long place) {
        return withholdings.unknown(Set.of(PARTITION), Map.of(PARTITION, place));
    }

    @Test
    void a_stretch_that_takes_more_than_a_turn_is_gone_on_with_where_it_was_left() {
        withholdings.begin("cluster", Map.of(PARTITION, 5_000L));
        var first = unknown(500).orElseThrow();
        assertEquals(new Stretch(PARTITION, 3_000, 3_000, 5_000), first);
        withholdings.left(first, 3_700);
        withholdings.left(first, 3_200);
        assertEquals(new Stretch(PARTITION, 3_000, 3_700, 5_000), unknown(500).orElseThrow());
        withholdings.looked(unknown(500).orElseThrow());
        assertEquals(new Stretch(PARTITION, 1_000, 1_000, 3_000), unknown(500).orElseThrow());
        assertEquals(Optional.empty(), unknown(3_000));
        withholdings.looked(unknown(500).orElseThrow());
        withholdings.looked(unknown(500).orElseThrow());
        assertEquals(Optional.empty(), unknown(500));
    }
}
