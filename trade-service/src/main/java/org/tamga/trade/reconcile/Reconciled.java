package org.tamga.trade.reconcile;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/** What goes in and out of the reconciliation service, as the W3C Community Group's specification 0.2 names it. */
final class Reconciled {

    private Reconciled() {
    }

    /** Something with an id and a name: a type, a property. */
    record Named(String id, String name) {}

    /** What the service is: the answer where nothing is asked. */
    record Manifest(List<String> versions, String name, String identifierSpace, String schemaSpace, String documentation,
            List<Named> defaultTypes, View view, Map<String, SuggestService> suggest, int batchSize) {}

    /** Where a person can look at a candidate. */
    record View(String url) {}

    /** Where completions are asked for. */
    record SuggestService(@JsonProperty("service_url") String serviceUrl, @JsonProperty("service_path") String servicePath) {}

    /**
     * One cell to be matched.
     *
     * @param type the id of a type, or nothing
     * @param limit how many candidates are wanted
     * @param properties what else is known
     */
    record Query(String query, JsonNode type, Integer limit, List<Known> properties,
            @JsonProperty("type_strict") String typeStrict) {}

    /**
     * What is known of a property.
     *
     * @param v text, an object with an id, or several of these
     */
    record Known(String pid, JsonNode v) {}

    /** The candidates of one query, the best first. */
    record Result(List<Candidate> result) {}

    /**
     * A company that may be meant.
     *
     * @param score 0 to 100
     * @param match true if nothing else can well be meant
     * @param features what makes the score
     */
    record Candidate(String id, String name, String description, double score, boolean match, List<Named> type,
            List<Feature> features) {}

    /** How far one thing agrees. */
    record Feature(String id, double value) {}

    /** Completions of what is being typed. */
    record Suggestions(List<Suggestion> result) {}

    /** One completion. */
    record Suggestion(String id, String name, String description) {}
}
