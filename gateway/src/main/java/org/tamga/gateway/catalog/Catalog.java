package org.tamga.gateway.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.document.OpenApi;
import org.tamga.gateway.page.Messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.infrastructure.Infrastructure;

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
    /** Fields that are not called after what they refer to. */
    private static final Map<String, List<String>> ALIASES = Map.of("speaker", List.of("person", "organisation"),
            "on-behalf-of", List.of("organisation"), "led-by", List.of("organisation"), "head", List.of("company"),
            "home", List.of("institution"), "host-partner", List.of("institution"), "held-by", List.of("institution"),
            "awarding-institution", List.of("institution"), "sender", List.of("institution"),
            "receiver", List.of("institution"));
    /** Those that refer to another record of the same collection. */
    private static final Set<String> OWN = Set.of("parent", "predecessor", "in-reply-to", "copy-of");
    private static final Set<String> COUNTRIES = Set.of("country", "capitalFrom", "partner", "reporter");

    /** Goes into a service's address as it is. */
    private static final String ID = "[0-9A-Za-z-]{36}";

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

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

    /**
     * The collections to whose records a field can refer: of several, the one that is likelier comes first. Those of its own domain go
     * before others'; empty for none.
     *
     * @param from where the field is
     */
    List<Collection> referredTo(String field, Collection from) {
        var referred = field.replaceFirst("Ids?$", "").replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        if (referred.equals("parent") && from.isNested()) {
            return all().stream().filter(each -> each.domain().equals(from.domain()) && each.template().equals(from.outer()))
                    .toList();
        }
        if (OWN.contains(referred)) {
            return List.of(from);
        }
        var named = ALIASES.getOrDefault(referred, List.of(referred));
        var found = all().stream().filter(each -> named.contains(each.singular()))
                .sorted(Comparator.comparing(each -> named.indexOf(each.singular()))).toList();
        var own = found.stream().filter(each -> each.domain().equals(from.domain())).toList();
        return own.isEmpty() ? found : own;
    }

    /**
     * Where the records that topics tell of have their pages, by the topics' names, such as {@code events.session}; {@code {id}} and
     * {@code {parentId}} stand for the ids. What is told of without a record has none. For what can do
     * without: empty where the services do not answer at once.
     */
    public Map<String, String> pages() {
        return CompletableFuture.supplyAsync(this::pagesOfAll, Infrastructure.getDefaultWorkerPool())
                .completeOnTimeout(Map.of(), AT_ONCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private Map<String, String> pagesOfAll() {
        return all().stream().collect(Collectors.toMap(each -> each.domain() + "." + each.singular(), each -> each.page("{id}"),
                (one, other) -> one, TreeMap::new));
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

    /** What a record is called on that day; its id where nothing in it tells, empty where it has none either. Waits likewise. */
    public String title(JsonNode item, LocalDate day, Messages words) {
        return new Fields(words, countries(), (field, id) -> null).title(item, day);
    }
}
