package org.tamga.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/**
 * What every collection of every service must do, whatever it holds: bad input is answered with a problem that names the field, and
 * what is announced keeps its stored contract. Driven by the service's own list of collections, so that no new room can forget it.
 *
 * <pre>{@code
 * @TradeTest
 * @Order(Integer.MAX_VALUE)
 * class EveryRoomTest {
 *
 *     @TestFactory
 *     Stream<DynamicTest> keeps_the_common_rules() {
 *         return EveryRoom.of("trade");
 *     }
 * }
 * }</pre>
 */
public final class EveryRoom {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String PARENT = "{parentId}";
    private static final Pattern INSIDE = Pattern.compile("\\b(java|jakarta|org\\.tamga|com\\.fasterxml)\\.");
    /** Where a channel says which types of event are on it. */
    private static final Pattern TYPES = Pattern.compile("\\bTypes (.*?)[.;](?: |$)");
    /** What the calendar brings to every record, and who runs the service can; said once in contracts/asyncapi.yaml. */
    private static final Set<String> OF_EVERY_TOPIC = Set.of("took-effect", "lapsed", "withheld", "restored");
    /** With {@code -Drooms.only=withstands} those alone whose names have it. */
    private static final Pattern ONLY = Pattern.compile(System.getProperty("rooms.only", ""));

    private final String domain;
    private final Path contracts;
    private final Map<String, Schema> schemas = new HashMap<>();
    /** By topic, of what something has been recorded as a part. */
    private final Map<String, Set<String>> parents = new HashMap<>();

    private EveryRoom(String domain) {
        this.domain = domain;
        this.contracts = StoredContract.FOLDER.resolve("events");
    }

    /** The tests of every collection of the running service. */
    public static Stream<DynamicTest> of(String domain) {
        return new EveryRoom(domain).tests();
    }

    private Stream<DynamicTest> tests() {
        var tests = new ArrayList<DynamicTest>();
        for (var item : read("/api/" + domain + "/schemas").get("items")) {
            var topic = item.get("topic").textValue();
            var collection = item.get("collection").textValue();
            var path = collection.replace(PARENT, UUID.randomUUID().toString());
            var schema = read(item.get("schema").textValue());
            tests.add(DynamicTest.dynamicTest(topic + " refuses whom it must", () -> refusesWhomItMust(path)));
            tests.add(DynamicTest.dynamicTest(topic + " refuses what cannot be read", () -> refusesWhatCannotBeRead(path)));
            tests.add(DynamicTest.dynamicTest(topic + " names every field that is wrong",
                    () -> namesEveryWrongField(path, schema)));
            tests.add(DynamicTest.dynamicTest(topic + " refuses impossible questions", () -> refusesImpossibleQuestions(path)));
            tests.add(DynamicTest.dynamicTest(topic + " keeps its stored contract", () -> keepsItsContract(topic, schema)));
            tests.add(DynamicTest.dynamicTest(topic + " announces what its channel says",
                    () -> announcesWhatIsSaid(item, topic)));
            tests.add(DynamicTest.dynamicTest(topic + " refuses imports that it must",
                    () -> new EveryImport(domain, path).refusesWhatItMust()));
            tests.add(DynamicTest.dynamicTest(topic + " takes its own export for what is recorded already",
                    () -> new EveryImport(domain, collection.replace(PARENT, EveryImport.ANY_PARENT))
                            .takesItsOwnExport(partsOf(collection, topic))));
            if (!collection.contains(PARENT)) {
                tests.add(DynamicTest.dynamicTest(topic + " is read together as it is read alone",
                        () -> isReadTogetherAsAlone(path)));
            }
        }
        for (var derived : read("/api/" + domain + "/schemas").get("derived")) {
            var topic = derived.get("topic").textValue();
            var schema = read(derived.get("schema").textValue());
            tests.add(DynamicTest.dynamicTest(topic + " keeps its stored contract", () -> keepsItsContract(topic, schema)));
        }
        tests.add(DynamicTest.dynamicTest("the API keeps its stored contract", () -> StoredContract.keepsApi(domain)));
        tests.add(DynamicTest.dynamicTest("the manifests' probes are answered", Probes::areAnswered));
        // Once: one guard looks at all.
        Tokens.unacceptable(domain + "-editor", "operator").forEach((what, token) -> tests
                .add(DynamicTest.dynamicTest("a token " + what + " is refused", () -> refusesToken(token))));
        // Once: the base reads the bodies of all, and ten megabytes take their time.
        tests.add(DynamicTest.dynamicTest("a body of over ten megabytes, or of very many values, is refused",
                this::refusesTooMuch));
        tests.add(DynamicTest.dynamicTest("a connection is not raised to HTTP/2", this::isNotRaised));
        tests.add(DynamicTest.dynamicTest("an import goes on after a line that is too long",
                () -> new EveryImport(domain, "/api/" + domain + "/coverages").goesOnAfterAnEndlessLine()));
        new EveryOperation(domain).tests().forEach(tests::add);
        tests.add(DynamicTest.dynamicTest("what was announced meets its contract", this::eventsMeetTheirContracts));
        // The last: it ends the service's connections.
        tests.add(DynamicTest.dynamicTest("every filter is served by an index",
                () -> new EveryFilter(domain).isServedByAnIndex()));
        return tests.stream().filter(test -> ONLY.matcher(test.getDisplayName()).find());
    }

