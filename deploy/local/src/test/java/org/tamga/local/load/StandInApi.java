package org.tamga.local.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String ENDLESS = "9999";

    private final HttpServer server;
    private final Map<String, Stored> records = new ConcurrentHashMap<>();
    /** Statuses with which the next requests are turned away. */
    final ConcurrentLinkedDeque<Integer> failures = new ConcurrentLinkedDeque<>();
    /** Such as {@code PUT /api/trade/companies/…}, in the order of arrival. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** A period of a version: the days of its content are in {@code validFrom} and {@code validTo}. */
    private record Row(ObjectNode content, int version, String recordedBy, boolean isSuperseded) {

        private Row superseded() {
            return new Row(content, version, recordedBy, true);
        }

        private Row rest(String from, String to, int version) {
            ObjectNode days = content.deepCopy();
            days.remove(List.of("validFrom", "validTo"));
            if (!from.isEmpty()) {
                days.put("validFrom", from);
            }
            if (!to.equals(ENDLESS)) {
                days.put("validTo", to);
            }
            return new Row(days, version, recordedBy, false);
        }
    }

    /** The periods of all versions, and which days were withdrawn and not stated again. */
    private static final class Stored {
        private final List<Row> rows = new ArrayList<>();
        private final List<String[]> withdrawn = new ArrayList<>();
        private int version;

        private List<ObjectNode> standing() {
            return rows.stream().filter(row -> !row.isSuperseded).map(Row::content)
                    .sorted(Comparator.comparing(StandInApi::start))
                    .toList();
        }

        /** Makes a version of which nothing stands on some days; a statement replaces a period that begins with it whole. */
        private void clear(String from, String to, boolean isForStatement) {
            version++;
            for (Row row : List.copyOf(rows)) {
                String start = start(row.content);
                String end = end(row.content);
                boolean overlaps = start.compareTo(to) < 0 && end.compareTo(from) > 0;
                if (row.isSuperseded || !overlaps) {
                    continue;
                }
                rows.set(rows.indexOf(row), row.superseded());
                if (start.compareTo(from) < 0) {
                    rows.add(row.rest(start, from, version));
                }
                if (end.compareTo(to) > 0 && !(isForStatement && start.equals(from))) {
                    rows.add(row.rest(to, end, version));
                }
            }
        }

        private void state(ObjectNode period, String by) {
            clear(start(period), end(period), true);
            rows.add(new Row(period, version, by, false));
        }
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
        records.computeIfAbsent(path, unknown -> new Stored()).state(period, by);
    }

    /** Withdraws it whole. */
    void retract(String path) {
        retract(path, "", ENDLESS);
    }

    /** Withdraws some days of it. */
    void retract(String path, String from, String to) {
        Stored stored = records.get(path);
        stored.clear(from, to, false);
        stored.withdrawn.add(new String[]{from, to});
    }

    List<ObjectNode> periods(String path) {
        return records.get(path).standing();
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
        } else if (exchange.getRequestURI().getQuery() != null && exchange.getRequestMethod().equals("GET")) {
            read(exchange, records.get(path), exchange.getRequestURI().getQuery().replaceFirst("validAt=", ""));
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
            boolean same = stored.standing().contains(period);
            exchange.getResponseHeaders().add("ETag", "\"" + stored.version + "\"");
            if (!created && !same && ifMatch == null) {
                send(exchange, 428, problem("Precondition required", "send If-Match"));
            } else if (!created && ifMatch != null && !ifMatch.equals("\"" + stored.version + "\"")) {
                send(exchange, 412, problem("Precondition failed", "somebody was quicker"));
            } else {
                if (!same) {
                    record(path, period, "starter-record");
                }
                exchange.getResponseHeaders().set("ETag", "\"" + stored.version + "\"");
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
        List<Row> newestFirst = stored.rows.stream()
                .sorted(Comparator.comparing(Row::version).reversed().thenComparing(row -> start(row.content))).toList();
        for (Row row : newestFirst) {
            items.add(row.content.deepCopy().put("version", row.version).put("recordedBy", row.recordedBy)
                    .put("supersededAt", row.isSuperseded ? "2026-01-01T00:00:00Z" : null));
        }
        send(exchange, 200, answer);
    }

    private static void read(HttpExchange exchange, Stored stored, String day) throws IOException {
        Optional<ObjectNode> there = stored.standing().stream().filter(period -> holds(start(period), end(period), day))
                .findFirst();
        if (there.isPresent()) {
            send(exchange, 200, there.get());
        } else {
            boolean isWithdrawn = stored.withdrawn.stream().anyMatch(days -> holds(days[0], days[1], day));
            send(exchange, 404, problem("Not there", "nothing holds then").put("type",
                    "https://tamga.example/problems/" + (isWithdrawn ? "retracted" : "not-recorded-then")));
        }
    }

    private static boolean holds(String from, String to, String day) {
        return from.compareTo(day) <= 0 && day.compareTo(to) < 0;
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

    private static String end(ObjectNode period) {
        return period.path("validTo").asText(ENDLESS);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
