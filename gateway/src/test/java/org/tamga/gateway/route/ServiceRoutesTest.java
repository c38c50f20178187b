package org.tamga.gateway.route;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class ServiceRoutesTest {

    private static final int MIB = 1 << 20;

    @TestHTTPResource
    URI gateway;

    @Test
    void passes_a_request_on_as_it_is() {
        given().header("If-Match", "\"3\"").header("Authorization", "Bearer x.y.z").contentType("application/json").body("{}")
                .urlEncodingEnabled(false)
                .when().put("/api/trade/echo/1?q=%D0%90%20b&validAt=2026-01-01")
                .then().statusCode(200)
                .body("method", is("PUT"))
                .body("uri", is("/api/trade/echo/1?q=%D0%90%20b&validAt=2026-01-01"))
                .body("received", is(2))
                .body("headers.if-match", hasSize(1))
                .body("headers.authorization[0]", is("Bearer x.y.z"));
    }

    @Test
    void tells_the_service_where_the_request_came_from_and_believes_nobody_else() {
        given().header("X-Forwarded-For", "10.0.0.1").header("X-Forwarded-Proto", "https").header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=10.0.0.1").header("X-Real-IP", "10.0.0.1")
                .when().get("/api/trade/echo")
                .then().statusCode(200)
                .body("headers.x-forwarded-for", equalTo(List.of("127.0.0.1")))
                .body("headers.x-forwarded-proto", equalTo(List.of("http")))
                .body("headers.x-forwarded-host", equalTo(List.of(gateway.getAuthority())))
                .body("headers.host", equalTo(List.of(gateway.getAuthority())))
                .body("headers", not(hasKey("forwarded")))
                .body("headers", not(hasKey("x-real-ip")))
                .body("headers", not(hasKey("x-forwarded-prefix")));
    }

    @Test
    void keeps_a_connections_headers_on_that_connection() throws IOException {
        var answer = raw("GET /api/trade/echo HTTP/1.1\r\nHost: test\r\nConnection: X-Secret, close\r\nX-Secret: 1\r\n"
                + "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: x\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        for (var header : new String[]{"x-secret", "keep-alive", "\"te\"", "proxy-authorization"}) {
            assertTrue(!answer.contains(header), header);
        }
        when().get("/api/trade/own-headers").then().statusCode(200)
                .header("X-Hop", nullValue())
                .header("X-End", is("to the end"))
                .header("X-Content-Type-Options", is("nosniff"));
        assertEquals(1, when().get("/api/trade/own-headers").headers().getValues("X-Content-Type-Options").size());
    }

    @Test
    void gives_every_request_one_name() {
        given().header("X-Correlation-Id", "mine-1").when().get("/api/trade/echo").then()
                .body("headers.x-correlation-id", equalTo(List.of("mine-1")));
        given().header("X-Correlation-Id", "not harmless {}").when().get("/api/trade/echo").then()
                .body("headers.x-correlation-id[0]", matchesPattern("[0-9a-f-]{36}"));
        given().header("X-Correlation-Id", "mine-2").when().get("/api/education/institutions").then()
                .header("X-Correlation-Id", "mine-2").body("correlationId", is("mine-2"));
    }

    @Test
    void answers_without_a_body_stay_without() {
        when().get("/api/trade/nothing").then().statusCode(204).body(is(""));
        when().get("/api/trade/unchanged").then().statusCode(304).header("ETag", "\"7\"").header("Transfer-Encoding",
                nullValue());
        when().head("/api/trade/echo").then().statusCode(200).body(is(""));
    }

    @Test
    void records_wanted_at_the_same_moment_are_asked_for_together_and_each_reader_has_its_own() {
        var answers = atOnce("/api/trade/parcels/0", 60);
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            assertEquals(200, answer.statusCode());
            assertEquals("{\"id\": \"" + parcel("0", i) + "\"}", answer.body());
            assertEquals("\"1\"", answer.headers().firstValue("ETag").orElseThrow());
            assertEquals("application/json;charset=UTF-8", answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals(List.of("reader-" + i), answer.headers().allValues("X-Correlation-Id"));
            assertEquals(List.of("nosniff"), answer.headers().allValues("X-Content-Type-Options"));
            assertTrue(answer.headers().firstValue("Date").isPresent());
        }
        var alone = answers.stream().filter(answer -> answer.headers().map().containsKey("X-Way")).count();
        assertTrue(alone > 0 && alone < 40, alone + " of 60 went alone");
    }

    @Test
    void what_is_no_record_among_those_wanted_together_is_answered_as_alone() {
        var answers = atOnce("/api/trade/parcels/f", 40);
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(404, answers.get(i).statusCode());
            assertEquals("{\"none\": \"" + parcel("f", i) + "\"}", answers.get(i).body());
        }
        // A service that knows no bundles.
        atOnce("/api/trade/old/0", 40).forEach(answer -> assertTrue(answer.body().contains("/api/trade/old/0"), answer.body()));
    }

    @Test
    void who_has_the_record_already_does_not_read_it_with_others() {
        atOnce("/api/trade/parcels/0", 40, "If-None-Match", "\"1\"").forEach(answer -> assertEquals(304, answer.statusCode()));
    }

    @Test
    void of_a_service_that_is_unavailable_each_who_reads_with_others_is_told() {
        var answers = atOnce("/api/trade/lost/0", 40);
        var together = 0;
        for (int i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            assertEquals(503, answer.statusCode());
            if (!answer.body().equals("by itself")) {
                together++;
                assertEquals("2", answer.headers().firstValue("Retry-After").orElseThrow());
                assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").orElseThrow());
                assertTrue(answer.body().contains("Nobody is there.") && answer.body().contains("reader-" + i), answer.body());
            }
        }
        assertTrue(together > 0);
    }

    @Test
    void a_read_that_is_not_answered_holds_up_no_other_of_its_kind() {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var stuck = client.sendAsync(HttpRequest.newBuilder(gateway.resolve("/api/trade/parcels/" + parcel("0", 666))).build(),
                HttpResponse.BodyHandlers.ofString());
        // Else it may go together with the others.
        await().until(() -> when().get("/api/trade/unanswered").statusCode() == 204);
        atOnce("/api/trade/parcels/0", 20).forEach(answer -> assertEquals(200, answer.statusCode()));
        assertFalse(stuck.isDone());
        assertEquals(504, stuck.join().statusCode());
    }

    private List<HttpResponse<String>> atOnce(String path, int count, String... header) {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var first = path.substring(path.length() - 1);
        var answers = IntStream.range(0, count).mapToObj(i -> {
            var request = HttpRequest.newBuilder(gateway.resolve(path.substring(0, path.length() - 1) + parcel(first, i)))
                    .header("X-Correlation-Id", "reader-" + i);
            if (header.length > 0) {
                request.headers(header);
            }
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        }).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static String parcel(String first, int number) {
        return first + "199e7a0-0000-7000-8000-" + "%012d".formatted(number);
    }

    @Test
    void lets_a_services_own_problems_through() {
        when().get("/api/trade/refused").then().statusCode(422).contentType("application/problem+json").body("status", is(422));
    }

    @Test
    void streams_an_answer_while_it_comes() throws Exception {
        var response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(gateway.resolve("/api/trade/slowly")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        // The end comes only when the beginning has been read.
        assertEquals("first\n", new String(response.body().readNBytes(6), StandardCharsets.US_ASCII));
        when().get("/api/trade/go-on").then().statusCode(200);
        assertEquals("second\n", new String(response.body().readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void to_who_knows_no_pieces_an_answer_ends_with_its_connection() throws Exception {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /api/trade/slowly HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            while (answer.indexOf("first\n") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            when().get("/api/trade/go-on").then().statusCode(200);
            assertEquals("second\n", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            assertFalse(answer.toString().toLowerCase(Locale.ROOT).contains("transfer-encoding"), answer.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/api/trade/../../q/metrics",
            "/api/trade/%2e%2e/%2E%2E/q/metrics",
            "/api/trade/..%2f..%2fq/metrics",
            "/api/trade/%2e%2e%2f%2e%2e%2fq%2fmetrics",
            "/api/trade/..%5c..%5cq/metrics",
            "/api/trade/..\\..\\q\\metrics",
            "/api/trade/..;/..;/q/metrics",
            "/api/trade%2f..%2f..%2fq%2fmetrics",
            "/api/trade/%00/q/metrics",
            "/api/trade/x%0d%0aX-Evil:1",
            "http://elsewhere/api/trade/../../q/metrics",
            "/api/../api/trade/../../../q/metrics",
            "/api//trade/..//..//q/metrics",
            "/q/metrics",
            "//q/metrics",
            "/api/tradex/companies",
            "/api/unknown/companies"})
    void nothing_outside_a_domains_api_reaches_its_service(String path) throws IOException {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assertTrue(!answer.contains("\"received\""), path + " -> " + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/api/mobility/../trade/echo",
            "/api/trade/./echo",
            "/%61pi/tr%61de/echo",
            "/api/trade/x/../echo",
            "http://elsewhere/api/trade/echo"})
    void a_path_travels_on_in_its_normal_form(String path) throws IOException {
        var answer = raw("GET " + path + "?a=%2e HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assertTrue(answer.contains("\"uri\":\"/api/trade/echo?a=%2e\""), answer);
    }

    /** Whoever keeps them from outside knows them by their plain spelling. */
    @ParameterizedTest
    @ValueSource(strings = {"//q/metrics", "///q//metrics", "/%71/metrics", "/./q/metrics", "/x/../q/metrics",
            "/x/%2e%2e/q/metrics",
            "/x/%2E./%71/health/ready", "/api/trade/../../q/openapi", "//q", "http://elsewhere//q/metrics"})
    void what_is_for_inside_is_found_by_its_plain_spelling_alone(String path) throws IOException {
        assertTrue(raw("GET /q/metrics HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200"));
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 404"), path + " -> " + answer);
        assertTrue(answer.contains("There is nothing at this address."), answer);
    }

    @Test
    void a_disguised_separator_is_a_problem() {
        given().urlEncodingEnabled(false).when().get("/api/trade/a%2Fb").then().statusCode(400)
                .contentType("application/problem+json")
                .body("type", is("https://tamga.example/problems/malformed-request"))
                .body("instance", is("/api/trade/a%2Fb"));
    }

    @Test
    void a_service_that_is_away_is_a_503() {
        when().get("/api/education/institutions").then().statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("type", is("https://tamga.example/problems/unavailable"))
                .body("detail", containsString("education"))
                .body("instance", is("/api/education/institutions"))
                .body("correlationId", notNullValue())
                .body("violations", empty());
    }

    @Test
    void a_service_that_is_silent_is_a_504() {
        when().get("/api/trade/silence").then().statusCode(504)
                .body("type", is("https://tamga.example/problems/gateway-timeout"));
    }

    @Test
    void an_import_may_take_longer_than_anything_else() {
        given().body("{}").when().post("/api/trade/long/import").then().statusCode(200).body(is("taken in"));
    }

    @Test
    void a_service_that_breaks_off_is_a_502() {
        when().get("/api/trade/break").then().statusCode(502)
                .body("type", is("https://tamga.example/problems/bad-gateway"));
    }

    @Test
    void a_short_answer_that_breaks_off_is_a_502() {
        when().get("/api/trade/cut").then().statusCode(502)
                .contentType("application/problem+json")
                .body("type", is("https://tamga.example/problems/bad-gateway"))
                .header("Content-Length", not("1000"));
    }

    @Test
    void a_long_answer_comes_whole_and_says_its_length() {
        assertEquals(MIB, when().get("/api/trade/mebibyte").then().statusCode(200).header("Content-Length", is("" + MIB))
                .header("Date", matchesPattern("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT"))
                .extract().asByteArray().length);
        when().head("/api/trade/mebibyte").then().statusCode(200).header("Content-Length", is("" + MIB)).body(is(""));
    }

    @Test
    void a_read_with_a_body_is_passed_on_with_it() {
        given().contentType("application/json").body("{}").when().get("/api/trade/echo").then().statusCode(200)
                .body("method", is("GET")).body("received", is(2));
    }

    @Test
    void requests_that_are_sent_before_the_first_is_answered_are_answered_in_their_order() throws IOException {
        var answers = raw(
                "GET /api/trade/echo?n=1 HTTP/1.1\r\nHost: test\r\n\r\nGET /api/trade/echo?n=2 HTTP/1.1\r\nHost: test\r\n\r\n"
                        + "GET /api/trade/echo?n=3 HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assertTrue(answers.matches("(?s).*n=1\".*n=2\".*n=3\".*"), answers);
    }

    @Test
    void an_answer_that_breaks_off_does_not_look_whole() {
        assertThrows(IOException.class, () -> HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(gateway.resolve("/api/trade/half")).build(), HttpResponse.BodyHandlers.ofString()));
    }

    @Test
    void a_body_may_have_ten_mebibytes() throws Exception {
        assertEquals(200, post("/api/trade/echo", 10 * MIB, true).statusCode());
        assertEquals(200, post("/api/trade/echo", 10 * MIB, false).statusCode());
        for (var lengthSaid : new boolean[]{true, false}) {
            var refused = post("/api/trade/echo", 10 * MIB + 1, lengthSaid);
            assertEquals(413, refused.statusCode());
            assertTrue(refused.body().contains("/problems/too-large"), refused.body());
        }
    }

    @Test
    void an_imports_body_may_have_more() throws Exception {
        var passed = post("/api/trade/echo/import", 11 * MIB, false);
        assertEquals(200, passed.statusCode());
        assertTrue(passed.body().contains("\"received\":" + 11 * MIB), passed.body());
        assertEquals(413, post("/api/trade/echo/import", 13 * MIB, true).statusCode());
        assertEquals(413, post("/api/trade/echo/import", 13 * MIB, false).statusCode());
    }

    @Test
    void goes_on_when_it_has_looked_at_the_head_only() throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(gateway.resolve("/api/trade/echo")).expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"received\":2"), answer.body());
        assertTrue(!answer.body().contains("\"expect\""), answer.body());
    }

    @Test
    void headers_have_a_limit() throws IOException {
        var answer = raw("GET /api/trade/echo HTTP/1.1\r\nHost: test\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 431"), answer);
    }

    @Test
    void a_body_that_trickles_in_is_given_up_while_others_are_served() throws Exception {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(200);
            var out = socket.getOutputStream();
            out.write("POST /api/trade/echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new AtomicReference<>("");
            // Each look sends a byte and waits a moment for an answer.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                if (answer.get().isEmpty()) {
                    out.write('x');
                    when().get("/api/trade/echo").then().statusCode(200);
                }
                answer.set(answer.get() + read(socket.getInputStream()));
                return answer.get().contains("request-timeout");
            });
            assertTrue(answer.get().startsWith("HTTP/1.1 408"), answer.get());
        }
    }

    @Test
    void other_origins_may_not_read_by_default() {
        given().header("Origin", "https://elsewhere.example").when().get("/api/trade/echo").then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void a_connection_is_not_raised_to_http_2_with_its_first_body_held_in_memory() throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int i = 0; i < 2; i++) {
            var answer = client.send(HttpRequest.newBuilder(gateway.resolve("/api/trade/echo")).timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[MIB]))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"received\":" + MIB), answer.body());
        }
        var raised = raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        assertTrue(raised.contains(" 501 "), raised);
    }

    private HttpResponse<String> post(String path, int bytes, boolean lengthSaid) throws Exception {
        var body = new byte[bytes];
        var publisher = lengthSaid
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
                .send(HttpRequest.newBuilder(gateway.resolve(path)).POST(publisher).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read(socket.getInputStream());
        }
    }

    private static String read(InputStream stream) throws IOException {
        var answer = new StringBuilder();
        var part = new byte[8192];
        try {
            for (var length = stream.read(part); length >= 0; length = stream.read(part)) {
                answer.append(new String(part, 0, length, StandardCharsets.UTF_8));
            }
        } catch (SocketTimeoutException e) {
            // A connection that is kept open: what has come is the answer.
        }
        return answer.toString();
    }
}
