package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.Health;
import org.tamga.testing.Citations;
import org.tamga.testing.Compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.restassured.response.ValidatableResponse;

/**
 * A version of events-service and its next one, which has a field and a column more, beside each other on one database and one set of
 * topics, as while Kubernetes replaces the one by the other.
 */
@ExtendWith(OneSuite.class)
class RollingUpgradeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SERVICE = CHECKOUT.resolve("events-service");
    private static final Path CONTRACT = CHECKOUT.resolve("contracts/events/events.gathering.v1.schema.json");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String LAST_FIELD = "@Valid Details details) {";

    @TempDir
    Path folder;

    @Test
    void both_write_and_read_and_every_reader_goes_on(Suite suite) throws Exception {
        var token = suite.token("events-editor");
        var old = suite.address(Application.EVENTS).toString();
        var byOld = UUID.randomUUID();
        var byNew = UUID.randomUUID();
        put(old, token, byOld, "Old 1", null, null).statusCode(201);

        migrate(suite);
        put(old, token, byOld, "Old 2", null, 1).statusCode(200);

        try (var next = new Next(suite, folder)) {
            put(next.address(), token, byNew, "New 1", "Together", null).statusCode(201).body("motto", equalTo("Together"));
            given().get(old + "/api/events/gatherings/" + byNew).then().statusCode(200)
                    .body("title.en", equalTo("New 1")).body("motto", nullValue());
            put(old, token, byNew, "New 2 by the old", null, 1).statusCode(200);
            put(next.address(), token, byNew, "New 3", "Together again", 2).statusCode(200);
            put(next.address(), token, byOld, "Old 3 by the new", null, 2).statusCode(200);
            put(old, token, byOld, "Old 4", null, 3).statusCode(200);
            awaitCopies(suite, Map.of(byOld, "Old 4", byNew, "New 3"));

            var announced = announced(old, byNew, 3);
            assertEquals("Together again", announced.at("/after/0/motto").asText());
            assertEquals(List.of(), SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(CONTRACT), InputFormat.JSON).validate(announced.toString(), InputFormat.JSON));
            theContractGrewAndDidNotBreak(next.address());

            // The old one starts on the new one's schema too, as when its node is drained, or the upgrade is taken back.
            var restart = suite.tamga("restart", "events");
            assertEquals(0, restart.exitCode(), restart.output());
            put(old, token, byNew, "New 4 by the old", null, 3).statusCode(200);
            put(next.address(), token, byOld, "Old 5 by the new", "One more", 4).statusCode(200);
            awaitCopies(suite, Map.of(byOld, "Old 5 by the new", byNew, "New 4 by the old"));
        }
        put(old, token, byOld, "Old 6", null, 5).statusCode(200);
        awaitCopies(suite, Map.of(byOld, "Old 6"));
        given().get(old + "/api/events/gatherings/" + byOld + "/history").then().statusCode(200)
                .body("items.version", equalTo(List.of(6, 5, 4, 3, 2, 1)));
    }

    private static void theContractGrewAndDidNotBreak(String address) throws IOException {
        var path = given().get(address + "/api/events/schemas").then().body("items.topic", hasItem("events.gathering"))
                .extract().<String>path("items.find { it.topic == 'events.gathering' }.schema");
        var former = JSON.readTree(CONTRACT.toFile());
        var newer = JSON.readTree(given().get(address + path).then().statusCode(200).extract().asString());
        assertNotEquals(former, newer);
        assertEquals(List.of(), Compatibility.broken(former, newer));
        assertEquals(List.of("/$defs/period/properties/motto is gone"), Compatibility.broken(newer, former));
    }

    /** An additive migration, numbered in its room's row and so below others that are applied already. */
    private void migrate(Suite suite) throws IOException {
        var migrations = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(migrations.resolve("V1_4_1__gathering_motto.sql"),
                "alter table gathering_version add column motto text;");
        var database = suite.database(Application.EVENTS);
        Flyway.configure().dataSource(database.url(), database.username(), database.password()).outOfOrder(true)
                .locations("filesystem:" + CHECKOUT.resolve("record/src/main/resources/db/record"),
                        "filesystem:" + SERVICE.resolve("src/main/resources/db/events"), "filesystem:" + migrations)
                .load().migrate();
    }

    private static String withMotto(String source) {
        return source.replace(LAST_FIELD,
                """
                @Valid Details details, String motto) {

                    public Gathering(LanguageMap title, LanguageMap aims, List<String> topics, Classification classification,
                            String formatCode, Integer edition, UUID parentId, Edtf startsOn, Edtf endsOn, String zone,
                            Place place, AttendanceMode attendanceMode, List<String> languages, List<Organiser> organisers,
                            List<Country> invited, Status status, List<Reference> references, Details details) {
                        this(title, aims, topics, classification, formatCode, edition, parentId, startsOn, endsOn, zone, place,
                                attendanceMode, languages, organisers, invited, status, references, details, null);
                    }
                """);
    }

    private static ValidatableResponse put(String address, String token, UUID id, String title, String motto, Integer former) {
        var body = JSON.createObjectNode().put("classification", "forum");
        body.putObject("title").put("en", title);
        if (motto != null) {
            body.put("motto", motto);
        }
        body.putRawValue("sources", new RawValue("[" + Citations.ANY + "]"));
        var write = given().auth().oauth2(token).contentType("application/json").body(body.toString());
        if (former != null) {
            write.header("If-Match", "\"" + former + "\"");
        }
        return write.put(address + "/api/events/gatherings/" + id).then().log().ifValidationFails();
    }

    private static JsonNode announced(String address, UUID id, int version) {
        return await().atMost(PATIENCE).until(() -> {
            var after = 0L;
            for (JsonNode items; !(items = page(address, after)).isEmpty();) {
                for (var item : items) {
                    after = item.get("sequence").longValue();
                    if (item.at("/data/recordId").asText().equals(id.toString())
                            && item.at("/data/version").asInt() == version) {
                        return item.get("data");
                    }
                }
            }
            return null;
        }, data -> data != null);
    }

    private static JsonNode page(String address, long after) throws IOException {
        return JSON.readTree(given().get(address + "/api/events/changes?limit=500&after=" + after).then().statusCode(200)
                .extract().asString()).get("items");
    }

    private static void awaitCopies(Suite suite, Map<UUID, String> titles) {
        for (var reader : List.of(Application.MOBILITY, Application.TRADE)) {
            await(reader.id()).atMost(PATIENCE).untilAsserted(() -> {
                var copies = Copies.ofGatherings(suite.database(reader));
                titles.forEach((id, title) -> assertEquals(title, copies.get(id.toString())));
            });
        }
    }

    /** The next version, running. */
    private static final class Next implements AutoCloseable {

        private final int port = FreePorts.any();
        private final Server server;

        Next(Suite suite, Path folder) throws IOException {
            var build = ChangedBuild.of(SERVICE, folder.resolve("next")).with(
                    SERVICE.resolve("src/main/java/org/tamga/events/gathering/Gathering.java"), RollingUpgradeIT::withMotto);
            var database = suite.database(Application.EVENTS);
            Map<String, String> environment = new HashMap<>();
            environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
            environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
            environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
            environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
            environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
            environment.put("KAFKA_BOOTSTRAP_SERVERS", suite.kafka());
            environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", suite.data().resolve("keys/public.pem").toUri().toString());
            environment.put("TAMGA_IMPORTS_FOLDER", folder.resolve("imports").toString());
            var log = Files.createDirectories(Path.of("target/suite-logs")).toAbsolutePath().resolve("events-next.log");
            server = Server.start(new Server.Program("the next version",
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx160m",
                            "-XX:TieredStopAtLevel=1", "-jar", "quarkus-run.jar"),
                    environment, build.folder(), log, "TERM", "TERM"), Lifetime.THIS_JVM);
            server.await(() -> Health.ready(port), PATIENCE);
        }

        String address() {
            return "http://127.0.0.1:" + port;
        }

        @Override
        public void close() {
            server.stop(Duration.ofSeconds(30));
        }
    }
}
