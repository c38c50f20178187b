package org.tamga.testing;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

/** The running service's OpenAPI document, as its callers read it. */
final class ApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
    /** Where parameters stand. */
    static final List<String> PLACES = List.of("path", "query", "header", "cookie");
    private static final int DEEPEST = 6;
    private static final String SCHEMAS = "#/components/schemas/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode tree;
    private final Map<String, Schema> answers = new HashMap<>();

    ApiDocument(JsonNode tree) {
        this.tree = tree;
    }

    static ApiDocument ofTheRunningService() {
        return new ApiDocument(parsed(given().accept("application/json").get("/q/openapi?format=json").then().statusCode(200)
                .extract().asString()));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One method of one address.
     *
     * @param method in capitals
     * @param path with its variables in braces
     */
    record Operation(String method, String path, JsonNode tree) {

        String id() {
            return method + " " + path;
        }
    }

    /** Those whose address begins like this. */
    List<Operation> operations(String beginning) {
        var operations = new ArrayList<Operation>();
        tree.get("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
            if (path.getKey().startsWith(beginning) && METHODS.contains(operation.getKey())) {
                operations.add(new Operation(operation.getKey().toUpperCase(), path.getKey(), operation.getValue()));
            }
        }));
        return operations;
    }

    JsonNode tree() {
        return tree;
    }

    boolean has(String method, String path) {
        return tree.get("paths").path(path).has(method);
    }

    /** The parameters of an operation that stand in this place. */
    List<JsonNode> parameters(Operation operation, String place) {
        var parameters = new ArrayList<JsonNode>();
        operation.tree().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        parameters.removeIf(parameter -> !parameter.path("in").asText().equals(place));
        return parameters;
    }

    /** The schema of an operation's body in a media type; missing where there is none. */
    JsonNode body(Operation operation, String type) {
        return resolved(operation.tree().at("/requestBody/content").path(type).path("schema"));
    }

    /** What is wrong with an answer; empty where it is as the document says. */
    List<String> faults(Operation operation, int status, String type, byte[] body) {
        var answer = operation.tree().path("responses").path(Integer.toString(status));
        if (answer.isMissingNode()) {
            return List.of("the document knows no answer " + status);
        }
        if (body.length > 0 && !answer.path("content").has(type)) {
            return List.of("the document knows no answer that is " + type);
        }
        var schema = answer.path("content").path(type).path("schema");
        if (schema.isMissingNode() || !type.equals("application/json")) {
            return List.of();
        }
        var text = new String(body, StandardCharsets.UTF_8);
        var faults = new ArrayList<String>();
        answers.computeIfAbsent(operation.id() + " " + status, key -> compiled(schema)).validate(text, InputFormat.JSON)
                .forEach(fault -> faults.add(fault.toString()));
        unnamed("", schema, parsed(text), faults);
        return faults.stream().limit(3).toList();
    }

    /** Members that an answer has and its schema does not name: who reads the document cannot know of them. */
    private void unnamed(String place, JsonNode schema, JsonNode value, List<String> faults) {
        var parts = parts(schema);
        if (value.isArray()) {
            parts.stream().filter(part -> part.has("items"))
                    .forEach(part -> value.forEach(item -> unnamed(place + "/-", part.get("items"), item, faults)));
        }
        if (!value.isObject() || parts.stream().noneMatch(part -> part.has("properties"))
                || parts.stream().anyMatch(part -> part.has("additionalProperties"))) {
            return;
        }
        value.fields().forEachRemaining(member -> {
            var there = place + "/" + member.getKey();
            parts.stream().map(part -> part.path("properties").path(member.getKey())).filter(named -> !named.isMissingNode())
                    .findFirst().ifPresentOrElse(named -> unnamed(there, named, member.getValue(), faults),
                            () -> faults.add("the document does not name " + there));
        });
    }

    /** All that a schema asks at once; nothing of one that leaves a choice. */
    private List<JsonNode> parts(JsonNode schema) {
        var own = resolved(schema);
        if (own.has("oneOf") || own.has("anyOf")) {
            return List.of();
        }
        var parts = new ArrayList<JsonNode>(List.of(own));
        own.path("allOf").forEach(part -> parts.addAll(parts(part)));
        return parts;
    }

    private Schema compiled(JsonNode schema) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("$defs", tree.at("/components/schemas"));
        return REGISTRY.getSchema(parsed(whole.toString().replace(SCHEMAS, "#/$defs/")));
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(tree.at(node.get("$ref").textValue().substring(1))) : node;
    }

    /** Something that the schema allows, with all that it names. */
    JsonNode example(JsonNode schema) {
        return example("", schema, 0);
    }

    private JsonNode example(String name, JsonNode given, int depth) {
        var schema = resolved(given);
        if (name.equals("sources")) {
            return NODES.arrayNode().add(Citations.any());
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        for (var choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return example(name, schema.get(choice).get(0), depth);
            }
        }
        return switch (type(schema)) {
            case "object" -> {
                var object = NODES.objectNode();
                if (depth < DEEPEST) {
                    schema.path("properties").fields().forEachRemaining(
                            property -> object.set(property.getKey(),
                                    example(property.getKey(), property.getValue(), depth + 1)));
                    if (schema.path("additionalProperties").isObject()) {
                        object.set("en", example("", schema.get("additionalProperties"), depth + 1));
                    }
                }
                yield object;
            }
            case "array" -> depth < DEEPEST
                    ? NODES.arrayNode().add(example("", schema.path("items"), depth + 1))
                    : NODES.arrayNode();
            case "integer", "number" -> NODES.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> NODES.booleanNode(true);
            default -> NODES.textNode(text(schema));
        };
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        return (type.isArray() ? type.get(0) : type).asText(schema.has("properties") ? "object" : "string");
    }

    private static String text(JsonNode schema) {
        if (schema.has("pattern")) {
            return "KR";
        }
        if (schema.path("description").asText().contains("EDTF")) {
            return "2025";
        }
        return switch (schema.path("format").asText()) {
            case "date" -> "2025-01-01";
            case "date-time" -> "2025-01-01T00:00:00Z";
            case "uuid" -> UUID.randomUUID().toString();
            default -> "text";
        };
    }

    /** The names of the fields of a form; empty where the operation takes none. */
    List<String> formFields(Operation operation) {
        var names = new ArrayList<String>();
        body(operation, "application/x-www-form-urlencoded").path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
