package org.tamga.education.institution;

import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Records of the Research Organization Registry in its schema v1 (dumps until 2025), as schema v2 says the same. */
final class RorV1 {

    private RorV1() {
    }

    static boolean is(JsonNode record) {
        return record.path("name").isTextual() && !record.has("names");
    }

    /** What of it is read here; v1 has links of web pages, but no domains. */
    static JsonNode asV2(JsonNode v1) {
        var v2 = JsonNodeFactory.instance.objectNode();
        for (var same : new String[]{"id", "established", "status", "relationships"}) {
            if (v1.has(same)) {
                v2.set(same, v1.get(same));
            }
        }
        name(v2, v1.get("name"), "ror_display", null);
        v1.path("labels").forEach(label -> name(v2, label.path("label"), "label", label.path("iso639").textValue()));
        v1.path("aliases").forEach(alias -> name(v2, alias, "alias", null));
        v1.path("acronyms").forEach(acronym -> name(v2, acronym, "acronym", null));
        for (Map.Entry<String, JsonNode> external : v1.path("external_ids").properties()) {
            var all = external.getValue().path("all");
            var given = v2.withArray("external_ids").addObject().put("type", external.getKey().toLowerCase(Locale.ROOT));
            // Where there is one it may stand without its array.
            given.set("all", all.isArray() ? all : JsonNodeFactory.instance.arrayNode().add(all));
        }
        var place = v2.withArray("locations").addObject().putObject("geonames_details");
        place.set("name", v1.at("/addresses/0/city"));
        place.set("country_code", v1.at("/country/country_code"));
        return v2;
    }

    private static void name(ObjectNode v2, JsonNode value, String type, String language) {
        v2.withArray("names").addObject().put("lang", language).<ObjectNode>set("value", value).withArray("types").add(type);
    }
}
