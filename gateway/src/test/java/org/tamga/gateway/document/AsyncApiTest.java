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
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The events' contract holds together. */
class AsyncApiTest {

    private static final String SCHEMA = ".v1.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** What the examples have as JSON comes as headers. */
    @Test
    void every_example_has_the_attributes_that_the_headers_of_its_channel_ask_for() throws IOException {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (var file : examples()) {
            var example = JSON.readTree(file.toFile());
            var message = resolved(
                    contract.path("channels").path(example.path("topic").asText()).at("/messages/change"));
            var attributes = JSON.createObjectNode().put("ce_specversion", "1.0").put("content-type", "application/json")
                    .put("ce_dataschema", "https://tamga.example/contracts/events/" + example.path("topic").asText() + SCHEMA);
            List.of("id", "source", "type", "subject", "time")
                    .forEach(name -> attributes.set("ce_" + name, example.path(name)));
            attributes.put("ce_sequence", example.path("sequence").asText());
            var faults = registry.getSchema(resolved(message.path("headers")).toString(), InputFormat.JSON)
                    .validate(attributes.toString(), InputFormat.JSON);
            assertTrue(faults.isEmpty(), () -> file + ": " + faults);
        }
    }

    private static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("../contracts/events"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".example.json")).toList();
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(contract.at(node.path("$ref").asText().substring(1))) : node;
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
