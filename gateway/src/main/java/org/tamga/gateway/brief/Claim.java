package org.tamga.gateway.brief;

import java.util.Map;
import java.util.TreeMap;

import org.tamga.gateway.pair.Pair;

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
        return quantity.isObject()
                ? new Brief.Quantity(quantity.path("relation").asText("exactly"), quantity.path("value").decimalValue(),
                        quantity.path("unit").asText(null))
                : null;
    }

    /** True if its words can be laid beside that measure's reading. */
    boolean isAbout(String measure, Map<String, String> dimensions, Pair pair) {
        return measure.equals(measure()) && (dimensions.equals(dimensions())
                || json.at("/measure/bothWays").asBoolean() && dimensions.equals(exchanged(pair)));
    }

    /** The code of the measure it can be compared with, or null. */
    String measure() {
        return json.at("/measure/code").asText(null);
    }

    Map<String, String> dimensions() {
        var dimensions = new TreeMap<String, String>();
        json.at("/measure/dimensions").fields()
                .forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return dimensions;
    }

    /** The dimensions the other way round, for words that hold both ways. */
    Map<String, String> exchanged(Pair pair) {
        var dimensions = dimensions();
        dimensions.replaceAll((name, value) -> pair.codes().contains(value) ? pair.other(value) : value);
        return dimensions;
    }

    /** True if it holds both ways. */
    boolean isBothWays() {
        return json.at("/measure/bothWays").asBoolean();
    }
}
