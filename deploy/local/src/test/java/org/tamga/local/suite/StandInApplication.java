package org.tamga.local.suite;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The least that a supervisor sees of an application: it listens where its environment says, is ready when it reaches its database,
 * makes the folder in which files wait until they are taken in, and takes any record. What it took it writes to its log. With a file
 * {@value #LAST_WORDS} in its folder it says those and ends.
 */
public final class StandInApplication {

    static final String LAST_WORDS = "last-words";

    private StandInApplication() {
    }

    public static void main(String[] args) throws IOException {
        if (Files.exists(Path.of(LAST_WORDS))) {
            System.out.println(Files.readString(Path.of(LAST_WORDS)));
            System.exit(1);
        }
        Map<String, String> environment = System.getenv();
        Files.createDirectories(Path.of(environment.get("TAMGA_IMPORTS_FOLDER")));
        HttpServer server = HttpServer.create(new InetSocketAddress(environment.get("QUARKUS_HTTP_HOST"),
                Integer.parseInt(environment.get("QUARKUS_HTTP_PORT"))), 64);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/q/health/ready", exchange -> send(exchange, reaches(database(environment)) ? 200 : 503));
        server.createContext("/api/", exchange -> {
            System.out.println(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            send(exchange, 201);
        });
        server.start();
        System.out.println("started with " + String.join(" ", environment.keySet()));
    }

    private static URI database(Map<String, String> environment) {
        String url = environment.get("QUARKUS_DATASOURCE_JDBC_URL");
        return URI.create(url == null ? environment.get("TAMGA_SERVICES_TRADE") : url.substring("jdbc:".length()));
    }

    private static boolean reaches(URI address) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void send(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
