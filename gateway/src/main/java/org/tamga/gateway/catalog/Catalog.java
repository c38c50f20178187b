package org.tamga.gateway.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.document.OpenApi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Which collections there are, read from the API's own document: pages have no list of rooms, so a new room has its pages the
 * moment its service has it.
 */
@Singleton
public class Catalog {

    /** What every list takes; it has a place of its own on the page, or is for programs. */
    private static final Set<String> COMMON = Set.of("after", "fields", "format", "id", "include", "includeHistory", "knownAt",
            "knownBasis",
            "limit", "sort", "sourceUrl", "updatedAfter", "validAt");
    /** How the schemas write that something is a country. */
    private static final String COUNTRY = "^[A-Z]{2}$";
    private static final Set<String> COUNTRIES = Set.of("country", "capitalFrom", "partner", "reporter");

    /** Goes into a service's address as it is. */
    private static final String ID = "[0-9A-Za-z-]{36}";

    private final OpenApi openApi;
    private final ObjectMapper json;
    private volatile Read latest;

    private record Read(OpenApi.Merged from, List<Collection> collections, Set<String> countries) {}

    /** A place in the record: a collection, one of its records, or nothing. */
    public record Place(Collection collection, String path, String id) {

        /** Its address in the API, without parameters. */
        public String api() {
            return "/api/" + collection.domain() + "/" + path;
        }

        /** The address of its list's page. */
        public String list() {
            return "/records/" + collection.domain() + "/" + (id == null ? path : path.substring(0, path.lastIndexOf('/')));
        }
    }

    Catalog(OpenApi openApi, ObjectMapper json) {
        this.openApi = openApi;
        this.json = json;
    }

    /** All of them, by domain and name. Waits for the services, so not for an event loop. */
    public List<Collection> all() {
        return read().collections();
    }

    /** The names of the members that are countries' codes, or lists of them. Waits likewise. */
    Set<String> countries() {
        return read().countries();
    }

    private Read read() {
        var merged = openApi.merged();
        var read = latest;
        if (read == null || read.from() != merged) {
            var document = parsed(merged);
            var countries = new HashSet<String>();
            addCountries(document, document.at("/components/schemas"), countries);
            read = new Read(merged, collections(document), Set.copyOf(countries));
            latest = read;
        }
        return read;
    }

    /** What is at a path such as {@code gatherings/…/sessions}, or with an id behind; empty for what is no collection's. */
    public Optional<Place> at(String domain, String path) {
        for (var collection : all()) {
            if (collection.domain().equals(domain)) {
                var expression = collection.template().replaceAll("\\{\\w+}", ID);
                if (path.matches(expression)) {
                    return Optional.of(new Place(collection, path, null));
                }
                if (path.matches(expression + "/" + ID)) {
                    return Optional.of(new Place(collection, path, path.substring(path.lastIndexOf('/') + 1)));
                }
            }
        }
        return Optional.empty();
    }

    /** The collection that a field refers to, its own domain's before others'; empty for none. */
    Optional<Collection> referredTo(String field, String domain) {
        return all().stream().filter(collection -> !collection.isNested() && collection.isReferredToBy(field))
                .min(Comparator.comparing(collection -> !collection.domain().equals(domain)));
    }

    /** The collections that a record of this one has of its own. */
    List<Collection> within(Collection collection) {
        return all().stream().filter(inner -> inner.domain().equals(collection.domain())
                && inner.template().matches("\\Q" + collection.template() + "\\E/\\{\\w+}/[^/]+")).toList();
    }

    private JsonNode parsed(OpenApi.Merged merged) {
        try {
            return json.readTree(merged.body());
        } catch (IOException e) {
            throw new UncheckedIOException("what was just written can be read", e);
        }
    }

    private static void addCountries(JsonNode document, JsonNode schema, Set<String> names) {
        schema.path("properties").fields().forEachRemaining(member -> {
            if (isCountry(document, member.getValue()) || isCountry(document, member.getValue().path("items"))) {
                names.add(member.getKey());
            }
        });
        schema.forEach(inner -> addCountries(document, inner, names));
    }

    private static boolean isCountry(JsonNode document, JsonNode schema) {
        return resolved(document, schema).path("pattern").asText().equals(COUNTRY);
    }

    private static List<Collection> collections(JsonNode document) {
        var found = new TreeMap<String, Collection>();
        document.path("paths").fields().forEachRemaining(path -> {
            var parts = path.getKey().split("/", 4);
            var record = document.path("paths").path(path.getKey() + "/{id}");
            if (parts.length == 4 && record.has("get") && record.has("put") && path.getValue().has("get")) {
                var written = record.at("/put/requestBody/content/application~1json/schema");
                found.put(path.getKey(), new Collection(parts[2], parts[3],
                        filters(path.getValue().at("/get/parameters"), resolved(document, written).path("properties")),
                        !written.isMissingNode()));
            }
        });
        return List.copyOf(found.values());
    }

    private static List<Collection.Filter> filters(JsonNode parameters, JsonNode properties) {
        var filters = new ArrayList<Collection.Filter>();
        for (var parameter : parameters) {
            var name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && !COMMON.contains(name)) {
                var schema = properties.path(name);
                var values = StreamSupport.stream(schema.path("enum").spliterator(), false).map(JsonNode::asText).toList();
                filters.add(new Collection.Filter(name,
                        schema.path("type").asText().equals("boolean") ? List.of("true", "false") : values,
                        COUNTRIES.contains(name) || schema.path("pattern").asText().equals(COUNTRY)));
            }
        }
        return filters;
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    /** What a record is called on that day; its id where it has no name, empty where it has none either. */
    public static String title(JsonNode item, LocalDate day, Phrases phrases) {
        return Fields.title(item, day, phrases);
    }
}
