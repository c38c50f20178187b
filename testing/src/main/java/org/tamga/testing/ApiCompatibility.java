package org.tamga.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.tamga.testing.ApiDocument.Operation;
import org.tamga.testing.Compatibility.Use;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether those who call an API as one OpenAPI document describes it can go on where another describes it. */
public final class ApiCompatibility {

    private final ApiDocument former;
    private final ApiDocument newer;
    private final Compatibility schemas;

    private ApiCompatibility(JsonNode former, JsonNode newer) {
        this.former = new ApiDocument(former);
        this.newer = new ApiDocument(newer);
        this.schemas = new Compatibility(former, newer);
    }

    /**
     * What callers of the former API cannot do or read any more, each with its operation or the place of its schema; empty if the
     * newer one only grew.
     *
     * @param former as it is stored in contracts/openapi
     * @param newer as the code has it
     */
    public static List<String> broken(JsonNode former, JsonNode newer) {
        var compatibility = new ApiCompatibility(former, newer);
        compatibility.former.operations("").forEach(compatibility::compare);
        return compatibility.schemas.broken();
    }

    private void compare(Operation before) {
        newer.operations(before.path()).stream().filter(operation -> operation.id().equals(before.id())).findFirst()
                .ifPresentOrElse(now -> compare(before, now), () -> schemas.say(before.id(), "is gone"));
    }

    private void compare(Operation before, Operation now) {
        if (needsToken(now) && !needsToken(before)) {
            schemas.say(now.id(), "needs a token now");
        }
        for (var place : ApiDocument.PLACES) {
            compareParameters(now.id() + " " + place, former.parameters(before, place), newer.parameters(now, place));
        }
        compareBodies(now.id(), before.tree().path("requestBody"), now.tree().path("requestBody"));
        before.tree().path("responses").fields().forEachRemaining(answer -> compareAnswers(now.id() + " " + answer.getKey(),
                former.resolved(answer.getValue()), newer.resolved(now.tree().path("responses").path(answer.getKey()))));
    }

    private static boolean needsToken(Operation operation) {
        return !operation.tree().path("security").isEmpty();
    }

    private void compareParameters(String place, List<JsonNode> parameters, List<JsonNode> newerParameters) {
        var before = byName(parameters);
        var now = byName(newerParameters);
        before.forEach((name, parameter) -> {
            if (now.containsKey(name)) {
                schemas.compare(Use.WRITTEN, place + " " + name, parameter.path("schema"), now.get(name).path("schema"));
            } else {
                schemas.say(place + " " + name, "is gone");
            }
        });
        now.forEach((name, parameter) -> {
            if (isRequired(parameter) && !isRequired(before.get(name))) {
                schemas.say(place + " " + name, "is required now");
            }
        });
    }

    private static Map<String, JsonNode> byName(List<JsonNode> parameters) {
        return parameters.stream()
                .collect(Collectors.toMap(parameter -> parameter.path("name").asText(), parameter -> parameter,
                        (one, other) -> one, TreeMap::new));
    }

    private void compareBodies(String operation, JsonNode before, JsonNode now) {
        if (isRequired(now) && !isRequired(before)) {
            schemas.say(operation, "needs a body now");
        }
        compareContents(Use.WRITTEN, operation + " body", before, now);
    }

    private void compareAnswers(String place, JsonNode before, JsonNode now) {
        if (now.isMissingNode()) {
            schemas.say(place, "is gone");
            return;
        }
        before.path("headers").fieldNames().forEachRemaining(header -> {
            if (!now.path("headers").has(header)) {
                schemas.say(place + " " + header, "is gone");
            }
        });
        compareContents(Use.READ, place, before, now);
    }

    private void compareContents(Use use, String place, JsonNode before, JsonNode now) {
        before.path("content").fields().forEachRemaining(content -> {
            var there = place + " " + content.getKey();
            var same = now.path("content").path(content.getKey());
            if (same.isMissingNode()) {
                schemas.say(there, "is gone");
            } else {
                schemas.compare(use, there, content.getValue().path("schema"), same.path("schema"));
            }
        });
    }

    private static boolean isRequired(JsonNode some) {
        return some != null && some.path("required").asBoolean();
    }
}
