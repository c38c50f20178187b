package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.kubernetes.Manifests;
import org.tamga.local.kafka.BuiltLibraries;
import org.tamga.local.kafka.LocalKafka;
import org.tamga.local.postgres.Durability;
import org.tamga.local.postgres.LocalPostgres;
import org.tamga.local.postgres.PostgresBinaries;
import org.tamga.local.postgres.PostgresDatabase;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;
import org.tamga.local.suite.Health;
import org.tamga.testing.Citations;
import org.tamga.testing.Tokens;

/** A packaged service and its database and Kafka, in whatever order they come; and the step that only brings the database up to date. */
class StartOrderIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SERVICE = CHECKOUT.resolve("trade-service/target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOOKED_AT = "Successfully validated";
    private static final Path MANIFESTS = CHECKOUT.resolve("deploy/kubernetes/overlays/production");

    @TempDir
    static Path shared;
    private static LocalPostgres postgres;
    private static int databases;
    @TempDir
    Path folder;
    private LocalKafka kafka;
    private PostgresDatabase database;
    private final int port = FreePorts.any();
    private final String address = "http://127.0.0.1:" + port;

    @BeforeAll
    static void unpack() {
        postgres = new LocalPostgres(shared.resolve("postgres"), FreePorts.any(), PostgresBinaries.unpackedIn(shared),
                Durability.THROWAWAY, Lifetime.OWN);
    }

    @BeforeEach
    void make_a_database_that_is_away() {
        postgres.start();
        database = postgres.database("trade" + ++databases);
        postgres.stop();
        kafka = new LocalKafka(folder.resolve("kafka"), FreePorts.any(), FreePorts.any(),
                BuiltLibraries.above(CHECKOUT.resolve("end-to-end")),
                Lifetime.OWN, List.of("-Xmx256m"));
    }

    @AfterEach
    void stop() {
        postgres.stop();
        if (kafka.server() != null) {
            // Its own end would take longer than the test.
            kafka.server().process().destroyForcibly().onExit().join();
        }
    }

    @Test
    void a_service_that_starts_first_says_what_it_waits_for_and_begins_when_it_is_there() throws Exception {
        var service = run("first", Map.of());
        try {
            await().atMost(PATIENCE).until(() -> Health.accepts(port));
            given().get(address + "/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
            given().get(address + "/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'Schema' }.data.'waits for'", containsString("database"))
                    .body("checks.find { it.name == 'Topics' }.data.'waits for'", containsString("Kafka"));
            given().get(address + "/api/trade/companies").then().statusCode(503)
                    .contentType("application/problem+json").header("Retry-After", equalTo("2"));

            postgres.start();
            await().atMost(PATIENCE).until(() -> Health.ready(port));
            var company = UUID.randomUUID();
            given().auth().oauth2(Tokens.of("trade-editor")).contentType("application/json")
                    .body("""
                          {"names": [{"text": "Kia Qazaqstan", "lang": "en", "type": "legal"}], "entityType": "company", "sources": [%s]}"""
                            .formatted(Citations.ANY))
                    .put(address + "/api/trade/companies/" + company).then().log().ifValidationFails().statusCode(201);
            given().get(address + "/api/trade/companies/" + company).then().statusCode(200).body("version", equalTo(1));

            kafka.start();
            await().atMost(PATIENCE).untilAsserted(() -> given().get(address + "/api/trade/changes").then().statusCode(200)
                    .body("items.subject", hasItem(company.toString())));
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, count("outbox")));
            assertTrue(service.process().isAlive());
        } finally {
            service.stop(Duration.ofSeconds(30));
        }
    }

    @Test
    void the_step_that_only_migrates_ends_and_may_be_run_again() throws Exception {
        postgres.start();
        assertEquals(0, exitCode(run("migrates", onlyMigrates())));
        var applied = count("flyway_schema_history");
        assertTrue(applied > 1);
        assertEquals(0, exitCode(run("migrates", onlyMigrates())));
        assertEquals(applied, count("flyway_schema_history"));
    }

    /** It ends in the words by which {@code ./tamga up} knows why. */
    @Test
    void migrations_are_looked_at_where_the_tables_are_not_as_a_start_left_them_and_tables_of_others_end_it() throws Exception {
        postgres.start();
        assertTrue(started("first-start").contains(LOOKED_AT));
        assertFalse(started("second-start").contains(LOOKED_AT));
        try (var connection = connection()) {
            connection.createStatement().execute("update flyway_schema_history set checksum = 894 where version = '1.1'");
        }
        assertEquals(1, exitCode(run("other-schema", Map.of())));
        assertTrue(Files.readString(log("other-schema")).contains("FlywayValidateException"));
    }

    /** Starts the service and ends it once it listens; what it said. */
    private String started(String name) throws Exception {
        var service = run(name, Map.of());
        try {
            await().atMost(PATIENCE).until(() -> Health.accepts(port));
        } finally {
            service.stop(Duration.ofSeconds(30));
        }
        return Files.readString(log(name));
    }

    /** What the manifests tell the init step, as they are rendered; where its database is they make of a Secret. */
    private static Map<String, String> onlyMigrates() throws IOException {
        var step = Manifests.rendered(MANIFESTS).named("Deployment", "trade-service").orElseThrow().initContainers().get(0);
        Map<String, String> told = new HashMap<>();
        for (var variable : step.path("env")) {
            if (variable.path("value").isTextual()) {
                told.put(variable.path("name").asText(), variable.path("value").asText());
            }
        }
        assertEquals("true", told.get("QUARKUS_INIT_AND_EXIT"));
        return told;
    }

    private static int exitCode(Server server) throws InterruptedException {
        assertTrue(server.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return server.process().exitValue();
    }

    private long count(String table) throws SQLException {
        try (var connection = connection();
                var row = connection.createStatement().executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }

    private static Path log(String name) {
        return Path.of("target/suite-logs").toAbsolutePath().resolve("trade-" + name + ".log");
    }

    private Server run(String name, Map<String, String> besides) throws IOException {
        Map<String, String> environment = new HashMap<>(besides);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", Tokens.publicKeyLocation());
        environment.put("TAMGA_IMPORTS_FOLDER", folder.resolve("imports").toString());
        Files.createDirectories(log(name).getParent());
        return Server.start(new Server.Program("trade", List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx160m",
                "-XX:TieredStopAtLevel=1", "-jar", SERVICE.toString()), environment,
                Files.createTempDirectory(folder, name), log(name), "TERM", "KILL"),
                Lifetime.THIS_JVM);
    }
}