    /** Paths of the collection under which something has been recorded. */
    private List<String> partsOf(String collection, String topic) {
        if (!collection.contains(PARENT)) {
            return List.of(collection);
        }
        if (parents.isEmpty()) {
            eachChange(change -> parents.computeIfAbsent(change.get("topic").textValue(), any -> new TreeSet<>())
                    .add(change.at("/data/parentId").asText()));
        }
        return parents.getOrDefault(topic, Set.of()).stream().map(parent -> collection.replace(PARENT, parent)).toList();
    }

    /** As the gateway asks for several at once (ADR 0020); or not at all, where there are several forms of a record. */
    private void isReadTogetherAsAlone(String path) throws IOException {
        var ids = new ArrayList<>(List.of(UUID.randomUUID().toString(), "no id"));
        read(path + "?limit=20").get("items").forEach(item -> ids.add(item.get("id").textValue()));
        var answers = ids.stream().map(id -> given().get(path + "/" + id)).toList();
        var together = "/reads" + path.substring(("/api/" + domain).length());
        var answer = given().body(String.join("\n", ids)).post(together);
        if (answer.statusCode() == 404) {
            assertEquals("/reads/institutions", together);
            answers.stream().skip(2).forEach(alone -> assertTrue(alone.headers().hasHeaderWithName("Vary"), together));
            return;
        }
        var alone = new ByteArrayOutputStream();
        for (var one : answers) {
            // What is no record, or longer than the gateway gathers of an answer, has to go alone.
            if (one.statusCode() != 200 || one.asByteArray().length > 32 << 10) {
                alone.writeBytes("-\n".getBytes(StandardCharsets.UTF_8));
                continue;
            }
            var body = one.asByteArray();
            assertEquals("application/json;charset=UTF-8", one.contentType());
            assertEquals(Set.of("Content-Type", "ETag", "X-Correlation-Id", "content-length"),
                    one.headers().asList().stream().map(Header::getName).collect(Collectors.toSet()));
            alone.writeBytes((one.header("ETag") + " " + body.length + "\n").getBytes(StandardCharsets.UTF_8));
            alone.writeBytes(body);
        }
        assertEquals(200, answer.statusCode());
        assertArrayEquals(alone.toByteArray(), answer.asByteArray());
        given().body("x".repeat(2000)).post(together).then().statusCode(413);
    }

    /** With the raise comes the body of the first request, held in memory as a whole. */
    private void isNotRaised() {
        given().header("Connection", "Upgrade, HTTP2-Settings").header("Upgrade", "h2c")
                .header("HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA").get("/api/" + domain + "/schemas").then().statusCode(200);
    }

    private void refusesWhomItMust(String path) {
        var address = path + "/" + UUID.randomUUID();
        problem(given().contentType(ContentType.JSON).body("{}").put(address).then(), 401);
        problem(given().auth().oauth2(Tokens.of("subscriber")).contentType(ContentType.JSON).body("{}").put(address).then(),
                403);
        problem(given().contentType(ContentType.JSON).body("{}").post(path).then(), 401);
        problem(given().contentType(ContentType.JSON).body("{}").post(address + "/retraction").then(), 401);
    }

    /** Where an editor's is needed and where an operator's, reads included. */
    private void refusesToken(String token) {
        var address = "/api/" + domain + "/coverages/" + UUID.randomUUID();
        problem(given().auth().oauth2(token).contentType(ContentType.JSON).body("{}").put(address).then(), 401);
        problem(given().auth().oauth2(token).get("/api/" + domain + "/subscriptions").then(), 401);
    }

