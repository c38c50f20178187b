package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class CompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMER = """
                                         {"type": "object", "required": ["id", "after"], "properties": {
                                           "id": {"type": "string", "format": "uuid"},
                                           "after": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/period"}}},
                                          "$defs": {"period": {"type": "object", "required": ["status"], "properties": {
                                           "status": {"type": "string", "enum": ["open", "closed"]},
                                           "names": {"type": "object", "additionalProperties": {"type": "string"}},
                                           "until": {"type": ["string", "null"]}}}}}""";

    @Test
    void a_contract_may_grow_and_promise_more() throws IOException {
        assertBroken("/properties/id", "\"description\": \"UUIDv7\"");
        assertBroken("/$defs/period/properties", "\"more\": {\"type\": \"string\"}");
        assertBroken("/$defs/period", "\"required\": [\"status\", \"names\"]");
        assertBroken("/$defs/period/properties/until", "\"type\": \"string\"");
        assertBroken("/$defs/period/properties/status", "\"enum\": [\"open\"]");
    }

    @Test
    void what_readers_relied_on_may_not_change() throws IOException {
        assertBroken("/properties/id", "\"type\": \"integer\"", "/properties/id has the type \"integer\", and had \"string\"");
        assertBroken("/properties/id", "\"type\": [\"string\", \"null\"]",
                "/properties/id has the type [\"string\",\"null\"], and had \"string\"");
        assertBroken("/properties/id", "\"format\": \"uri\"", "/properties/id has \"uri\" for the format \"uuid\"");
        assertBroken("/properties/after", "\"minItems\": 0", "/properties/after has 0 for the minItems 1");
        assertBroken("", "\"required\": [\"id\"]", "/properties/after is not required any more");
        assertBroken("/$defs/period/properties/status", "\"enum\": [\"open\", \"closed\", \"lost\"]",
                "/$defs/period/properties/status has values beside [\"open\",\"closed\"]");
        assertBroken("/$defs/period/properties/names/additionalProperties", "\"type\": \"number\"",
                "/$defs/period/properties/names/additionalProperties has the type \"number\", and had \"string\"");
        assertBroken("/$defs", "\"period\": {\"type\": \"object\", \"required\": [\"status\"], \"properties\": {}}",
                "/$defs/period/properties/status is gone", "/$defs/period/properties/names is gone",
                "/$defs/period/properties/until is gone");
    }

    private static void assertBroken(String place, String member, String... broken) throws IOException {
        var newer = JSON.readTree(FORMER);
        ((ObjectNode) newer.at(place)).setAll((ObjectNode) JSON.readTree("{" + member + "}"));
        assertEquals(List.of(broken), Compatibility.broken(former(), newer));
    }

    private static JsonNode former() throws IOException {
        return JSON.readTree(FORMER);
    }
}
