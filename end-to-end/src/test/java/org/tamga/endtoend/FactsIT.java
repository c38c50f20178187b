package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Every fact of the press report and every published figure is found through the API, as deploy/data/facts.json has it. */
@ExtendWith(OneSuite.class)
class FactsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Sentences of each paragraph of the report. */
    private static final int[] SENTENCES = {2, 1, 4, 2, 2, 2, 2, 2};
    /** Rows of published figures by the letter of their subject. */
    private static final Map<String, Integer> ROWS = Map.of("V", 8, "F", 11, "T", 4, "E", 13, "C", 12);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, JsonNode> answers = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> each_is_found(Suite suite) throws IOException {
        return facts().map(fact -> dynamicTest(fact.get("of").textValue() + ": " + fact.get("fact").textValue(), () -> {
            var at = fact.get("at").textValue();
            var found = answer(suite.gateway(), at);
            assertTrue(found.path("next").isMissingNode() || found.path("next").isNull(), at + " has more than one page");
            var items = found.has("items")
                    ? StreamSupport.stream(found.get("items").spliterator(), false)
                    : Stream.of(found);
            assertTrue(items.anyMatch(item -> has(item, fact.get("is"))), () -> "not at " + at + ": " + fact.get("is"));
        }));
    }

    @Test
    void the_list_leaves_out_no_sentence_and_no_figure() throws IOException {
        var expected = new TreeSet<String>(Set.of("names", "airports"));
        for (int i = 0; i < SENTENCES.length; i++) {
            var paragraph = i + 1;
            IntStream.rangeClosed(1, SENTENCES[i]).forEach(sentence -> expected.add("report " + paragraph + "." + sentence));
        }
        ROWS.forEach((letter, rows) -> IntStream.rangeClosed(1, rows).forEach(row -> expected.add(letter + row)));
        assertEquals(expected, facts().map(fact -> fact.get("of").textValue()).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Stream<JsonNode> facts() throws IOException {
        return StreamSupport.stream(JSON.readTree(Path.of("../deploy/data/facts.json").toFile()).spliterator(), false);
    }

    private JsonNode answer(URI gateway, String path) throws IOException, InterruptedException {
        if (!answers.containsKey(path)) {
            var answer = client.send(HttpRequest.newBuilder(gateway.resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), path + ": " + answer.body());
            answers.put(path, JSON.readTree(answer.body()));
        }
        return answers.get(path);
    }

    /** True if what is there has all that is asked for, and no value where null is. */
    private static boolean has(JsonNode there, JsonNode asked) {
        if (asked.isNull()) {
            return there.isNull() || there.isMissingNode();
        }
        if (asked.isObject()) {
            return asked.properties().stream().allMatch(member -> has(there.path(member.getKey()), member.getValue()));
        }
        if (asked.isArray()) {
            return StreamSupport.stream(asked.spliterator(), false)
                    .allMatch(
                            element -> StreamSupport.stream(there.spliterator(), false).anyMatch(other -> has(other, element)));
        }
        return asked.isNumber()
                ? there.isNumber() && there.decimalValue().compareTo(asked.decimalValue()) == 0
                : there.equals(asked);
    }
}
