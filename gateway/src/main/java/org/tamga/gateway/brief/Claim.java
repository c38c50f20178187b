package org.tamga.gateway.brief;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/** A claim as the events service gives it, with who made it. Only what a brief reads is looked at. */
record Claim(JsonNode json) {

    String id() {
        return json.path("id").asText();
    }

    JsonNode text() {
        return json.path("text");
    }

    JsonNode statement() {
        return json.path("statement");
    }

    /** Where it was made, or null. */
    String gatheringId() {
        return json.at("/statement/gatheringId").asText(null);
    }

    /** When it was said, else the time of which it was said (EDTF); null if neither is recorded. */
    String said() {
        return json.at("/statement/saidOn").asText(aboutDate());
    }

    String aboutDate() {
        return json.path("aboutDate").asText(null);
    }

    Brief.Quantity quantity() {
        var quantity = json.path("quantity");
        return Brief.Quantity.of(quantity, quantity.path("unit").asText(null));
    }

    /** How it stands to the record by the latest assessment, a person's before a computed one; null where there is none. */
    String verdict() {
        return json.at("/assessed/verdict").asText(null);
    }

    /** What the record said by that assessment; null where it said nothing. */
    Brief.Quantity observed() {
        var observed = json.at("/assessed/observed");
        return observed.path("value").isNumber()
                ? Brief.Quantity.exactly(observed.path("value").decimalValue(), observed.path("unit").asText(null))
                : null;
    }

    /** True if its words can be laid beside that measure's reading. */
    boolean isAbout(String measure, Map<String, String> dimensions) {
        return measure.equals(measure()) && (dimensions.equals(dimensions())
                || json.at("/measure/bothWays").asBoolean() && dimensions.equals(exchanged()));
    }

    /** The code of the measure it can be compared with, or null. */
    String measure() {
        return json.at("/measure/code").asText(null);
    }

    Map<String, String> dimensions() {
        return dimensions(json.at("/measure/dimensions"));
    }

    /** A measure's dimensions in the order of their names. */
    static Map<String, String> dimensions(JsonNode named) {
        var dimensions = new TreeMap<String, String>();
        named.fields()
                .forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return dimensions;
    }

    /** The dimensions the other way round, for words that hold both ways between two countries. */
    Map<String, String> exchanged() {
        var dimensions = dimensions();
        var countries = dimensions.values().stream().filter(value -> value.matches("[A-Z]{2}")).distinct().toList();
        if (countries.size() == 2) {
            dimensions.replaceAll((name, value) -> countries.contains(value)
                    ? countries.get(1 - countries.indexOf(value))
                    : value);
        }
        return dimensions;
    }

    /** True if it holds both ways. */
    boolean isBothWays() {
        return json.at("/measure/bothWays").asBoolean();
    }
}
