package org.tamga.local.suite;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tamga.local.process.FreePorts;

import com.sun.net.httpserver.HttpServer;

class DoorTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Replica one = new Replica();
    private final Replica two = new Replica();
    private final int port = FreePorts.any();
    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door("trade", port, List.of(one.port(), two.port()));
    }

    @AfterEach
    void close() {
        door.close();
        one.server.stop(0);
        two.server.stop(0);
        threads.shutdown();
    }

    @Test
    void leads_to_every_replica_in_turn() {
        await().until(() -> answeredBy(4), Set.of(one.name(), two.name())::equals);
    }

    @Test
    void leads_to_none_that_is_not_ready() {
        one.ready.set(false);
        await().until(() -> answeredBy(4), Set.of(two.name())::equals);
        assertEquals(Set.of(two.name()), answeredBy(20));
        one.ready.set(true);
        await().until(() -> answeredBy(4), Set.of(one.name(), two.name())::equals);
    }

    @Test
    void leads_past_one_that_is_gone_at_once() {
        await().until(() -> answeredBy(4), Set.of(one.name(), two.name())::equals);
        one.server.stop(0);
        assertEquals(Set.of(two.name()), answeredBy(20));
    }

    @Test
    void carries_every_byte_there_and_back() throws Exception {
        byte[] sent = new byte[20_000_000];
        new Random(7).nextBytes(sent);
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(address("/echo"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(sent)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertArrayEquals(sent, answer.body());
    }

    @Test
    void is_shut_where_nobody_is_behind_and_once_it_is_closed() throws IOException {
        one.server.stop(0);
        two.server.stop(0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertEquals(-1, socket.getInputStream().read());
        }
        door.close();
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    private Set<String> answeredBy(int calls) {
        Set<String> names = new HashSet<>();
        for (int call = 0; call < calls; call++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("GET /name HTTP/1.0\r\n\r\n".getBytes());
                String answer = new String(socket.getInputStream().readAllBytes());
                names.add(answer.substring(answer.lastIndexOf('\n') + 1));
            } catch (IOException e) {
                names.add("none");
            }
        }
        return names;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Says its name, whether it is ready, and whatever it is told. */
    private final class Replica {

        private final AtomicBoolean ready = new AtomicBoolean(true);
        private final HttpServer server;

        Replica() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            server.setExecutor(threads);
            server.createContext("/q/health/ready", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(ready.get() ? 200 : 503, -1);
                }
            });
            server.createContext("/name", exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, name().length());
                    exchange.getResponseBody().write(name().getBytes());
                }
            });
            server.createContext("/echo", exchange -> {
                try (exchange) {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        String name() {
            return Integer.toString(port());
        }
    }
}
