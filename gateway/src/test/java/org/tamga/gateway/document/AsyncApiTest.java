package org.tamga.gateway.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The events' contract holds together. */
class AsyncApiTest {

    private static final String SCHEMA = ".v1.schema.json";

    private final JsonNode contract = read();

    @Test
    void every_change_channel_has_its_state_and_the_other_way_round() {
        names(contract.path("channels")).forEach(channel -> {
            assertTrue(
                    contract.path("channels")
                            .has(channel.endsWith(".state") ? channel.substring(0, channel.length() - 6) : channel + ".state"),
                    channel);
            assertEquals(channel, contract.path("channels").path(channel).path("address").asText());
        });
    }

    @Test
    void every_schema_of_an_event_has_its_channel_and_the_other_way_round() throws IOException {
        try (var files = Files.list(Path.of("../contracts/events"))) {
            var topics = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SCHEMA))
                    .map(name -> name.substring(0, name.length() - SCHEMA.length())).collect(Collectors.toSet());
            var channels = new HashSet<>(names(contract.path("channels")));
            channels.removeIf(channel -> channel.endsWith(".state"));
            assertEquals(new TreeSet<>(topics), new TreeSet<>(channels));
        }
    }

    @Test
    void every_channel_is_sent_to() {
        var sent = new HashSet<String>();
        contract.path("operations").forEach(operation -> {
            assertEquals("send", operation.path("action").asText());
            sent.add(operation.at("/channel/$ref").asText().replace("#/channels/", ""));
        });
        assertEquals(new HashSet<>(names(contract.path("channels"))), sent);
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new ArrayList<String>();
        collect(contract, references);
        assertFalse(references.isEmpty());
        references.forEach(reference -> assertFalse(contract.at(reference.substring(1)).isMissingNode(), reference));
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.has("$ref")) {
            references.add(node.path("$ref").asText());
        }
        node.forEach(child -> collect(child, references));
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Path.of("../contracts/asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
