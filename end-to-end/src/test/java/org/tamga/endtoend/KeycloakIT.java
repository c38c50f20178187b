package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;
import org.tamga.local.suite.Health;
import org.tamga.testing.TestKafka;
import org.tamga.testing.TestPostgres;

/**
 * trade-service, told what the component {@code oidc} tells it, with tokens of a real Keycloak. Takes some minutes; its distribution
 * (155 MB) comes from the Maven registry: {@code mvn -pl end-to-end verify -Dtamga.keycloak -Dit.test=KeycloakIT}.
 */
@EnabledIfSystemProperty(named = "tamga.keycloak.distribution", matches = ".+")
class KeycloakIT {

    private static final Path ENVIRONMENT = Path.of("..", "deploy/kubernetes/components/oidc/oidc.env");

    @TempDir
    static Path folder;
    private static Keycloak keycloak;
    private static Server service;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        keycloak = new Keycloak(Path.of(System.getProperty("tamga.keycloak.distribution")), folder);
        keycloak.person("anna", "correct horse", "trade-editor");
        keycloak.person("boris", "battery staple");
        var database = TestPostgres.database("trade");
        port = FreePorts.any();
        Map<String, String> environment = new HashMap<>(Files.readAllLines(ENVIRONMENT).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#")).map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        environment.putAll(Map.of("MP_JWT_VERIFY_ISSUER", keycloak.issuer(), "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                keycloak.keys(),
                "QUARKUS_HTTP_PORT", Integer.toString(port), "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false",
                "KAFKA_BOOTSTRAP_SERVERS", TestKafka.bootstrapServers(), "QUARKUS_DATASOURCE_JDBC_URL", database.url(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password()));
        var jar = Path.of("..", "trade-service/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        service = Server.start(
                new Server.Program("trade-service", List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(), "-Xmx192m", "-jar", jar.toString()), environment, folder, folder.resolve("trade.log"),
                        "TERM", "KILL"),
                Lifetime.OWN);
        service.await(() -> Health.ready(port), Duration.ofMinutes(3));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.stop(Duration.ofSeconds(30));
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void who_signs_in_writes_what_his_roles_let_him() throws Exception {
        var anna = keycloak.signIn("anna", "correct horse");
        var claims = Keycloak.claims(anna);
        assertEquals(keycloak.issuer(), claims.get("iss").asText());
        assertTrue(claims.get("aud").toString().contains("\"tamga\""), claims.toString());
        assertTrue(claims.get("groups").toString().contains("trade-editor"), claims.toString());
        assertEquals(201, write(anna));
        assertEquals(403, write(keycloak.signIn("boris", "battery staple")));
        assertEquals(401, given().contentType("application/json").body(company()).put(address()).statusCode());
    }

    @Test
    void what_is_recorded_names_who_signed_in() throws Exception {
        var anna = keycloak.signIn("anna", "correct horse");
        assertEquals(Keycloak.claims(anna).get("sub").asText(), given().auth().oauth2(anna).contentType("application/json")
                .body(company()).put(address()).then().statusCode(201).extract().path("recordedBy"));
    }

    @Test
    void a_token_for_others_or_of_others_is_refused() throws Exception {
        assertEquals(401, write(keycloak.strangersToken()), "wrong audience");
        assertEquals(401, write(keycloak.otherRealmsToken()), "wrong issuer");
    }

    @Test
    void a_token_that_chooses_its_own_algorithm_is_refused() throws Exception {
        var parts = keycloak.signIn("anna", "correct horse").split("\\.");
        var unsigned = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        assertEquals(401, write(unsigned));
        var head = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + parts[1];
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keycloak.keys().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertEquals(401, write(head + "." + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)))));
    }

    @Test
    void a_token_ends_when_it_says() throws Exception {
        keycloak.lifespan(5);
        try {
            var anna = keycloak.signIn("anna", "correct horse");
            // Beyond its end by what clocks may differ.
            await().atMost(3, TimeUnit.MINUTES).pollInterval(5, TimeUnit.SECONDS).until(() -> write(anna) == 401);
        } finally {
            keycloak.lifespan(900);
        }
    }

    @Test
    void a_new_key_is_taken_up_and_the_old_one_still_holds() throws Exception {
        var before = keycloak.signIn("anna", "correct horse");
        keycloak.rotate();
        var after = keycloak.signIn("anna", "correct horse");
        assertNotEquals(before.split("\\.")[0], after.split("\\.")[0], "another key id");
        await().atMost(3, TimeUnit.MINUTES).pollInterval(5, TimeUnit.SECONDS).until(() -> write(after) == 201);
        assertEquals(201, write(before));
    }

    private static int write(String token) {
        return given().auth().oauth2(token).contentType("application/json").body(company()).put(address()).statusCode();
    }

    private static String address() {
        return "http://127.0.0.1:" + port + "/api/trade/companies/" + UUID.randomUUID();
    }

    private static String company() {
        return """
               {"names": [{"text": "Synthetic", "lang": "en", "type": "legal"}], "entityType": "company", "jurisdiction": "KZ",
               "sources": [{"type": "dataset", "title": "Test data", "publisher": "Tamga's tests"}]}""";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
