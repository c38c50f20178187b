package org.tamga.events.progress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.tamga.commons.json.Json;

import com.fasterxml.jackson.core.JsonProcessingException;

class BoundEventTest {

    @Test
    void what_is_asked_of_a_list_is_met_by_one_of_its_elements() throws JsonProcessingException {
        var parties = """
                      {"status": "signed", "countries": ["KZ", "KR"], "from": null,
                       "parties": [{"organisation": "X", "role": "guest"}, {"organisation": "Y", "role": "coordinator"}]}""";
        var event = new BoundEvent(UUID.randomUUID(), Instant.now(), List.of(), List.of(Json.mapper().readTree(parties)));
        assertTrue(event.has(Map.of()));
        assertTrue(event.has(Map.of("status", "signed", "countries", "KR")));
        assertTrue(event.has(Map.of("parties.organisation", "Y", "parties.role", "coordinator")));
        assertFalse(event.has(Map.of("parties.organisation", "X", "parties.role", "coordinator")));
        assertFalse(event.has(Map.of("status", "signed", "countries", "JP")));
        assertFalse(event.has(Map.of("from", "null")));
        assertFalse(event.has(Map.of("parties", "X")));
        assertFalse(event.has(Map.of("nothing.of.that", "X")));
    }
}