    private void refusesWhatCannotBeRead(String path) {
        var address = path + "/" + UUID.randomUUID();
        for (var body : List.of("", "{", "[]", "\"text\"", "{\"a\": 1} trailing", "{\"a\": 1, \"a\": 2}", "[".repeat(2000))) {
            problem(editor().body(body).put(address).then(), 400);
        }
        problem(editor().body(new byte[]{'{', '"', (byte) 0xff, '"', ':', '1', '}'}).put(address).then(), 400);
        problem(given().auth().oauth2(token()).contentType("text/plain").body("{}").put(address).then(), 415);
        problem(given().accept("image/png").get(path).then(), 406);
        problem(editor().body("{\"sources\": []}").put(path + "/not-a-uuid").then(), 400);
        problem(given().get(path + "/not-a-uuid").then(), 400);
        problem(given().get(path + "/" + UUID.randomUUID()).then(), 404);
        problem(given().get(path + "/" + UUID.randomUUID() + "/history").then(), 404);
        problem(editor().body("{\"because\": \"test\", \"sources\": [" + Citations.ANY + "]}").post(address + "/retraction")
                .then(), 404);
        problem(editor().delete(address).then(), 405);
    }

    private void refusesTooMuch() {
        problem(editor().body("{\"note\": \"" + "x".repeat(10 << 20) + "\"}")
                .put("/api/" + domain + "/coverages/" + UUID.randomUUID()).then(), 413);
        problem(editor().body("{\"sources\": [" + "{},".repeat(200_000) + "{}]}")
                .put("/api/" + domain + "/coverages/" + UUID.randomUUID()).then(), 400)
                .body("detail", containsString("values"));
    }

    private void namesEveryWrongField(String path, JsonNode schema) {
        var address = path + "/" + UUID.randomUUID();
        problem(editor().body("{}").put(address).then(), 422).body("type", containsString("source-required"));
        problem(editor().body("{\"sources\": [{\"title\": \"\"}]}").put(address).then(), 422)
                .body("violations.pointer", hasItem("/sources/0/type"));
        problem(editor().body("{\"colour of the moon\": 1, \"sources\": [" + Citations.ANY + "]}").put(address).then(), 422)
                .body("violations.pointer", hasItem("/colour of the moon"));
        problem(editor().body("{\"note\": \"a\\u0000b\", \"sources\": [" + Citations.ANY + "]}").put(address).then(), 422)
                .body("violations.pointer", hasItem("/note"));
        problem(editor().body("{\"validFrom\": \"2025-02-30\", \"sources\": [" + Citations.ANY + "]}").put(address).then(), 422)
                .body("violations.pointer", hasItem("/validFrom"));
        problem(editor()
                .body("{\"validFrom\": \"2025-02-02\", \"validTo\": \"2025-02-02\", \"sources\": [" + Citations.ANY + "]}")
                .put(address).then(), 422).body("violations.pointer", hasItem("/validTo"));
        var period = schema.at("/$defs/period/properties");
        for (var name : (Iterable<String>) period::fieldNames) {
            if (List.of("id", "parentId", "version", "recordedAt", "supersededAt", "knownFrom", "knownTo", "recordedBy",
                    "sources")
                    .contains(name)) {
                continue;
            }
            var wrong = JSON.createObjectNode();
            wrong.set(name, wrong(period.get(name)));
            wrong.putArray("sources").add(Citations.any());
            problem(editor().body(wrong.toString()).put(address).then(), 422)
                    .body("violations.pointer", hasItem(matchesPattern("\\Q/" + name + "\\E(/.*)?")));
        }
    }

    /** A value of another type than the schema's. */
    private static JsonNode wrong(JsonNode schema) {
        var type = schema.path("type");
        var name = type.isArray() ? type.get(0).asText() : type.asText();
        return name.equals("object") || name.equals("array")
                ? JSON.getNodeFactory().textNode("neither")
                : JSON.createArrayNode().addObject();
    }

    private void refusesImpossibleQuestions(String path) {
        problem(given().queryParam("colour", "red").get(path).then(), 400).body("violations.pointer", hasItem("colour"));
        for (var question : List.of("limit=0", "limit=501", "limit=x", "limit=&limit=1", "validAt=2025-02-30",
                "validAt=+999999999-12-31",
                "knownAt=yesterday",
                "knownAt=2999-01-01T00:00:00Z", "knownBasis=rumour", "after=nonsense", "sort=colour", "updatedAfter=x",
                "updatedAfter=2999-01-01T00:00:00Z", "includeHistory=yes", "fields=id,colour", "format=xls",
                "updatedAfter=2025-02-01T00:00:00Z&knownAt=2025-01-01T00:00:00Z")) {
            problem(given().get(path + "?" + question).then(), 400);
        }
    }

