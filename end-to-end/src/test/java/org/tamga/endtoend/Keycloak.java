package org.tamga.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

import org.tamga.local.process.FreePorts;
import org.tamga.local.process.Lifetime;
import org.tamga.local.process.Server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A Keycloak with the realm of deploy/kubernetes, out of its own distribution. */
final class Keycloak implements AutoCloseable {

    private static final Path REALM = Path.of("..", "deploy/kubernetes/components/oidc/realm.json");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
    private static final String ADMIN = "admin";
    private static final String REDIRECT = "https://tamga.example/sign-in/oidc";

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePorts.any();
    private final Server server;

    /** @param folder gets it */
    Keycloak(Path distribution, Path folder) throws IOException {
        var home = unpack(distribution, folder);
        var realms = Files.createDirectories(home.resolve("data/import"));
        Files.copy(REALM, realms.resolve("realm.json"));
        var program = new Server.Program("Keycloak", List.of("bash", home.resolve("bin/kc.sh").toString(), "start-dev",
                "--import-realm", "--http-host=127.0.0.1", "--http-port=" + port),
                Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN, "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN, "JAVA_HOME",
                        System.getProperty("java.home")),
                home, home.resolve("keycloak.log"), "TERM", "KILL");
        server = Server.start(program, Lifetime.OWN);
        server.await(this::answers, Duration.ofMinutes(8));
    }

    private static Path unpack(Path distribution, Path folder) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(distribution))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        try (var homes = Files.list(folder)) {
            return homes.filter(home -> home.getFileName().toString().startsWith("keycloak-")).findFirst().orElseThrow();
        }
    }

    private boolean answers() {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/certs")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As it stands in its tokens. */
    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/tamga";
    }

    String keys() {
        return issuer() + "/protocol/openid-connect/certs";
    }

    /** Makes a person who may sign in. */
    void person(String name, String password, String... roles) throws IOException, InterruptedException {
        admin("POST", "/users",
                """
                {"username": "%1$s", "enabled": true, "email": "%1$s@tamga.example", "emailVerified": true, "firstName": "%1$s",
                "lastName": "Example", "credentials": [{"type": "password", "value": "%2$s", "temporary": false}]}"""
                        .formatted(name, password));
        var id = admin("GET", "/users?exact=true&username=" + name, null).get(0).get("id").asText();
        for (var role : roles) {
            admin("POST", "/users/" + id + "/role-mappings/realm", "[" + admin("GET", "/roles/" + role, null) + "]");
        }
    }

    /** From now on people come back to pages there, too. */
    void pages(String address) throws IOException, InterruptedException {
        var client = (ObjectNode) admin("GET", "/clients?clientId=tamga-pages", null).get(0);
        client.withArray("redirectUris").add(address + "/sign-in/oidc");
        client.withObject("attributes").put("post.logout.redirect.uris", address + "/sign-in");
        admin("PUT", "/clients/" + client.get("id").asText(), client.toString());
    }

    /** A client of the realm that nobody gave our scope: its tokens are good, and not for us. */
    String strangersToken() throws IOException, InterruptedException {
        admin("POST", "/clients", """
                                  {"clientId": "stranger", "secret": "s", "serviceAccountsEnabled": true, "publicClient": false,
                                  "defaultClientScopes": ["basic"]}""");
        return token(issuer(), Map.of("grant_type", "client_credentials", "client_id", "stranger", "client_secret", "s"));
    }

    /** A token of another realm of the same Keycloak. */
    String otherRealmsToken() throws IOException, InterruptedException {
        return token(issuer().replace("/tamga", "/master"),
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", ADMIN));
    }

    /** From now on tokens live that long. */
    void lifespan(int seconds) throws IOException, InterruptedException {
        admin("PUT", "", "{\"accessTokenLifespan\": " + seconds + "}");
    }

    /** From now on tokens are signed with a new key. */
    void rotate() throws IOException, InterruptedException {
        var realm = admin("GET", "", null).get("id").asText();
        admin("POST", "/components",
                """
                {"name": "new-key", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
                "parentId": "%s", "config": {"priority": ["1000"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}}"""
                        .formatted(realm));
    }

    /** Signs in as a person in a browser does – the page, the form, the way back with a code, PKCE – and gives the access token. */
    String signIn(String name, String password) throws IOException, InterruptedException {
        var verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        var page = client.send(HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/auth?" + form(Map.of(
                "response_type", "code", "client_id", "tamga-pages", "redirect_uri", REDIRECT, "scope", "openid",
                "code_challenge", challenge(verifier), "code_challenge_method", "S256")))).build(),
                HttpResponse.BodyHandlers.ofString());
        var action = FORM.matcher(page.body());
        if (!action.find()) {
            throw new IOException("no form to sign in with: " + page.statusCode() + " " + page.headers().map() + page.body());
        }
        var cookies = page.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        var back = client.send(
                HttpRequest.newBuilder(URI.create(action.group(1).replace("&amp;", "&"))).header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form(Map.of("username", name, "password", password))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        var location = back.headers().firstValue("Location").orElse("");
        if (!location.startsWith(REDIRECT)) {
            throw new IOException("not signed in: " + back.statusCode() + " " + location);
        }
        var code = Arrays.stream(URI.create(location).getQuery().split("&")).filter(parameter -> parameter.startsWith("code="))
                .findFirst().orElseThrow().substring("code=".length());
        return token(issuer(),
                Map.of("grant_type", "authorization_code", "client_id", "tamga-pages", "code", code, "redirect_uri",
                        REDIRECT, "code_verifier", verifier));
    }

    static JsonNode claims(String token) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private String token(String issuer, Map<String, String> form) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))).build(), HttpResponse.BodyHandlers.ofString());
        var token = JSON.readTree(answer.body()).path("access_token");
        if (token.isMissingNode()) {
            throw new IOException("no token: " + answer.body());
        }
        return token.asText();
    }

    private JsonNode admin(String method, String path, String body) throws IOException, InterruptedException {
        var answer = client.send(HttpRequest.newBuilder(URI.create(issuer().replace("/realms/", "/admin/realms/") + path))
                .header("Authorization", "Bearer " + otherRealmsToken()).header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " is answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(30));
    }
}
