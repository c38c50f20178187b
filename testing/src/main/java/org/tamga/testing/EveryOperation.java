package org.tamga.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.tamga.testing.ApiDocument.Operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.restassured.RestAssured;

/**
 * Sends every operation of the running service's API document what nobody should send ({@link Hostile}): in its address, its
 * parameters, its headers and its body. Whatever comes, the answer is none of an error of ours; a refusal is a problem document
 * that gives nothing of our inside away; what is no refusal is as the document says. The same in every run, unless
 * {@code -Dhostile.seed} says otherwise.
 */
final class EveryOperation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("hostile.seed", 20250101L);
    private static final int BODIES = 9;
    private static final int PARAMETERS = 6;
    private static final int TOO_MUCH = (10 << 20) + 1;
    /** Their effect on what is there would be lasting: they are asked of what is not there. */
    private static final Set<String> LASTING = Set.of("retraction", "withholding", "release", "erasure");
    /** Asked of nothing, as it would begin. */
    private static final String REBUILD = "/subscriptions/rebuild";
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)[^}]*}");
    /** How the refusal of a parameter ends. */
    private static final Pattern KNOWN = Pattern.compile("\\. Known: (\\w+(?:, \\w+)*)\\.$");
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(java|jakarta|javax|org\\.tamga|com\\.fasterxml|io\\.quarkus|org\\.postgresql)\\.\\w|Exception\\b|\\bat \\w+(\\.\\w+)+\\(|SQLSTATE");

    private final String domain;
    private final ApiDocument document = ApiDocument.ofTheRunningService();
    private final Map<String, List<JsonNode>> lists = new HashMap<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private final String another = Tokens.of("subscriber");
    private int asked;
    private int met;

    EveryOperation(String domain) {
        this.domain = domain;
        this.token = Tokens.of(domain + "-editor", "operator");
    }

    Stream<DynamicTest> tests() {
        var operations = document.operations("/api/" + domain + "/");
        return Stream.of(
                Stream.of(DynamicTest.dynamicTest("every variable of an address is described", this::areVariablesDescribed),
                        DynamicTest.dynamicTest("every refusal is described as a problem", this::areRefusalsProblems)),
                operations.stream().map(operation -> DynamicTest.dynamicTest(operation.id() + " is open to whom it says",
                        () -> isOpenToWhomItSays(operation))),
                operations.stream().filter(operation -> !operation.path().endsWith(REBUILD))
                        .map(operation -> DynamicTest.dynamicTest(operation.id() + " withstands what nobody should send",
                                () -> withstands(operation))),
                // So that nobody takes for proof what asked nothing.
                Stream.of(DynamicTest.dynamicTest("many operations gave an answer that was held against the document",
                        () -> assertTrue(met * 3 > asked, () -> met + " of " + asked))))
                .flatMap(tests -> tests);
    }

    private void areVariablesDescribed() {
        document.operations("/api/").forEach(operation -> assertEquals(
                VARIABLE.matcher(operation.path()).results().map(variable -> variable.group(1)).sorted().toList(),
                document.parameters(operation, "path").stream().filter(one -> one.path("required").asBoolean())
                        .map(one -> one.get("name").textValue()).sorted().toList(),
                operation.id()));
    }

    private void areRefusalsProblems() {
        document.operations("/api/").forEach(operation -> operation.tree().path("responses").fields()
                .forEachRemaining(answer -> assertTrue(
                        !answer.getKey().startsWith("4") || answer.getValue().path("content").has("application/problem+json"),
                        () -> operation.id() + " " + answer.getKey())));
    }

    /** What needs a token needs it and its role of everybody, and what does not say so is open to all. */
    private void isOpenToWhomItSays(Operation operation) {
        var isGuarded = operation.tree().path("security").path(0).has("token");
        var type = bodyType(operation);
        var attempt = new Attempt("", anything(operation.path()), type == null ? Map.of() : Map.of("Content-Type", type),
                type == null ? null : sound(operation, anything(operation.path()), type));
        assertEquals(isGuarded, send(operation.method(), attempt, null).statusCode() == 401, "401 without a token");
        assertEquals(isGuarded, send(operation.method(), attempt, another).statusCode() == 403, "403 with another's role");
    }

    /** A request that is wrong in one thing. */
    private record Attempt(String what, String address, Map<String, String> headers, byte[] body) {}

    private void withstands(Operation operation) {
        var random = new Random(SEED ^ operation.id().hashCode());
        var faults = new ArrayList<String>();
        var answered = new boolean[1];
        each(operation, random, attempt -> {
            var answer = send(operation.method(), attempt);
            var status = answer.statusCode();
            var found = status / 100 == 2
                    ? document.faults(operation, status, type(answer), answer.body())
                    : Stream.concat(problemFaults(answer).stream(), undescribed(operation, answer)).toList();
            answered[0] |= status / 100 == 2;
            found.forEach(fault -> faults.add(attempt.what() + " -> " + status + ": " + fault));
        });
        asked++;
        met += answered[0] ? 1 : 0;
        assertEquals("", String.join("\n", faults));
    }

    private void each(Operation operation, Random random, Consumer<Attempt> sink) {
        var lasting = LASTING.contains(operation.path().substring(operation.path().lastIndexOf('/') + 1));
        var address = lasting ? anything(operation.path()) : existing(operation.path());
        var type = bodyType(operation);
        Map<String, String> plain = type == null ? Map.of() : Map.of("Content-Type", type);
        var sound = type == null ? null : sound(operation, address, type);
        sink.accept(new Attempt("as it should be", address, plain, sound));

        VARIABLE.matcher(operation.path()).results().forEach(variable -> Hostile.texts(random, 2)
                .filter(text -> !text.isEmpty() && !text.contains("..")).forEach(text -> sink.accept(new Attempt(
                        "{" + variable.group(1) + "} is " + Hostile.brief(text),
                        anything(operation.path().replace(variable.group(), encoded(text))), plain, sound))));

        var parameters = new ArrayList<>(document.parameters(operation, "query"));
        Collections.shuffle(parameters, random);
        parameters.stream().limit(PARAMETERS).forEach(parameter -> Hostile.texts(random, 1).forEach(text -> {
            var name = parameter.get("name").textValue();
            sink.accept(new Attempt("?" + name + "=" + Hostile.brief(text),
                    address + query(parameters, name, text), plain, sound));
        }));
        sink.accept(new Attempt("a parameter that there is not", address + query(parameters, "%E2%80%AE%00", "1"), plain,
                sound));

        var headers = new ArrayList<>(Hostile.headers().entrySet());
        headers.sort(Map.Entry.comparingByKey());
        Collections.shuffle(headers, random);
        headers.stream().limit(3).forEach(header -> {
            var value = header.getValue().get(random.nextInt(header.getValue().size()));
            var changed = new HashMap<>(plain);
            changed.put(header.getKey(), value);
            sink.accept(new Attempt(header.getKey() + ": " + Hostile.brief(value), address, changed, sound));
        });

        if (operation.path().endsWith("/import")) {
            files(address, document.parameters(operation, "query"), sink);
        } else if (type != null) {
            bodies(operation, random, address, plain, sound, sink);
        }
    }

    private void bodies(Operation operation, Random random, String address, Map<String, String> headers, byte[] sound,
            Consumer<Attempt> sink) {
        var fields = document.formFields(operation);
        if (!fields.isEmpty()) {
            Hostile.texts(random, BODIES).forEach(text -> fields.forEach(field -> {
                sink.accept(new Attempt(field + " is " + Hostile.brief(text), address, headers, form(field, text)));
                sink.accept(new Attempt("a query in " + field + " is " + Hostile.brief(text), address, headers,
                        form(field, JSON.createObjectNode().set(text, JSON.createObjectNode().put("query", text)).toString())));
            }));
            return;
        }
        var object = (ObjectNode) parsed(sound);
        for (int i = 0; i < BODIES; i++) {
            var changed = Hostile.changed(object, random);
            sink.accept(new Attempt(changed.what(), address, headers, changed.bytes()));
        }
        Hostile.broken(object).forEach(body -> sink.accept(new Attempt(body.what(), address, headers, body.bytes())));
        // What collections have in common reads all of theirs, and ten megabytes take their time.
        if (!isRecords(operation) && !operation.path().endsWith("/retraction")) {
            var large = "{\"note\": \"" + "x".repeat(TOO_MUCH - 12) + "\"}";
            sink.accept(new Attempt("of over ten megabytes", address, headers, large.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private void files(String address, List<JsonNode> parameters, Consumer<Attempt> sink) {
        var formats = parameters.stream().filter(parameter -> parameter.get("name").textValue().equals("format")).findFirst()
                .orElseThrow();
        var headers = Map.of("Content-Type", "application/octet-stream");
        for (var format : formats.at("/schema/enum")) {
            var there = address + "?format=" + format.textValue();
            Hostile.files().forEach(
                    file -> sink.accept(new Attempt(format.textValue() + " of " + file.what(), there, headers, file.bytes())));
            sink.accept(new Attempt(format.textValue() + " packed in part", there,
                    Map.of("Content-Type", "application/octet-stream", "Content-Encoding", "gzip"), Hostile.halfPacked()));
        }
    }

    // --- What is asked for --------------------------------------------------------------------------------------------

    private static String bodyType(Operation operation) {
        var types = operation.tree().at("/requestBody/content").fieldNames();
        if (!types.hasNext()) {
            return null;
        }
        var first = types.next();
        return operation.path().endsWith("/import") ? "application/octet-stream" : first;
    }

    /** A body as it may be: what is there already where it is a record's, else one after the schema. */
    private byte[] sound(Operation operation, String address, String type) {
        if (operation.path().endsWith("/import")) {
            return new byte[0];
        }
        var fields = document.formFields(operation);
        if (!fields.isEmpty()) {
            return form(fields.get(0), "{}");
        }
        var collection = operation.path().endsWith("}")
                ? address.substring(0, address.lastIndexOf('/'))
                : address;
        var body = isRecords(operation) ? list(collection).stream().findFirst() : Optional.<JsonNode>empty();
        return Hostile.bytes(body.orElseGet(() -> document.example(document.body(operation, type))), new Random(0));
    }

    private boolean isRecords(Operation operation) {
        return document.has("put", operation.path()) || document.has("put", operation.path() + "/{id}");
    }

    /** The address with ids of what is there. */
    private String existing(String path) {
        return filled(path).orElseGet(() -> anything(path));
    }

    private Optional<String> filled(String path) {
        var variable = VARIABLE.matcher(path);
        if (!variable.find()) {
            return Optional.of(path);
        }
        return list(before(path)).stream().limit(20)
                .map(item -> item.has(variable.group(1)) ? item.get(variable.group(1)) : item.path("id"))
                .filter(JsonNode::isTextual).map(id -> path.replace(variable.group(), id.textValue()))
                .filter(address -> !VARIABLE.matcher(address).find() || !list(before(address)).isEmpty())
                .findFirst().flatMap(this::filled);
    }

    private static String before(String path) {
        return path.substring(0, path.lastIndexOf('/', path.indexOf('{')));
    }

    private static String anything(String path) {
        return VARIABLE.matcher(path).replaceAll(variable -> UUID.randomUUID().toString());
    }

    /** The first page of a list; empty where there is no such list. */
    private List<JsonNode> list(String collection) {
        return lists.computeIfAbsent(collection, address -> {
            var answer = send("GET", new Attempt("", address, Map.of(), null));
            var items = new ArrayList<JsonNode>();
            if (answer.statusCode() == 200) {
                parsed(answer.body()).path("items").forEach(items::add);
            }
            return items;
        });
    }

    /** With whatever else the operation needs. */
    private static String query(List<JsonNode> parameters, String name, String text) {
        var query = new StringBuilder("?" + name + "=" + encoded(text));
        parameters.stream()
                .filter(needed -> needed.path("required").asBoolean() && !needed.get("name").textValue().equals(name))
                .forEach(needed -> query.append('&').append(needed.get("name").textValue()).append('=')
                        .append(needed.at("/schema/enum/0").asText("KR")));
        return query.toString();
    }

    private static byte[] form(String field, String value) {
        return (encoded(field) + "=" + encoded(value)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // --- What is answered ---------------------------------------------------------------------------------------------

    private HttpResponse<byte[]> send(String method, Attempt attempt) {
        return send(method, attempt, token);
    }

    private HttpResponse<byte[]> send(String method, Attempt attempt, String bearer) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + attempt.address()))
                .timeout(Duration.ofMinutes(1))
                .method(method, attempt.body() == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(attempt.body()));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        attempt.headers().forEach(request::setHeader);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + attempt.address() + " with " + attempt.what(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";")[0].strip();
    }

    private static List<String> problemFaults(HttpResponse<byte[]> answer) {
        var faults = new ArrayList<String>();
        var status = answer.statusCode();
        if (status < 400 && status != 304) {
            faults.add("is no answer that we give");
        }
        if (status >= 500) {
            faults.add("is an error of ours");
        }
        if (status >= 400) {
            var text = new String(answer.body(), StandardCharsets.UTF_8);
            if (!type(answer).equals("application/problem+json")) {
                return List.of("is no problem document but " + type(answer) + ": " + Hostile.brief(text));
            }
            var problem = parsed(answer.body());
            if (problem.path("status").asInt() != status
                    || !problem.path("type").asText().startsWith("https://tamga.example/problems/")
                    || problem.path("detail").asText().isBlank() || problem.path("title").asText().isBlank()) {
                faults.add("says less than a problem says: " + Hostile.brief(text));
            }
            if (INSIDE.matcher(problem.path("detail").asText() + problem.path("violations")).find()) {
                faults.add("gives our inside away: " + text);
            }
            if (status == 422 && problem.path("type").asText().matches(".*/(rule-broken|source-required)")
                    && problem.path("violations").isEmpty()) {
                faults.add("names no field: " + Hostile.brief(text));
            }
        }
        return faults;
    }

    /** What the refusal of a parameter names as known, and the document does not. */
    private Stream<String> undescribed(Operation operation, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 400 || !type(answer).equals("application/problem+json")) {
            return Stream.empty();
        }
        var known = KNOWN.matcher(parsed(answer.body()).path("detail").asText());
        if (!known.find()) {
            return Stream.empty();
        }
        var described = document.parameters(operation, "query").stream().map(one -> one.get("name").textValue()).toList();
        return Stream.of(known.group(1).split(", ")).filter(name -> !described.contains(name))
                .map(name -> "the document does not know the parameter " + name);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
