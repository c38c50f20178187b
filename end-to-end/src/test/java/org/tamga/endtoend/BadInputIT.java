package org.tamga.endtoend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.restassured.specification.RequestSpecification;

/** What the door refuses, with an answer that says why. */
@ExtendWith(OneSuite.class)
class BadInputIT {

    @Test
    void a_webhook_to_the_machine_itself_is_refused_in_any_disguise(Suite suite) throws Exception {
        var token = suite.token("subscriber");
        for (var url : new String[]{"http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://127.1/", "http://2130706433/",
                "http://localhost:" + suite.gateway().getPort() + "/"}) {
            at(suite).auth().oauth2(token).contentType("application/json").body("{\"url\": \"" + url + "\"}")
                    .post("/api/webhooks")
                    .then().statusCode(422).contentType("application/problem+json")
                    .body("violations[0].pointer", equalTo("/url"));
        }
    }

    @Test
    void a_cursor_of_another_installation_is_gone(Suite suite) {
        var page = at(suite).get("/api/changes?format=ndjson&limit=1").then().statusCode(200).extract().asString().strip();
        var cursor = page.replaceFirst("(?s).*\"cursor\":\\s*\"([^\"]*)\".*", "$1");
        at(suite).get("/api/changes?format=ndjson&limit=1&after=" + cursor).then().statusCode(200);
        var foreign = Base64.getUrlDecoder().decode(cursor);
        // A letter of the installation's name, which follows the form and its length.
        foreign[2] = (byte) (foreign[2] == 'x' ? 'y' : 'x');
        at(suite).get("/api/changes?format=ndjson&after=" + Base64.getUrlEncoder().withoutPadding().encodeToString(foreign))
                .then().statusCode(410).contentType("application/problem+json").body("detail", containsString("/api/snapshot"));
        at(suite).get("/api/changes?format=ndjson&after=nonsense").then().statusCode(410);
    }

    @Test
    void a_body_of_ten_megabytes_is_refused_before_it_is_read(Suite suite) throws Exception {
        var token = suite.token("trade-editor");
        var answer = at(suite).auth().oauth2(token).contentType("application/json").body(new byte[(10 << 20) + 1])
                .put("/api/trade/companies/0199e7a0-0000-7000-8000-00000000bad1");
        answer.then().statusCode(413).contentType("application/problem+json").body("type", containsString("too-large"));
        assertTrue(!answer.asString().contains("Exception"), answer.asString());
    }

    @Test
    void a_head_that_never_ends_ends_its_connection_and_no_other(Suite suite) throws IOException {
        try (var loris = socket(suite); var steady = socket(suite)) {
            ask(steady);
            loris.getOutputStream().write("GET / HTTP/1.1\r\nHost: loris\r\nX-More: ".getBytes(StandardCharsets.US_ASCII));
            assertTrue(isEnded(loris), "its bytes were taken for a minute");
            // Silent meanwhile, between two requests.
            ask(steady);
        }
    }

    /** Goes on with the head as slowly as may be. */
    private static boolean isEnded(Socket loris) throws IOException {
        loris.setSoTimeout(500);
        for (var end = System.nanoTime() + Duration.ofMinutes(1).toNanos(); System.nanoTime() < end;) {
            try {
                loris.getOutputStream().write('x');
                if (loris.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                // It still listens.
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("HEAD /problems HTTP/1.1\r\nHost: steady\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            var read = socket.getInputStream().read();
            assertTrue(read >= 0, "the connection ended after " + answer);
            answer.append((char) read);
        }
        assertTrue(answer.toString().startsWith("HTTP/1.1 200"), answer.toString());
    }

    private static Socket socket(Suite suite) throws IOException {
        var socket = new Socket(suite.gateway().getHost(), suite.gateway().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static RequestSpecification at(Suite suite) {
        return given().baseUri(suite.gateway().toString());
    }
}
