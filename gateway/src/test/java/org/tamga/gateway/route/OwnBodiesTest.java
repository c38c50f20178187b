package org.tamga.gateway.route;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class OwnBodiesTest {

    @TestHTTPResource
    URI gateway;

    private Socket begun(String path) throws IOException {
        return begun(path, 100_000);
    }

    private Socket begun(String path, int length) throws IOException {
        var socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(200);
        socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Type: "
                + (path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded")
                + "\r\nContent-Length: " + length + "\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void however_many_bodies_come_slowly_pages_and_checks_are_answered() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            // More than there are threads to work.
            for (int i = 0; i < Math.max(200, 8 * Runtime.getRuntime().availableProcessors()) + 50; i++) {
                slow.add(begun(i % 2 == 0 ? "/api/briefs/check" : "/check"));
            }
            var client = HttpClient.newHttpClient();
            var page = HttpRequest.newBuilder(gateway.resolve("/search")).timeout(Duration.ofSeconds(10)).build();
            assertEquals(200, client.send(page, HttpResponse.BodyHandlers.discarding()).statusCode());
            given().contentType("application/json").body("{\"text\": \"Nothing.\"}").post("/api/briefs/check").then()
                    .statusCode(200);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void one_caller_has_a_part_of_the_room_for_bodies_and_leaves_the_rest_to_others() throws Exception {
        var bodies = new ArrayList<Socket>();
        try {
            // Of 250 kB each, all but the end.
            for (int i = 0; i < 10; i++) {
                bodies.add(begun(i % 2 == 0 ? "/api/briefs/check" : "/nowhere", 250_000));
                bodies.get(i).getOutputStream().write(new byte[240_000]);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> bodies.stream().anyMatch(body -> {
                try {
                    return new String(body.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 429");
                } catch (IOException e) {
                    // Not refused.
                    return false;
                }
            }));
            given().auth().oauth2(Tokens.as("another")).contentType("application/json").body("{\"text\": \"Nothing.\"}")
                    .post("/api/briefs/check").then().statusCode(200);
        } finally {
            for (var body : bodies) {
                body.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> given().contentType("application/json")
                .body("{\"text\": \"" + "word ".repeat(40_000) + "\"}").post("/api/briefs/check").statusCode() != 429);
    }

    @Test
    void a_body_that_trickles_in_is_given_up() {
        var threads = Executors.newCachedThreadPool();
        try {
            var answers = Stream.of("/api/briefs/check", "/check", "/api/webhooks")
                    .map(path -> CompletableFuture.supplyAsync(() -> answerToATrickle(path), threads)).toList();
            answers.forEach(answer -> assertTrue(answer.join().startsWith("HTTP/1.1 408"), answer.join()));
        } finally {
            threads.shutdownNow();
        }
    }

    private String answerToATrickle(String path) {
        try (var socket = begun(path)) {
            var answer = new StringBuilder();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                socket.getOutputStream().write(' ');
                var part = new byte[8192];
                try {
                    answer.append(new String(part, 0, Math.max(0, socket.getInputStream().read(part)),
                            StandardCharsets.UTF_8));
                } catch (SocketTimeoutException e) {
                    // Nothing yet.
                }
                return answer.indexOf("\r\n\r\n") > 0;
            });
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void what_is_too_large_is_refused_whatever_it_says_of_itself() throws Exception {
        given().contentType("application/json").body("x".repeat(300_000)).post("/api/briefs/check").then().statusCode(413)
                .body("type", endsWith("/too-large"));
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var unsaid = HttpRequest.newBuilder(gateway.resolve("/api/briefs/check")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[300_000]))).build();
        assertEquals(413, client.send(unsaid, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void a_form_comes_whole_also_where_only_its_head_was_looked_at() throws Exception {
        given().contentType("application/x-www-form-urlencoded").body("lang=en&text=" + "word+".repeat(3000) + "last")
                .post("/check")
                .then().statusCode(200).body(containsString("word last"));
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(gateway.resolve("/api/briefs/check")).header("Content-Type", "application/json")
                .expectContinue(true).POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"Nothing.\"}")).build();
        assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }
}
