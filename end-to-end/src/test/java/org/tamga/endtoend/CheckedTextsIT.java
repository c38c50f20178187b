package org.tamga.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Talking points in Russian, English and Korean, half of them with a wrong or outdated figure, held against the starter record as the
 * text check does it. {@code check-corpus/} has the texts with what is to be found in each, and {@code things.json} which records
 * and measures are of a thing, by how their ids begin.
 */
@ExtendWith(OneSuite.class)
class CheckedTextsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LANGUAGES = List.of("ru", "en", "ko");
    private static final double FOUND = 0.95;
    private static final double FALSE = 0.02;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Set<String>> things = new HashMap<>();

    @Test
    void what_texts_say_is_found_and_nothing_is_guessed(Suite suite) throws IOException, InterruptedException {
        read("things.json").properties()
                .forEach(thing -> things.put(thing.getKey(), set(thing.getValue())));
        var missed = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        var texts = 0;
        var expected = 0;
        var findings = 0;
        for (var language : LANGUAGES) {
            for (var text : read(language + ".json")) {
                var found = check(suite.gateway(), language, text.get("text").textValue());
                var left = new ArrayList<JsonNode>();
                found.forEach(left::add);
                for (var wanted : text.get("expected")) {
                    if (!left.removeIf(finding -> is(finding, wanted))) {
                        missed.add(language + ": " + wanted + " in: " + text.get("text").textValue());
                    }
                }
                left.forEach(finding -> wrong.add(language + ": " + finding + " in: " + text.get("text").textValue()));
                texts++;
                expected += text.get("expected").size();
                findings += found.size();
            }
        }
        System.out.printf("Of %d findings in %d texts found %d, missed %d; of %d that were made false %d%n", expected, texts,
                expected - missed.size(), missed.size(), findings, wrong.size());
        missed.forEach(each -> System.out.println("missed " + each));
        wrong.forEach(each -> System.out.println("false " + each));
        assertEquals(68, texts);
        assertTrue(missed.size() <= (1 - FOUND) * expected && wrong.size() <= FALSE * findings,
                () -> "missed " + missed + "\nfalse " + wrong);
    }

    private JsonNode check(URI gateway, String language, String text) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("lang", language).put("text", text).toString();
        var answer = client.send(HttpRequest.newBuilder(gateway.resolve("/api/briefs/check"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        var checked = JSON.readTree(answer.body());
        assertEquals(0, checked.path("missing").size(), answer.body());
        return checked.get("findings");
    }

    private boolean is(JsonNode finding, JsonNode wanted) {
        return finding.get("text").equals(wanted.get("value"))
                && finding.get("kind").asText().equals(wanted.path("kind").asText("number"))
                && (!wanted.has("verdict") || verdict(finding).equals(wanted.get("verdict").textValue()))
                && (!wanted.has("of") || isOf(finding, things.get(wanted.get("of").textValue())));
    }

    /** What the first match says of the figure: it stands there, has a newer one since, is another, cannot be told, or nobody knows. */
    private static String verdict(JsonNode finding) {
        var first = finding.path("matches").path(0);
        return first.isMissingNode()
                ? "unknown"
                : !first.hasNonNull("agrees")
                        ? "undecided"
                        : !first.path("agrees").asBoolean() ? "differs" : first.hasNonNull("newer") ? "outdated" : "agrees";
    }

    /** True if all that was found is of that thing. */
    private static boolean isOf(JsonNode finding, Set<String> ids) {
        return !finding.path("matches").isEmpty() && StreamSupport.stream(finding.get("matches").spliterator(), false)
                .allMatch(match -> Stream.of("claimId", "measure", "recordId").map(member -> match.path(member).asText(""))
                        .anyMatch(id -> ids.stream().anyMatch(beginning -> !id.isEmpty() && id.startsWith(beginning))));
    }

    private static Set<String> set(JsonNode texts) {
        var set = new TreeSet<String>();
        texts.forEach(text -> set.add(text.textValue()));
        return set;
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream content = CheckedTextsIT.class.getResourceAsStream("/check-corpus/" + file)) {
            return JSON.readTree(content);
        }
    }
}
