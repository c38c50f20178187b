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
import java.util.regex.Pattern;
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

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * trade-service and the gateway, told what the component {@code oidc} tells them, with a real Keycloak. Takes some minutes; its
 * distribution (155 MB) comes from the Maven registry: {@code mvn -pl end-to-end verify -Dtamga.keycloak -Dit.test=KeycloakIT}.
 */
@EnabledIfSystemProperty(named = "tamga.keycloak.distribution", matches = ".+", disabledReason = "mvn -pl end-to-end verify -Dit.test=KeycloakIT -Dtamga.keycloak")
class KeycloakIT {

    private static final Path ENVIRONMENT = Path.of("..", "deploy/kubernetes/components/oidc/oidc.env");
    private static final String ISSUER = "https://login.tamga.example/realms/tamga";

    @TempDir
    static Path folder;
    private static Keycloak keycloak;
    private static Server service;
    private static Server gateway;
    private static int port;
    private static String pages;

    @BeforeAll
    static void start() throws Exception {
        keycloak = new Keycloak(Path.of(System.getProperty("tamga.keycloak.distribution")), folder);
        keycloak.person("anna", "correct horse", "trade-editor");
        keycloak.person("boris", "battery staple");
        var database = TestPostgres.database("trade");
        port = FreePorts.any();
        service = start("trade-service", port, Map.of("QUARKUS_DATASOURCE_JDBC_URL", database.url(),
                "QUARKUS_DATASOURCE_USERNAME", database.username(), "QUARKUS_DATASOURCE_PASSWORD", database.password()));
        var door = FreePorts.any();
        pages = "http://127.0.0.1:" + door;
        keycloak.pages(pages);
        gateway = start("gateway", door, Map.of("TAMGA_SERVICES_TRADE", "http://127.0.0.1:" + port,
                "QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.issuer(), "QUARKUS_OIDC_AUTHENTICATION_COOKIE_FORCE_SECURE", "false",
                "QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET", UUID.randomUUID().toString()));
    }

    private static Server start(String application, int port, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(Files.readAllLines(ENVIRONMENT).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#")).map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace(ISSUER, keycloak.issuer()))));
        environment.putAll(Map.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keycloak.keys(), "QUARKUS_HTTP_PORT",
                Integer.toString(port), "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false", "KAFKA_BOOTSTRAP_SERVERS",
                TestKafka.bootstrapServers()));
        environment.putAll(more);
        var jar = Path.of("..", application, "target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        var server = Server.start(
                new Server.Program(application, List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(), "-Xmx192m", "-jar", jar.toString()), environment, folder,
                        folder.resolve(application + ".log"), "TERM", "KILL"),
                Lifetime.OWN);
        server.await(() -> Health.ready(port), Duration.ofMinutes(3));
        return server;
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.stop(Duration.ofSeconds(30));
        }
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
    void who_signs_in_on_pages_edits_a_record_and_comes_back_to_the_form() throws Exception {
        var address = address();
        given().auth().oauth2(keycloak.signIn("anna", "correct horse")).contentType("application/json").body(company())
                .put(address).then().statusCode(201);
        var form = pages + "/edit/trade/companies/" + address.substring(address.lastIndexOf('/') + 1) + "?lang=en";
        try (var browser = Browser.open(); var page = browser.page(1200)) {
            page.navigate(form);
            page.locator("#signed-out a").click();
            Browser.seen(page, "sign-in-account");
            page.locator("#account").click();
            page.locator("[name=username]").fill("anna");
            page.locator("[name=password]").fill("correct horse");
            page.locator("[type=submit]").click();
            var name = page.locator("[data-pointer='/names/0/text'] input").last();
            PlaywrightAssertions.assertThat(name).hasValue("Synthetic");
            PlaywrightAssertions.assertThat(page).hasURL(form);
            PlaywrightAssertions.assertThat(page.locator("#signed-out")).isHidden();
            assertEquals("",
                    page.evaluate("JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)])"
                            + ".replace('[]', '') + document.cookie"));
            // What ends a session: its cookies are no more. What was filled in is there again.
            page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("q_session.*")));
            name.fill("Signed in again Ltd");
            page.locator("#edit > button").click();
            page.locator("#signed-out a").click();
            page.locator("#account").click();
            PlaywrightAssertions.assertThat(page).hasURL(form);
            PlaywrightAssertions.assertThat(name).hasValue("Signed in again Ltd");
            page.locator("#edit > button").click();
            page.locator("#preview button").click();
            PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Signed in again Ltd");
            page.navigate(pages + "/sign-in?lang=en");
            PlaywrightAssertions.assertThat(page.locator("#who")).containsText("anna");
            Browser.seen(page, "sign-in-as");
            page.locator("#sign-out a[href='/sign-out']").click();
            PlaywrightAssertions.assertThat(page.locator("#account")).isVisible();
            // At the provider, too: it asks who it is.
            page.locator("#account").click();
            PlaywrightAssertions.assertThat(page.locator("[name=password]")).isVisible();
        }
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
