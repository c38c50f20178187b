package org.tamga.mobility.gathering;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class GatheringContractTest {

    private static final Path CONTRACT = Path.of("..", "contracts", "events", "events.gathering.v1.schema.json");

    @Test
    void what_we_read_is_what_events_service_promises() throws IOException {
        var contract = new ObjectMapper().readTree(CONTRACT.toFile());
        var period = contract.at("/$defs/period/properties");
        assertPromised(period, Gathering.class);
        assertPromised(period.at("/place/properties"), Gathering.Place.class);
    }

    private static void assertPromised(JsonNode properties, Class<?> read) {
        for (var name : Stream.of(read.getRecordComponents()).map(RecordComponent::getName).toList()) {
            assertTrue(properties.has(name), () -> name + " is not promised in " + CONTRACT);
        }
    }
}
