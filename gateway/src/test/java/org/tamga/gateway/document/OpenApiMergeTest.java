package org.tamga.gateway.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class OpenApiMergeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_is_the_same_everywhere_stays_one() {
        var merged = merge("{'components': {'schemas': {'Citation': {'type': 'object'}}}}",
                "{'components': {'schemas': {'Citation': {'type': 'object'}}}}");
        assertEquals(json("{'Citation': {'type': 'object'}}"), merged.at("/components/schemas"));
    }

    @Test
    void what_differs_gets_its_parts_name_and_so_do_references_to_it() {
        var merged = merge(part("Count", "integer", "/api/trade/counts"), part("Count", "string", "/api/events/counts"));
        assertEquals("integer", merged.at("/components/schemas/TradeCount/type").asText());
        assertEquals("string", merged.at("/components/schemas/EventsCount/type").asText());
        assertFalse(merged.at("/components/schemas").has("Count"));
        assertEquals("#/components/schemas/TradeCount", merged.at("/paths/~1api~1trade~1counts/get/schema/$ref").asText());
        assertEquals("#/components/schemas/EventsCount", merged.at("/paths/~1api~1events~1counts/get/schema/$ref").asText());
    }

    @Test
    void what_refers_to_something_that_differs_differs_too_however_far_away() {
        var far = ", 'List': {'items': {'$ref': '#/components/schemas/Item'}}, 'Item': {'$ref': '#/components/schemas/Count'}";
        var merged = merge("{'components': {'schemas': {'Count': {'type': 'integer'}" + far + "}}}",
                "{'components': {'schemas': {'Count': {'type': 'string'}" + far + "}}}");
        assertEquals(6, merged.at("/components/schemas").size());
        assertEquals("#/components/schemas/TradeItem", merged.at("/components/schemas/TradeList/items/$ref").asText());
    }

    @Test
    void mappings_of_discriminators_are_references_too() {
        var merged = merge(
                "{'components': {'schemas': {'A': {'type': 'object'}, 'B': {'discriminator': {'mapping': {'a': '#/components/schemas/A'}}}}}}",
                "{'components': {'schemas': {'A': {'type': 'string'}}}}");
        assertEquals("#/components/schemas/TradeA", merged.at("/components/schemas/B/discriminator/mapping/a").asText());
    }

    @Test
    void tags_that_several_parts_have_are_told_apart() {
        var merged = merge(
                "{'tags': [{'name': 'measures'}], 'paths': {'/api/trade/measures': {'get': {'tags': ['measures']}}}}",
                "{'tags': [{'name': 'measures'}, {'name': 'claims'}], 'paths': {'/api/events/measures': {'get': {'tags': ['measures']}}}}");
        assertEquals("trade: measures", merged.at("/paths/~1api~1trade~1measures/get/tags/0").asText());
        assertEquals(json("[{'name': 'events: measures'}, {'name': 'claims'}, {'name': 'trade: measures'}]"),
                merged.path("tags"));
    }

    @Test
    void security_schemes_are_shared() {
        var scheme = "{'components': {'securitySchemes': {'token': {'type': 'http'}}}}";
        assertTrue(merge(scheme, scheme).at("/components/securitySchemes").has("token"));
    }

    private static String part(String name, String type, String path) {
        return "{'paths': {'%s': {'get': {'schema': {'$ref': '#/components/schemas/%s'}}}}, 'components': {'schemas': {'%s': {'type': '%s'}}}}"
                .formatted(path, name, name, type);
    }

    private static ObjectNode merge(String trade, String events) {
        return OpenApiMerge.of(Map.of("trade", json(trade), "events", json(events)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
