package org.tamga.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.commons.json.Json;
import org.tamga.gateway.problem.Problems;
import org.tamga.testing.Tokens;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;

/** The limit alone, on a small server; five requests at once and then one a second. */
class RateLimitTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() {
        start(Map.of("tamga.requests.rate-limit.per-second", "1", "tamga.requests.rate-limit.burst", "5"));
    }

    private void start(Map<String, String> settings) {
        start(settings, Tokens.publicKeyLocation());
    }

    private void start(Map<String, String> settings, String keys) {
        var config = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 200))
                .withMapping(RouteConfig.class).build().getConfigMapping(RouteConfig.class);
        var trust = new JWTAuthContextInfo(keys, "https://tamga.example/local");
        trust.setExpectedAudience(Set.of("tamga"));
        var callers = new Callers(config, new DefaultJWTParser(trust), vertx);
        var limit = new RateLimit(config, callers, new Problems(Json.mapper()));
        var router = Router.router(vertx);
        router.route().handler(callers::verify);
        router.route().handler(limit::admit);
        router.route().handler(context -> context.response().end());
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void refuses_who_asks_too_often_and_says_when_to_come_again() throws Exception {
        for (var count = 0; count < 5; count++) {
            var passed = ask("GET", "/api/trade/companies", null);
            assertEquals(200, passed.statusCode());
            assertEquals("\"caller\";q=5;w=5", passed.headers().firstValue("RateLimit-Policy").orElse(""));
            assertTrue(passed.headers().firstValue("RateLimit").orElse("").startsWith("\"caller\";r=" + (4 - count)));
        }
        var refused = ask("GET", "/api/trade/companies", null);
        assertEquals(429, refused.statusCode());
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        assertEquals("application/problem+json", refused.headers().firstValue("Content-Type").orElse(""));
        assertTrue(refused.body().contains("/problems/rate-limited"));
    }

    @Test
    void a_token_has_a_bucket_of_its_own() throws Exception {
        exhaust(null);
        assertEquals(200, ask("GET", "/api/trade/companies", Tokens.as("somebody")).statusCode());
        exhaust(Tokens.as("somebody"));
        assertEquals(429, ask("GET", "/api/trade/companies", Tokens.as("somebody")).statusCode());
        assertEquals(200, ask("GET", "/api/trade/companies", Tokens.as("somebody-else")).statusCode());
    }

    @Test
    void an_invented_token_is_no_way_around() throws Exception {
        exhaust(null);
        assertEquals(429, ask("GET", "/api/trade/companies", "a.b.c").statusCode());
    }

    @Test
    void while_a_providers_keys_are_fetched_for_an_invented_token_others_are_answered() throws Exception {
        var asked = new CompletableFuture<HttpServerRequest>();
        var provider = vertx.createHttpServer().requestHandler(asked::complete).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        start(Map.of(), "http://127.0.0.1:" + provider.actualPort() + "/keys");
        var invented = client.sendAsync(request("GET", "/", "eyJhbGciOiJSUzI1NiIsImtpZCI6ImludmVudGVkIn0.e30.AA"),
                HttpResponse.BodyHandlers.ofString());
        asked.get(30, TimeUnit.SECONDS);
        assertEquals(200, client.sendAsync(request("GET", "/", null), HttpResponse.BodyHandlers.ofString())
                .get(10, TimeUnit.SECONDS).statusCode());
        // It counts by its address before the provider says anything.
        assertEquals(200, invented.get(10, TimeUnit.SECONDS).statusCode());
    }

    @Test
    void an_editors_writes_are_not_held() throws Exception {
        for (var count = 0; count < 20; count++) {
            assertEquals(200, ask("PUT", "/api/trade/companies/1", Tokens.of("trade-editor")).statusCode());
        }
        exhaust(null);
        assertEquals(429, ask("PUT", "/api/trade/companies/1", null).statusCode());
    }

    @Test
    void writes_of_who_is_no_editor_of_what_is_written_are_held() throws Exception {
        exhaust(null);
        var writes = Map.of(Tokens.as("nobody"), "/api/trade/companies/1", Tokens.as("subscriber", "subscriber"),
                "/api/webhooks/1/test", Tokens.as("trader", "trade-editor"), "/api/events/claims/1",
                Tokens.as("checker", "trade-editor"), "/api/briefs/check");
        for (var write : writes.entrySet()) {
            for (var count = 0; count < 5; count++) {
                assertEquals(200, ask("POST", write.getValue(), write.getKey()).statusCode());
            }
            assertEquals(429, ask("POST", write.getValue(), write.getKey()).statusCode());
        }
    }

    @Test
    void probes_and_assets_are_free() throws Exception {
        exhaust(null);
        assertEquals(200, ask("GET", "/q/health/ready", null).statusCode());
        assertEquals(200, ask("GET", "/assets/tamga.css", null).statusCode());
        assertEquals(429, ask("GET", "/assets/../api/trade/companies", null).statusCode());
    }

    @Test
    void forgets_the_caller_not_seen_for_longest() throws Exception {
        start(Map.of("tamga.requests.rate-limit.per-second", "1", "tamga.requests.rate-limit.burst", "5",
                "tamga.requests.rate-limit.callers", "2"));
        exhaust(Tokens.as("first"));
        ask("GET", "/", Tokens.as("second"));
        ask("GET", "/", Tokens.as("third"));
        assertEquals(200, ask("GET", "/", Tokens.as("first")).statusCode());
    }

    @Test
    void who_comes_through_a_proxy_of_ours_is_whom_it_names_and_not_whom_he_names_himself() throws Exception {
        assertEquals(List.of(200, 200, 200, 200, 200, 429, 429),
                forwarded("198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4", "198.51.100.5", "198.51.100.6",
                        "198.51.100.7"));
        start(Map.of("tamga.requests.rate-limit.per-second", "1", "tamga.requests.rate-limit.burst", "2",
                "tamga.requests.rate-limit.proxies", "1"));
        assertEquals(List.of(200, 200, 429, 429, 200, 200),
                forwarded("198.51.100.1", "198.51.100.1", "198.51.100.1", "203.0.113.9, 198.51.100.1", "198.51.100.2",
                        "a.name"));
    }

    private List<Integer> forwarded(String... by) throws IOException, InterruptedException {
        var answers = new ArrayList<Integer>();
        for (var hops : by) {
            answers.add(client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                    .header("X-Forwarded-For", hops).build(), HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        return answers;
    }

    private void exhaust(String token) throws Exception {
        for (var count = 0; count < 6; count++) {
            ask("GET", "/api/trade/companies", token);
        }
    }

    private HttpResponse<String> ask(String method, String path, String token) throws IOException, InterruptedException {
        return client.send(request(method, path, token), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
