package org.tamga.gateway.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** That the receiver which the README shows takes what the gateway sends, and nothing else. */
@QuarkusTest
@WithTestResource(value = RealServices.class, initArgs = {
        @ResourceArg(name = RealServices.DATABASE, value = "gateway"), @ResourceArg(name = RealServices.KAFKA, value = "true")})
@WithTestResource(StandIns.class)
class ReadmeReceiverTest {

    private static final String SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

    @TempDir
    Path folder;

    @Test
    void the_receiver_of_the_readme_takes_what_is_signed_and_refuses_the_rest() throws Exception {
        var readme = Files.readString(Path.of("../README.md"));
        var source = folder.resolve("Receive.java");
        var begins = readme.lastIndexOf("```java\n", readme.indexOf("class Receive")) + "```java\n".length();
        Files.writeString(source, readme.substring(begins, readme.indexOf("```", begins)));
        var port = freePort();
        var said = folder.resolve("said");
        var command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString(),
                Integer.toString(port)).redirectErrorStream(true).redirectOutput(said.toFile());
        command.environment().put("SECRET", SECRET);
        var receiver = command.start();
        try {
            var url = "http://127.0.0.1:" + port + "/";
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> posted(url) == 401);

            var subscriber = given().auth().oauth2(Tokens.as("reader-of-the-readme", "subscriber"))
                    .contentType(ContentType.JSON);
            String id = subscriber.body("{\"url\": \"" + url + "\", \"secret\": \"" + SECRET + "\"}").post("/api/webhooks")
                    .then().statusCode(201).extract().path("id");
            given().auth().oauth2(Tokens.as("reader-of-the-readme", "subscriber")).post("/api/webhooks/" + id + "/test");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(said).contains("org.tamga.webhook.tested.v1"));
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> given()
                    .auth().oauth2(Tokens.as("reader-of-the-readme", "subscriber")).get("/api/webhooks/" + id + "/deliveries")
                    .then().body("items[0].status", is("delivered")));
            assertTrue(receiver.isAlive());
            assertEquals(1, Files.readAllLines(said).size(), "one message, and nothing of what was not signed");
        } finally {
            receiver.destroyForcibly();
        }
    }

    private static int posted(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url))
                .header("webhook-id", "made-up").header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1,bm90aGluZw==").POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
