package org.tamga.gateway.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A collection of records, as its service's API document describes it.
 *
 * @param domain its service
 * @param template the path after the domain, such as {@code gatherings/{parentId}/sessions}
 * @param filters that its list takes, without those that all lists take
 * @param isWritable whether records can be written to it
 */
public record Collection(String domain, String template, List<Filter> filters, boolean isWritable) {

    /**
     * A filter of a list.
     *
     * @param values that it can have, for a choice; empty for any
     * @param isCountry whether it takes a country's code
     */
    public record Filter(String name, List<String> values, boolean isCountry) {}

    /** Its own name, such as {@code sessions}. */
    public String name() {
        return template.substring(template.lastIndexOf('/') + 1);
    }

    /** One of its records in a word, such as {@code session}. */
    public String singular() {
        var name = name();
        return name.endsWith("ies") ? name.substring(0, name.length() - 3) + "y" : name.replaceFirst("(?<=..)s$", "");
    }

    /** True if it belongs to a record of another collection. */
    public boolean isNested() {
        return template.contains("{");
    }

    /** Its path in the API. */
    public String api() {
        return "/api/" + domain + "/" + template;
    }

    /** The page of one of its records; only of a collection that is not nested. */
    public String page(String id) {
        return "/records/" + domain + "/" + template + "/" + id;
    }

    /** True if a field of that name refers to its records, such as {@code statementId}. */
    boolean isReferredToBy(String field) {
        var referred = field.replaceFirst("Ids?$", "").replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return singular().equals(ALIASES.getOrDefault(referred, referred));
    }

    private static final Map<String, String> ALIASES = Map.of("speaker", "person", "head", "person", "translator", "person",
            "home", "institution", "host", "institution", "participant", "person");
}
