package org.tamga.gateway.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.gateway.catalog.Collection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class MessagesTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"ru", "ko", "kk"})
    void every_language_has_the_same_keys_with_the_same_places(String language) {
        var english = Messages.in("en");
        var other = Messages.in(language);
        assertEquals(withoutPlurals(english), withoutPlurals(other));
        // A unit's words may have the number in their midst.
        withoutPlurals(english).stream().filter(key -> !key.startsWith("unit."))
                .forEach(key -> assertEquals(places(english.of(key)), places(other.of(key)), key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "ko", "kk"})
    void no_text_is_empty_and_every_place_is_filled(String language) {
        var words = Messages.in(language);
        words.keys().forEach(key -> {
            assertFalse(words.of(key).isBlank(), key);
            assertFalse(words.filled(key, "0", "1", "2", "3", "4").contains("{"), key);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "ko", "kk"})
    void no_key_stands_twice(String language) throws IOException {
        var keys = Files.readAllLines(Path.of("src/main/resources/messages/" + language + ".properties")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#")).map(line -> line.substring(0, line.indexOf('=')))
                .toList();
        assertEquals(List.of(), keys.stream().filter(key -> Collections.frequency(keys, key) > 1).distinct().toList());
    }

    @Test
    void a_language_without_a_file_is_not_taken_for_another() {
        assertThrows(MissingResourceException.class, () -> Messages.in("tlh"));
    }

    /** Members that every version has and that have places of their own on a page. */
    private static final Set<String> COMMON = Set.of("id", "version", "recordedAt", "supersededAt", "knownFrom", "recordedBy");
    /** What every list takes that is for programs. */
    private static final Set<String> FOR_PROGRAMS = Set.of("after", "fields", "format", "id", "include", "includeHistory",
            "knownAt",
            "knownBasis", "limit", "sort", "sourceUrl", "updatedAfter", "validAt");

    @ParameterizedTest
    @ValueSource(strings = {"events", "trade", "mobility", "education"})
    void every_collection_has_a_name_and_every_member_and_filter_of_its_records_a_label(String domain) throws IOException {
        var document = new ObjectMapper().readTree(Path.of("../contracts/openapi/" + domain + ".json").toFile());
        var needed = new TreeSet<String>();
        for (var path : document.path("paths").properties()) {
            var record = document.path("paths").path(path.getKey() + "/{id}");
            if (record.has("put")) {
                var collection = path.getKey().split("/", 4)[3];
                needed.add("type." + new Collection(domain, collection, List.of(), true).singular());
                addMembers(document, record.at("/put/requestBody/content/application~1json/schema"), needed);
                path.getValue().at("/get/parameters").forEach(parameter -> {
                    if (parameter.path("in").asText().equals("query")
                            && !FOR_PROGRAMS.contains(parameter.path("name").asText())) {
                        needed.add("field." + parameter.path("name").asText());
                    }
                });
            }
        }
        assertTrue(needed.size() > 50, needed.toString());
        needed.removeAll(Messages.in("en").keys());
        assertEquals(Set.of(), needed);
    }

    @Test
    void every_topic_has_a_name_and_every_dimension_of_a_measure_a_label() throws IOException {
        var needed = new TreeSet<String>();
        try (var files = Files.list(Path.of("../contracts/events"))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".schema.json")) {
                    needed.add("type." + name.split("\\.")[1]);
                } else {
                    new ObjectMapper().readTree(file.toFile()).findValues("dimensions").stream().filter(JsonNode::isObject)
                            .forEach(dimensions -> dimensions.fieldNames()
                                    .forEachRemaining(dimension -> needed.add("dimension." + dimension)));
                }
            }
        }
        assertTrue(needed.contains("dimension.reporter"), needed.toString());
        needed.removeAll(Messages.in("en").keys());
        assertEquals(Set.of(), needed);
    }

    private static void addMembers(JsonNode document, JsonNode schema, Set<String> needed) {
        var own = schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        own.path("properties").properties().forEach(member -> {
            if (!COMMON.contains(member.getKey())) {
                needed.add("field." + member.getKey());
            }
            addMembers(document, member.getValue(), needed);
        });
        if (own.has("items")) {
            addMembers(document, own.path("items"), needed);
        }
    }

    /** How a unit is bent is each language's own, but for the form that all have. */
    private static TreeSet<String> withoutPlurals(Messages words) {
        return words.keys().stream().filter(key -> !key.matches("unit\\..*\\.(one|few|many|more-than)"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> places(String text) {
        return PLACE.matcher(text).results().map(match -> match.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
