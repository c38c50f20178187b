package org.tamga.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tamga.faults.Evidence.Version;
import org.tamga.local.process.FreePorts;
import org.tamga.local.suite.Application;
import org.tamga.local.suite.Ports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** What a client enters of what it was answered, by a server that refuses but a second POST. */
class ClientTest {

    private static final String RECORDED = "0198c0de-0000-7000-8000-000000000001";

    @TempDir
    Path data;
    private final Ports ports = new Ports(FreePorts.any());
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private Suite suite;
    private HttpServer gateway;
    private HttpServer events;

    @BeforeEach
    void start() throws IOException {
        suite = new Suite(Path.of("../.."), data, ports);
        gateway = server(ports.base());
        gateway.createContext(Kind.GATHERING.path(), this::refuse);
        events = server(ports.of(Application.EVENTS));
        events.createContext(Kind.GATHERING.path(), exchange -> {
            var there = exchange.getRequestURI().getPath().contains(RECORDED);
            answer(exchange, there ? 200 : 404,
                    there
                            ? "{\"items\": [" + Kind.GATHERING.body(RECORDED, "m1").replaceFirst("\\{", "{\"version\": 1, ")
                                    + "]}"
                            : "{}");
        });
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
        events.stop(0);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void every_attempt_is_entered_and_every_id_that_it_was_sent_with() throws Exception {
        var ledger = new Ledger();
        var client = new Client(suite, Kind.GATHERING, ledger, "client", "token", 894);
        var thread = new Thread(client);
        thread.start();
        while (ledger.entries().stream().noneMatch(entry -> entry.rows() > 1)
                || ledger.entries().stream().noneMatch(entry -> entry.status() == 201)) {
            Thread.sleep(20);
        }
        client.stop();
        thread.join();
        assertEquals(requests.get(), ledger.answers().size());
        assertTrue(ledger.answers().size() > ledger.entries().size(), "a POST that was repeated");
        assertEquals(new TreeSet<>(ids), new TreeSet<>(ledger.records()));
    }

    @Test
    void a_record_of_which_no_event_tells_is_looked_up_and_one_that_is_not_there_has_no_versions() throws Exception {
        assertEquals(List.of(new Version(RECORDED, 1, "m1", null)),
                Collector.histories(suite, Kind.GATHERING, Set.of(RECORDED, "0198c0de-0000-7000-8000-000000000002")));
    }

    private void refuse(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var accepted = false;
        switch (exchange.getRequestMethod() + (exchange.getRequestURI().getPath().endsWith("/import") ? " import" : "")) {
            case "PUT" -> ids.add(exchange.getRequestURI().getPath().replaceFirst(".*/", ""));
            case "POST" -> accepted = !keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            default -> {
                for (var line : body.split("\n")) {
                    ids.add(new ObjectMapper().readTree(line).get("id").asText());
                }
            }
        }
        answer(exchange, accepted ? 201 : 503, accepted ? "{\"id\": \"" + RECORDED + "\", \"version\": 1}" : "{}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static HttpServer server(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.start();
        return server;
    }
}
