package org.tamga.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** What every collection's import must do, whatever it holds: driven by {@link EveryRoom}. */
final class EveryImport {

    private static final String NDJSON = "application/x-ndjson";
    /** Stands in an import's address for the record that its rows are part of: then each names its own. */
    static final String ANY_PARENT = "-";
    private static final byte[] NOTHING = {'{', '}'};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String domain;
    private final String path;

    EveryImport(String domain, String path) {
        this.domain = domain;
        this.path = path;
    }

    void refusesWhatItMust() {
        EveryRoom.problem(given().contentType(NDJSON).body(NOTHING).post(path + "/import?format=ndjson").then(), 401);
        EveryRoom.problem(given().auth().oauth2(Tokens.of("subscriber")).contentType(NDJSON).body(NOTHING)
                .post(path + "/import?format=ndjson").then(), 403);
        EveryRoom.problem(take(path, "mode=lenient", "{}"), 400).body("detail", containsString("ndjson"));
        EveryRoom.problem(take(path, "format=scrolls", "{}"), 400).body("detail", containsString("ndjson"))
                .body("violations.pointer", hasItem("format"));
        for (var question : List.of("mode=maybe", "dryRun=perhaps", "publishedOn=2025-02-30", "colour=red",
                "sourceUrl=https://example.org", "sourceTitle=a&sourcePublisher=b&sourceUrl=nowhere")) {
            EveryRoom.problem(take(path, "format=ndjson&" + question, "{}"), 400);
        }
        EveryRoom.problem(editor().contentType("image/png").body(new byte[]{1}).post(path + "/import?format=ndjson").then(),
                415);
        EveryRoom.problem(editor().contentType(NDJSON).header("Content-Encoding", "gzip").body(NOTHING)
                .post(path + "/import?format=ndjson").then(), 400);
        var broken = "{\"id\": \"x\"}\nno json\n\n[]\n";
        take(path, "format=ndjson", broken).statusCode(200).body("accepted", equalTo(0)).body("unchanged", equalTo(0))
                .body("rejected", equalTo(3)).body("problems", hasSize(3)).body("problems.line", hasItem(4))
                .body("problems.severity", hasItem("error"));
        EveryRoom.problem(take(path, "format=ndjson&mode=strict", broken), 422).body("type", containsString("import-refused"))
                .body("accepted", equalTo(0)).body("rejected", equalTo(3)).body("problems.code", hasItem("malformed-request"));
        take(path, "format=ndjson", "").statusCode(200).body("accepted", equalTo(0)).body("problems", hasSize(0));
    }

    /** @param parts the addresses of the collection that a record has, of every one of which something is part; of others its own alone */
    void takesItsOwnExport(List<String> parts) throws IOException {
        var exports = new LinkedHashMap<String, List<String>>();
        for (var part : parts) {
            exports.put(part, given().accept(NDJSON).get(part + "?updatedAfter=2000-01-01T00:00:00Z").then().statusCode(200)
                    .extract().asString().lines().toList());
        }
        exports.values().removeIf(List::isEmpty);
        for (var question : List.of("format=ndjson&dryRun=true", "format=ndjson", "format=ndjson&mode=strict",
                "format=ndjson&publishedOn=2024-02-29")) {
            isKnown(path, question, exports.values().stream().flatMap(List::stream).toList());
        }
        for (var part : exports.keySet().stream().limit(1).toList()) {
            var lines = exports.get(part);
            if (!part.equals(path)) {
                isKnown(part, "format=ndjson", lines);
            }
            writesNothingWhenDry(part, (ObjectNode) JSON.readTree(lines.get(0)));
        }
    }

    private void isKnown(String collection, String question, List<String> lines) {
        take(collection, question, String.join("\n", lines)).statusCode(200).body("unchanged", equalTo(lines.size()))
                .body("accepted", equalTo(0)).body("rejected", equalTo(0));
    }

    /** Something of its own under a new id: it could be recorded or not, but a dry run does not. */
    private void writesNothingWhenDry(String collection, ObjectNode record) {
        var id = UUID.randomUUID().toString();
        take(collection, "format=ndjson&dryRun=true", record.put("id", id).toString()).statusCode(200)
                .body("unchanged", equalTo(0));
        given().get(collection + "/" + id).then().statusCode(404).body("type", containsString("not-found"));
    }

    void goesOnAfterAnEndlessLine() {
        take(path, "format=ndjson", "x".repeat(5 << 20) + "\n{}\n").statusCode(200).body("rejected", equalTo(2))
                .body("problems[0].code", equalTo("line-too-long")).body("problems[1].line", equalTo(2));
    }

    private ValidatableResponse take(String collection, String question, String file) {
        return editor().contentType(NDJSON).body(file.getBytes(StandardCharsets.UTF_8))
                .post(collection + "/import?" + question).then().log().ifValidationFails();
    }

    private RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of(domain + "-editor"));
    }
}
