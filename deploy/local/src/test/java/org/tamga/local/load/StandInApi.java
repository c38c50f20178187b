package org.tamga.local.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The rules of writing that the loader depends on, over HTTP and in memory: a service stands in for none of its domain. */
final class StandInApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, Stored> records = new ConcurrentHashMap<>();
    /** Statuses with which the next requests are turned away. */
    final ConcurrentLinkedDeque<Integer> failures = new ConcurrentLinkedDeque<>();
    /** Such as {@code PUT /api/trade/companies/…}, in the order of arrival. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private static final class Stored {
        private final TreeMap<String, ObjectNode> periods = new TreeMap<>();
        private int version;
        private String recordedBy;
        private boolean retracted;
    }

    StandInApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Records something by hand, as a person would. */
    void record(String path, ObjectNode period, String by) {
        Stored stored = records.computeIfAbsent(path, unknown -> new Stored());
        stored.periods.put(start(period), period);
        stored.version++;
        stored.recordedBy = by;
    }

    void retract(String path) {
        records.get(path).retracted = true;
        records.get(path).version++;
    }

    List<ObjectNode> periods(String path) {
        return List.copyOf(records.get(path).periods.values());
    }

    int version(String path) {
        return records.get(path).version;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        Integer failure = failures.poll();
        if (failure != null) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            send(exchange, failure, problem("Not now", "try again"));
        } else if (exchange.getRequestMethod().equals("GET")) {
            history(exchange, path.replaceAll("/history$", ""));
        } else if (exchange.getRequestMethod().equals("POST")) {
            importLines(exchange, path.replaceAll("/import$", ""));
        } else {
            put(exchange, path);
        }
    }

    private void put(HttpExchange exchange, String path) throws IOException {
        ObjectNode period = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        JsonNode needed = period.path("needs");
        if (needed.isTextual() && !records.containsKey(needed.asText())) {
            ObjectNode problem = problem("Rule broken", "a record that it names is not there");
            problem.putArray("violations").addObject().put("pointer", "/needs").put("detail", "not recorded");
            send(exchange, 422, problem);
            return;
        }
        boolean created = !records.containsKey(path);
        Stored stored = records.computeIfAbsent(path, unknown -> new Stored());
        synchronized (stored) {
            String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
            boolean same = !stored.retracted && period.equals(stored.periods.get(start(period)));
            if (!created && !same && ifMatch == null) {
                send(exchange, 428, problem("Precondition required", "send If-Match"));
            } else if (!created && ifMatch != null && !ifMatch.equals("\"" + stored.version + "\"")) {
                send(exchange, 412, problem("Precondition failed", "somebody was quicker"));
            } else {
                if (!same) {
                    record(path, period, "starter-record");
                }
                exchange.getResponseHeaders().add("ETag", "\"" + stored.version + "\"");
                send(exchange, created ? 201 : 200, period);
            }
        }
    }

    private void importLines(HttpExchange exchange, String collection) throws IOException {
        ObjectNode report = JSON.createObjectNode().put("accepted", 0).put("unchanged", 0).put("rejected", 0);
        ArrayNode problems = report.putArray("problems");
        int number = 0;
        for (String line : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            number++;
            ObjectNode period = (ObjectNode) JSON.readTree(line);
            String path = collection + "/" + period.path("id").asText();
            JsonNode needed = period.path("needs");
            String outcome = needed.isTextual() && !records.containsKey(needed.asText())
                    ? "rejected"
                    : records.containsKey(path) ? "unchanged" : "accepted";
            report.put(outcome, report.path(outcome).asInt() + 1);
            if (outcome.equals("accepted")) {
                record(path, period, "generator");
            } else if (outcome.equals("rejected")) {
                problems.addObject().put("line", number).put("pointer", "/needs").put("detail", "not recorded");
            }
        }
        send(exchange, 200, report);
    }

    private void history(HttpExchange exchange, String path) throws IOException {
        Stored stored = records.get(path);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        for (ObjectNode period : new ArrayList<>(stored.periods.values())) {
            items.add(period.deepCopy().put("version", stored.version).put("recordedBy", stored.recordedBy)
                    .put("supersededAt", stored.retracted ? "2026-01-01T00:00:00Z" : null));
        }
        send(exchange, 200, answer);
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static ObjectNode problem(String title, String detail) {
        return JSON.createObjectNode().put("title", title).put("detail", detail);
    }

    private static String start(ObjectNode period) {
        return period.path("validFrom").asText("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