    private void keepsItsContract(String topic, JsonNode schema) throws IOException {
        StoredContract.keeps(contracts.resolve(topic + ".v1.schema.json"), schema, Compatibility::broken);
    }

    /** The types of event that a room names are those that stand in contracts/asyncapi.yaml. */
    private void announcesWhatIsSaid(JsonNode item, String topic) throws IOException {
        var types = types(item);
        var said = TYPES.matcher(YAML.readTree(StoredContract.FOLDER.resolve("asyncapi.yaml").toFile()).path("channels")
                .path(topic).path("description").asText());
        assertTrue(said.find(), () -> "contracts/asyncapi.yaml does not say which types are on " + topic);
        assertEquals(types, Stream.of(said.group(1).split(", ")).map(name -> type(topic, name))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Set<String> types(JsonNode item) {
        var types = new TreeSet<String>();
        item.get("types").forEach(type -> types.add(type.textValue()));
        return types;
    }

    /** A name with a point in it begins with what it happened to. */
    private String type(String topic, String name) {
        return "org.tamga." + (name.contains(".") ? domain + "." + name : topic + "." + name) + ".v1";
    }

    private void eventsMeetTheirContracts() throws IOException {
        var announced = new TreeSet<String>();
        var types = new HashMap<String, Set<String>>();
        for (var item : read("/api/" + domain + "/schemas").get("items")) {
            var topic = item.get("topic").textValue();
            types.put(topic, types(item));
            OF_EVERY_TOPIC.forEach(name -> types.get(topic).add(type(topic, name)));
        }
        eachChange(change -> {
            var topic = change.get("topic").textValue();
            var type = change.get("type").textValue();
            announced.add(topic);
            assertTrue(!types.containsKey(topic) || types.get(topic).contains(type),
                    () -> topic + " is not said to have " + type);
            meetsItsContract(type, change);
            keepExample(change);
        });
        try (var examples = Files.list(contracts)) {
            for (var example : examples.filter(file -> file.getFileName().toString().startsWith("org.tamga." + domain + "."))
                    .toList()) {
                var event = JSON.readTree(example.toFile());
                announced.remove(event.get("topic").textValue());
                meetsItsContract(example, event);
            }
        }
        // Which kinds of event come up in a run is not certain; that each topic has an example is.
        assertEquals(Set.of(), announced, "there is no example of these topics; write them with -Dcontracts.write");
    }

    private void meetsItsContract(Object name, JsonNode event) {
        var errors = schemas.computeIfAbsent(event.get("topic").textValue(), this::storedSchema)
                .validate(event.get("data").toString(), InputFormat.JSON);
        assertTrue(errors.isEmpty(), () -> name + " breaks its contract: " + errors);
    }

    private Schema storedSchema(String topic) {
        try {
            return REGISTRY.getSchema(Files.readString(contracts.resolve(topic + ".v1.schema.json")), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void eachChange(Consumer<JsonNode> sink) {
        var after = 0L;
        for (JsonNode page; !(page = read("/api/" + domain + "/changes?limit=500&after=" + after).get("items")).isEmpty();) {
            page.forEach(sink);
            after = page.get(page.size() - 1).get("sequence").longValue();
        }
    }

    private void keepExample(JsonNode change) {
        var file = contracts.resolve(change.get("type").textValue() + ".example.json");
        if (StoredContract.WRITES && Files.notExists(file)) {
            try {
                Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(change) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String token() {
        return Tokens.of(domain + "-editor");
    }

    private RequestSpecification editor() {
        return given().auth().oauth2(token()).contentType(ContentType.JSON);
    }

    /** The answer is a problem of that status which gives nothing of our inside away. */
    static ValidatableResponse problem(ValidatableResponse answer, int status) {
        // Thousands are looked at: REST-assured would format each for a log, and compile each path that it is asked for.
        var response = answer.extract();
        var text = response.asString();
        assertEquals(status, response.statusCode(), text);
        assertEquals("application/problem+json", String.valueOf(response.contentType()).split(";")[0], text);
        var problem = parsed(text);
        assertEquals(status, problem.path("status").asInt(), text);
        assertTrue(problem.path("type").asText().contains("https://tamga.example/problems/"), text);
        assertFalse(INSIDE.matcher(problem.path("detail").asText()).find(), text);
        return answer;
    }

    private static JsonNode read(String address) {
        return parsed(given().get(address).then().statusCode(200).extract().asString());
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
