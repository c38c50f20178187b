package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Numbers sources as they are met, each once, however many facts rest on it and on whatever page. */
final class SourceNotes {

    /** What makes two citations cite the same source. */
    private record Key(String title, String publisher, String url, String publishedOn) {}

    private final Map<Key, Brief.Source> sources = new LinkedHashMap<>();

    /** What makes a source one that was computed here, and no publication. */
    static final String COMPUTED = "computed";

    /**
     * What was computed from the record, as the first of the citations that it rests on.
     *
     * @param address where the records behind it are
     * @param restsOn citations, or a missing node
     */
    static JsonNode computed(String title, String address, JsonNode restsOn) {
        var citations = JsonNodeFactory.instance.arrayNode();
        citations.addObject().put("type", COMPUTED).put("title", title).put("publisher", "Tamga").put("url", address);
        restsOn.forEach(citations::add);
        return citations;
    }

    /** The sources that a record cites. */
    List<Brief.Reference> references(JsonNode citations) {
        var references = new ArrayList<Brief.Reference>();
        for (var citation : citations) {
            var source = source(citation);
            var place = new Brief.Place(text(citation, "locator"), text(citation, "quote"));
            if ((place.locator() != null || place.quote() != null) && !source.places().contains(place)) {
                source.places().add(place);
            }
            references.add(new Brief.Reference(source.number(), source.title(), source.publisher(), source.url(),
                    source.publishedOn(), place.locator(), place.quote()));
        }
        return references;
    }

    /** All sources met so far, in the order of their numbers. */
    List<Brief.Source> all() {
        // Places in the order of the source, as far as their words sort so.
        sources.values().forEach(source -> source.places()
                .sort(Comparator.comparing(Brief.Place::locator, Comparator.nullsFirst(Comparator.naturalOrder()))));
        return List.copyOf(sources.values());
    }

    private Brief.Source source(JsonNode citation) {
        var key = new Key(text(citation, "title"), text(citation, "publisher"), text(citation, "url"),
                text(citation, "publishedOn"));
        return sources.computeIfAbsent(key, fresh -> new Brief.Source(sources.size() + 1, text(citation, "type"), key.title(),
                key.publisher(), key.url(), key.publishedOn(), text(citation, "language"), text(citation, "relayedFrom"),
                new ArrayList<>()));
    }

    private static String text(JsonNode citation, String member) {
        return citation.path(member).asText(null);
    }
}
