package org.tamga.gateway.brief;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A fact as a section finds it, before its sources have their numbers; {@link Brief.Fact} says what its members mean.
 *
 * @param claims what was said of the same
 * @param sources the record's citations, or a missing node
 */
record Finding(String id, String kind, String text, String by, BigDecimal value, String unit, String date, String confidence,
        String evidence, List<Claim> claims, JsonNode sources) {

    /** A fact that a record states: id, confidence and sources are the record's. */
    static Finding of(JsonNode item, String kind, String text, String date) {
        return new Finding(item.path("id").asText(""), kind, text, null, null, null, date, item.path("confidence").asText(null),
                null, List.of(), item.path("sources"));
    }

    /** A fact that is computed from records: it rests on them, and they on their sources. */
    static Finding computed(String id, String kind, String text, String date, String evidence) {
        return new Finding(id, kind, text, null, null, null, date, null, evidence, List.of(), MissingNode.getInstance());
    }

    Finding withId(String other) {
        return new Finding(other, kind, text, by, value, unit, date, confidence, evidence, claims, sources);
    }

    Finding saidBy(String speaker) {
        return new Finding(id, kind, text, speaker, value, unit, date, confidence, evidence, claims, sources);
    }

    Finding withValue(BigDecimal figure, String itsUnit) {
        return new Finding(id, kind, text, by, figure, itsUnit, date, confidence, evidence, claims, sources);
    }

    Finding withClaims(List<Claim> words) {
        return new Finding(id, kind, text, by, value, unit, date, confidence, evidence, words, sources);
    }
}
