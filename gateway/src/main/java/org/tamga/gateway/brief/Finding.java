package org.tamga.gateway.brief;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A fact as a section finds it, before its sources have their numbers; {@link Brief.Fact} says what its members mean.
 *
 * @param label what a figure is of, or null where there is none
 * @param figure null too where it is of something of which nothing is recorded
 * @param claims what was said of the same
 * @param sources the record's citations, or what it was computed from as one; or a missing node
 */
record Finding(String id, String kind, String label, String text, String by, Brief.Quantity figure, String date,
        String confidence, String evidence, List<Claim> claims, String verdict, Brief.Quantity observed, JsonNode sources) {

    /** A fact that a record states: id, confidence and sources are the record's. */
    static Finding of(JsonNode item, String kind, String text, String date) {
        return new Finding(item.path("id").asText(""), kind, null, text, null, null, date,
                item.path("confidence").asText(null), null, List.of(), null, null, item.path("sources"));
    }

    /** A fact that is computed from records: it rests on them, and they on their sources. */
    static Finding computed(String id, String kind, String text, String date, String evidence) {
        return new Finding(id, kind, null, text, null, null, date, null, evidence, List.of(), null, null,
                MissingNode.getInstance());
    }

    Finding withSources(JsonNode citations) {
        return new Finding(id, kind, label, text, by, figure, date, confidence, evidence, claims, verdict, observed,
                citations);
    }

    Finding withId(String other) {
        return new Finding(other, kind, label, text, by, figure, date, confidence, evidence, claims, verdict, observed,
                sources);
    }

    Finding saidBy(String speaker) {
        return new Finding(id, kind, label, text, speaker, figure, date, confidence, evidence, claims, verdict, observed,
                sources);
    }

    Finding withFigure(Brief.Quantity itsFigure) {
        return new Finding(id, kind, label, text, by, itsFigure, date, confidence, evidence, claims, verdict, observed,
                sources);
    }

    /** A line of a table: what it is of, and the figure. */
    Finding withFigure(String of, Brief.Quantity itsFigure) {
        return new Finding(id, kind, of, text, by, itsFigure, date, confidence, evidence, claims, verdict, observed, sources);
    }

    Finding withClaims(List<Claim> words) {
        return new Finding(id, kind, label, text, by, figure, date, confidence, evidence, words, verdict, observed, sources);
    }

    /** Words that stand by themselves: how they stand to the record, and what that said, as {@link Brief.Fact} has it. */
    Finding withVerdict(String itsVerdict, Brief.Quantity inTheRecord) {
        return new Finding(id, kind, label, text, by, figure, date, confidence, evidence, claims, itsVerdict, inTheRecord,
                sources);
    }
}
