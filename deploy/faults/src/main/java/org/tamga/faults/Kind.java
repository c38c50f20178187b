package org.tamga.faults;

import java.util.List;
import java.util.Locale;

import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.JsonNode;

/** A kind of record that clients write: of each service one. */
enum Kind {

    GATHERING(Application.EVENTS, "gatherings", "\"title\": {\"en\": \"%s\"}, \"classification\": \"forum\"", "/title/en",
            List.of(Application.MOBILITY, Application.TRADE), "title ->> 'en'"),
    COMPANY(Application.TRADE, "companies",
            "\"names\": [{\"text\": \"%s\", \"lang\": \"en\", \"type\": \"legal\"}], \"entityType\": \"company\"",
            "/names/0/text", List.of(), null),
    AIRPORT(Application.MOBILITY, "airports", "\"name\": {\"en\": \"%s\"}", "/name/en", List.of(Application.EDUCATION),
            "name ->> 'en'"),
    INSTITUTION(Application.EDUCATION, "institutions",
            "\"names\": [{\"text\": \"%s\", \"lang\": \"en\", \"type\": \"official\"}], \"kind\": \"university\"",
            "/names/0/text", List.of(), null);

    private static final String SOURCES = "[{\"type\": \"dataset\", \"title\": \"Fault run\", \"publisher\": \"Tamga: synthetic\"}]";

    private final Application service;
    private final String collection;
    private final String content;
    private final String mark;
    private final List<Application> consumers;
    private final String copiedMark;

    /**
     * @param content of its JSON, with a place for the mark
     * @param mark where it stands there, an RFC 6901 pointer
     * @param consumers who keep a copy of it, in a table that is named as it is
     * @param copiedMark where it stands in that table, an expression; null where nobody copies it
     */
    Kind(Application service, String collection, String content, String mark, List<Application> consumers, String copiedMark) {
        this.service = service;
        this.collection = collection;
        this.content = content;
        this.mark = mark;
        this.consumers = consumers;
        this.copiedMark = copiedMark;
    }

    /** Whose it is. */
    Application service() {
        return service;
    }

    /** Such as {@code /api/events/gatherings}. */
    String path() {
        return "/api/" + service.id() + "/" + collection;
    }

    /** Such as {@code events.gathering}. */
    String topic() {
        return service.id() + "." + table();
    }

    /** Who keep a copy of it. */
    List<Application> consumers() {
        return consumers;
    }

    /** What a consumer's copy says: ids and marks. */
    String copies() {
        return "select id, " + copiedMark + " from " + table();
    }

    private String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A version of it as it is written.
     *
     * @param id null where it is not said
     */
    String body(String id, String mark) {
        return "{%s%s, \"sources\": %s}".formatted(id == null ? "" : "\"id\": \"" + id + "\", ", content.formatted(mark),
                SOURCES);
    }

    /** The mark of a version as it is read. */
    String mark(JsonNode period) {
        return period.at(mark).asText();
    }
}
