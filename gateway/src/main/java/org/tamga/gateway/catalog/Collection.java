package org.tamga.gateway.catalog;

import java.util.List;

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

    /** The template of the collection to whose records it belongs; only of a nested one. */
    String outer() {
        return template.replaceFirst("/\\{\\w+}/[^/]+$", "");
    }
}
