package org.tamga.gateway.route;

import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;
import org.tamga.testing.Tokens;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(value = StandIns.class, initArgs = {@ResourceArg(name = "tamga.calls.silence", value = "1m"),
        @ResourceArg(name = "tamga.requests.answer-window", value = "2s")})
class LongAnswersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource
    URI gateway;

    /** Asks for a list without end. */
    private Socket asked(String version, String headers) throws IOException {
        var socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.getOutputStream().write(("GET /api/trade/endless HTTP/" + version + "\r\nHost: test\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII).substring(9);
    }

    /** Takes all that comes. */
    private static void read(Socket socket) {
        new Thread(() -> {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // It was closed.
            }
        }).start();
    }

    private static int underWay() {
        return Integer.parseInt(when().get("/api/trade/endless-under-way").then().statusCode(200).extract().asString());
    }

    @AfterEach
    void none_is_left() {
        await().atMost(PATIENCE).until(() -> underWay() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n"})
    void who_takes_an_answer_too_slowly_is_cut_off_while_others_read_on(String headers) throws IOException {
        try (var slow = asked("1.1", headers); var quick = asked("1.1", headers)) {
            assertEquals("200", status(slow));
            assertEquals("200", status(quick));
            assertEquals(2, underWay());
            read(quick);
            await().atMost(PATIENCE).until(() -> {
                slow.getInputStream().read();
                return underWay() == 1;
            });
            // Longer than two windows.
            await().during(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> underWay() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 0\r\n"})
    void one_caller_has_two_lists_sent_whole_and_leaves_the_rest_to_others(String headers) throws IOException {
        try (var first = asked("1.1", headers); var second = asked("1.0", "")) {
            assertEquals("200", status(first));
            assertEquals("200", status(second));
            read(first);
            read(second);
            try (var third = asked("1.1", headers + "Connection: close\r\n")) {
                var answer = new String(third.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 429") && answer.contains("\r\nRetry-After: 10")
                        && answer.contains("/problems/rate-limited"), answer);
            }
            try (var anothers = asked("1.1", headers + "Authorization: Bearer " + Tokens.as("another") + "\r\n")) {
                assertEquals("200", status(anothers));
            }
            assertEquals(1 << 20, when().get("/api/trade/mebibyte").then().statusCode(200).extract().asByteArray().length);
            first.close();
            await().atMost(PATIENCE).until(() -> {
                try (var next = asked("1.1", headers)) {
                    return status(next).equals("200");
                }
            });
        }
    }
}
