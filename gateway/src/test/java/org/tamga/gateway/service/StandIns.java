package org.tamga.gateway.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.http.Bundle;
import org.tamga.gateway.session.Provider;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;

/**
 * Small HTTP servers in the place of the services: events, trade and mobility; education is down, unless the argument
 * {@link #EDUCATION} is given. They answer with the files under {@code stand-ins/}, misbehave on demand, and to everything else say
 * what they were sent. And an OIDC provider.
 */
public class StandIns implements QuarkusTestResourceLifecycleManager {

    /** An argument, with any value: education is there as well. */
    public static final String EDUCATION = "education";

    private static final String REFUSAL = """
                                          {"type": "/problems/rule-broken", "status": 422, "detail": "It says nothing.",
                                           "violations": [{"pointer": "%s", "detail": "says nothing"}]}""";

    private static final String RETRACTED = """
                                            {"type": "/problems/retracted", "status": 404, "detail": "Retracted by version 2.",
                                             "retraction": {"version": 2, "at": "2026-02-10T00:00:00Z", "because": "Read from <another> register."}}""";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final Queue<HttpServerResponse> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger documents = new AtomicInteger();
    private final AtomicInteger endless = new AtomicInteger();
    private Map<String, String> settings = Map.of();
    private volatile boolean hasUnanswered;
    private volatile boolean hasDocument = true;
    private boolean hasEducation;

    /** @param arguments {@link #EDUCATION}, and what the gateway is told otherwise */
    @Override
    public void init(Map<String, String> arguments) {
        hasEducation = arguments.containsKey(EDUCATION);
        settings = new HashMap<>(arguments);
        settings.remove(EDUCATION);
    }

    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(Map.of(
                "tamga.services.events", address("events"),
                "tamga.services.trade", address("trade"),
                "tamga.services.mobility", address("mobility"),
                // Else the port of old for discarding: nobody listens there.
                "tamga.services.education", hasEducation ? address(EDUCATION) : "http://127.0.0.1:9",
                "tamga.calls.silence", "2s",
                "tamga.requests.import-limit", "12M",
                "tamga.changes.discovery", "200ms",
                // Targets on this machine, and three days in a moment.
                "tamga.webhooks.allowed-ranges", "127.0.0.0/8",
                "tamga.webhooks.waits", "200ms,200ms,200ms",
                "tamga.webhooks.timeout", "3s"));
        config.put("tamga.requests.body-window", "5s");
        config.put("tamga.changes.snapshots-per-caller", "8");
        config.put("tamga.changes.feeds-per-caller", "2");
        config.putAll(new Provider().start(vertx));
        config.putAll(settings);
        return config;
    }

    private String address(String domain) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(true))
                .requestHandler(request -> answer(domain, request));
        // One of them as on a machine of its own with the gateway, where the machine has such sockets.
        if (domain.equals("mobility") && vertx.isNativeTransportEnabled()) {
            var socket = folder().resolve("mobility.sock");
            server.listen(SocketAddress.domainSocketAddress(socket.toString())).toCompletionStage().toCompletableFuture()
                    .join();
            return "unix:" + socket;
        }
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("stand-ins");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String domain, HttpServerRequest request) {
        switch (request.path()) {
            case "/api/trade/search" -> request.response().setStatusCode(404).end();
            case "/api/trade/silence" -> request.resume();
            case "/api/trade/break" -> request.connection().close();
            case "/api/trade/half" -> request.response().setChunked(true).write("half an answer")
                    .onComplete(written -> vertx.setTimer(100, timer -> request.connection().close()));
            case "/api/trade/cut" -> request.response().putHeader("Content-Length", "1000").write("not all of it")
                    .onComplete(written -> vertx.setTimer(100, timer -> request.connection().close()));
            case "/api/trade/mebibyte" -> request.response().putHeader("Content-Type", "text/plain")
                    .putHeader("Content-Length", "1048576").end("x".repeat(1 << 20));
            case "/api/trade/long/import" -> {
                request.resume();
                vertx.setTimer(3000, timer -> request.response().end("taken in"));
            }
            case "/api/trade/nothing" -> request.response().setStatusCode(204).end();
            case "/api/trade/unchanged" -> request.response().setStatusCode(304).putHeader("ETag", "\"7\"").end();
            case "/api/trade/own-headers" -> request.response().putHeader("Connection", "X-Hop, keep-alive")
                    .putHeader("X-Hop", "here only").putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("X-End", "to the end").end();
            case "/api/trade/endless" -> {
                endless.incrementAndGet();
                request.response().closeHandler(closed -> endless.decrementAndGet());
                goOn(request.response().setChunked(true).putHeader("Content-Type", "application/x-ndjson"));
            }
            case "/api/trade/endless-under-way" -> request.response().end(endless.toString());
            case "/api/trade/slowly" -> {
                waiting.add(request.response());
                request.response().setChunked(true).write("first\n");
            }
            case "/api/trade/go-on" -> {
                for (HttpServerResponse response; (response = waiting.poll()) != null;) {
                    response.end("second\n");
                }
                request.response().end();
            }
            case "/api/trade/refused" -> request.response().setStatusCode(422)
                    .putHeader("Content-Type", "application/problem+json").end("{\"status\": 422}");
            case "/api/trade/companies/0199e7a0-0000-7000-8000-00000000c009" -> request.response().setStatusCode(404)
                    .putHeader("Content-Type", "application/problem+json").end(RETRACTED);
            case "/api/events/gatherings/0199e7a0-0000-7000-8000-0000000000c7" -> {
                // Announced in January, put off in February.
                var known = Instant.parse(Optional.ofNullable(request.getParam("knownAt")).orElse("2026-03-01T00:00:00Z"));
                if (known.isBefore(Instant.parse("2026-01-01T00:00:00Z"))) {
                    request.response().setStatusCode(404).end();
                } else if (known.isBefore(Instant.parse("2026-02-01T00:00:00Z"))) {
                    request.response()
                            .end(document(request.path().substring("/api/".length())).orElseThrow().put("status", "scheduled")
                                    .toBuffer());
                } else {
                    file(domain, request);
                }
            }
            case "/api/trade/measures/trade.companies.foreign-capital/readings" -> {
                if ("UZ".equals(request.getParam("partner"))) {
                    announceDaily(request);
                } else if ("refused".equals(request.getParam("partner"))) {
                    refuse(request, "partner");
                } else {
                    file(domain, request);
                }
            }
            case "/api/mobility/search", "/api/events/search", "/api/events/formats", "/api/trade/companies",
                    "/api/mobility/connections" ->
                request.params().entries().stream()
                        .filter(each -> each.getValue().equals("refused") || each.getValue().equals("refused by " + domain))
                        .map(Map.Entry::getKey).findFirst()
                        .ifPresentOrElse(name -> refuse(request, name), () -> file(domain, request));
            case "/api/mobility/stay-checks" -> judge(request);
            case "/api/mobility/access-reports/0199e7a0-0000-7000-8000-0000000000c5" -> {
                var report = document(request.path().substring("/api/".length())).orElseThrow();
                if ("2026-01-10T00:00:00Z".equals(request.getParam("knownAt"))) {
                    report.put("recordedAt", "2026-01-05T00:00:00Z").getJsonArray("invited").getJsonObject(0)
                            .getJsonObject("directFlights").put("perWeek", 7);
                }
                request.response().end(report.toBuffer());
            }
            case "/api/mobility/flight-schedules" -> {
                if ("BV".equals(request.getParam("from"))) {
                    request.connection().close();
                } else {
                    file(domain, request);
                }
            }
            case "/q/openapi" -> {
                documents.incrementAndGet();
                if (domain.equals("trade") && !hasDocument) {
                    request.connection().close();
                } else {
                    file(domain, request);
                }
            }
            case "/api/trade/document" -> {
                hasDocument = !request.method().equals(HttpMethod.DELETE);
                request.response().setStatusCode(204).end();
            }
            case "/api/trade/documents-asked" -> request.response().end(documents.toString());
            case "/api/trade/unanswered" -> request.response().setStatusCode(hasUnanswered ? 204 : 404).end();
            case "/reads/parcels" -> request.body()
                    .onSuccess(ids -> vertx.setTimer(30, timer -> request.response().end(parcels(ids.toString()))));
            case "/reads/lost" ->
                request.response().setStatusCode(503).putHeader(Bundle.UNAVAILABLE, "2").end("Nobody is there.");
            default -> {
                if (request.path().startsWith("/api/trade/parcels/")) {
                    vertx.setTimer(30, timer -> parcel(request));
                } else if (request.path().startsWith("/api/trade/lost/")) {
                    vertx.setTimer(30, timer -> request.response().setStatusCode(503).end("by itself"));
                } else if (request.path().startsWith(Bundle.PATH)) {
                    request.response().setStatusCode(404).end();
                } else {
                    file(domain, request);
                }
            }
        }
    }

    private void goOn(HttpServerResponse endless) {
        endless.write("x".repeat(1 << 14)).onSuccess(written -> vertx.setTimer(5, timer -> goOn(endless)));
    }

    private static void refuse(HttpServerRequest request, String pointer) {
        request.response().setStatusCode(422).end(REFUSAL.formatted(pointer));
    }

    /** What is said of a stay, of some nationalities their own. What was asked is its first source, for a reader to see. */
    private static void judge(HttpServerRequest request) {
        request.body().onSuccess(question -> {
            var nationality = question.toJsonObject().getString("nationality");
            if (nationality.equals("refused")) {
                refuse(request, "/nationality");
                return;
            }
            var answer = document("mobility/stay-checks-" + nationality).or(() -> document("mobility/stay-checks"))
                    .orElseThrow();
            answer.getJsonArray("limits").stream().limit(1).forEach(limit -> ((JsonObject) limit).getJsonArray("sources")
                    .getJsonObject(0).put("title", question.toString()));
            request.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
        });
    }

    /** A record whose id begins with 0, else none. */
    private void parcel(HttpServerRequest request) {
        var id = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (id.endsWith("666")) {
            // Never answered.
            hasUnanswered = true;
            return;
        }
        if (!id.startsWith("0")) {
            request.response().setStatusCode(404).end("{\"none\": \"" + id + "\"}");
        } else if (request.getHeader("If-None-Match") != null) {
            request.response().setStatusCode(304).end();
        } else {
            request.response().putHeader("ETag", "\"1\"").putHeader("Content-Type", Bundle.RECORD).putHeader("X-Way", "alone")
                    .putHeader("X-Correlation-Id", request.getHeader("X-Correlation-Id"))
                    .end("{\"id\": \"" + id + "\"}");
        }
    }

    private static Buffer parcels(String ids) {
        return Bundle.write(Stream.of(ids.split("\n"))
                .map(id -> id.startsWith("0") ? new Bundle.Answer("\"1\"", Buffer.buffer("{\"id\": \"" + id + "\"}")) : null)
                .toList());
    }

    /** A measure that has been announced each day, and always the same: as many announcements as are asked for, or as services give. */
    private static void announceDaily(HttpServerRequest request) {
        var limit = Integer.parseInt(Optional.ofNullable(request.getParam("limit")).orElse("20"));
        // Fewer than were asked for, as where they are long.
        var items = IntStream.range(0, limit / 2).mapToObj(day -> new JsonObject().put("unit", "companies")
                .put("recordedAt", Instant.parse("2026-02-01T10:00:00Z").minus(day, ChronoUnit.DAYS).toString())
                .put("series", List.of(Map.of("validFrom", "2020-01-01", "value", 40, "completeness", "complete")))).toList();
        request.response().putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("items", items).put("next", request.uri() + "&after=9").toBuffer());
    }

    private void file(String domain, HttpServerRequest request) {
        var path = request.path().replaceFirst("^/api/" + domain, "");
        if (domain.equals("events") && goesOn(request)) {
            return;
        }
        var several = several(domain, path, request.params());
        var found = several.isPresent() ? several : document(domain + path);
        if (found.isPresent()) {
            request.response().putHeader("Content-Type", "application/json")
                    .end(filtered(found.get(), request.params()).toBuffer());
            return;
        }
        if (request.path().equals("/api/trade/published-figures") && "BO".equals(request.getParam("reporter"))) {
            request.response().putHeader("Content-Type", "application/json")
                    .end("{\"items\": [], \"next\": \"/api/trade/published-figures?cursor=2\"}");
            return;
        }
        if (request.path().startsWith("/api/events/gatherings/")
                || request.path().startsWith("/api/trade/companies/0199e7a0-")) {
            request.response().setStatusCode(404).end();
            return;
        }
        var received = new long[1];
        request.handler(part -> received[0] += part.length());
        request.endHandler(end -> echo(request, received[0]));
    }

    /** Lists with more than a page: of Bolivia, and of a format that meets each day, of which the latest meeting is on the second page. */
    private static boolean goesOn(HttpServerRequest request) {
        var answer = new JsonObject();
        if ("Daily".equals(request.getParam("code"))) {
            answer.put("items", List.of(Map.of("id", "daily", "code", "Daily")));
        } else if ("Daily".equals(request.getParam("formatCode"))) {
            var isFirst = request.getParam("cursor") == null;
            answer.put("items", isFirst
                    ? IntStream.range(0, 30).mapToObj(day -> Map.of("id", "m" + (99 - day), "title", Map.of("en", "Meeting"),
                            "startsOn", "2025-01-" + (10 + day % 20))).toList()
                    : List.of(Map.of("id", "latest", "title", Map.of("en", "Latest"), "startsOn", "2025-12-01")));
            if (isFirst) {
                answer.put("next", request.uri() + "&cursor=2");
            }
        } else if (Optional.ofNullable(request.getParam("country")).orElse("").contains("BO")) {
            answer.put("items", List.of()).put("next", request.path() + "?cursor=2");
        } else {
            return false;
        }
        request.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
        return true;
    }

    private static Optional<JsonObject> document(String name) {
        try (var file = StandIns.class.getClassLoader().getResourceAsStream("stand-ins/" + name + ".json")) {
            return file == null ? Optional.empty() : Optional.of(new JsonObject(Buffer.buffer(file.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What there is a file of each: readings of measures, records by their ids, the rules of both ways, what is of two countries or of a
     * gathering alone.
     */
    private static Optional<JsonObject> several(String domain, String path, MultiMap parameters) {
        var alone = Stream.of(parameters.get("reporter") + "-" + parameters.get("partner"), parameters.get("pair"),
                parameters.get("gatheringId")).map(of -> document(domain + path + "-" + of)).flatMap(Optional::stream)
                .findFirst();
        if (alone.isPresent()) {
            return alone;
        }
        if (path.equals("/measures/readings")) {
            return Optional.of(items(parameters.getAll("of").stream().flatMap(of -> {
                var query = new QueryStringDecoder(of);
                var dimensions = new JsonObject();
                query.parameters().forEach((name, values) -> dimensions.put(name, values.get(0)));
                return document(domain + "/measures/" + query.path()).map(reading -> reading.put("dimensions", dimensions))
                        .stream();
            })));
        }
        if (parameters.contains("id")) {
            return Optional.of(items(Stream.of(parameters.get("id").split(","))
                    .flatMap(id -> document(domain + path + "/" + id).stream())
                    .map(found -> parameters.contains("knownAt") && found.containsKey("formerly")
                            ? found.mergeIn(found.getJsonObject("formerly"))
                            : found)));
        }
        if (path.equals("/connections") && "2026-03-05T09:00:00Z".equals(parameters.get("arriveBefore"))
                && "KZ".equals(parameters.get("nationality"))) {
            return document(domain + "/connections/by-a-time");
        }
        if (path.equals("/connections") && "QXA".equals(parameters.get("to")) && "3".equals(parameters.get("maxLegs"))) {
            return Optional.of(items(Stream.of()).put("reason", "no-connection"));
        }
        return parameters.contains("pair") && path.equals("/visa-requirements")
                ? document(domain + path).map(rule -> items(Stream.of(rule, rule)))
                : Optional.empty();
    }

    private static JsonObject items(Stream<JsonObject> items) {
        return new JsonObject().put("items", new JsonArray(items.map(item -> (Object) item.getMap()).toList()));
    }

    /** As the services do, of a list only what the filters that briefs of formats and gatherings use leave over. */
    private static JsonObject filtered(JsonObject document, MultiMap parameters) {
        if (document.getJsonArray("items") == null) {
            return document;
        }
        var items = new ArrayList<Map<String, Object>>();
        document.getJsonArray("items").forEach(item -> items.add(new LinkedHashMap<>(((JsonObject) item).getMap())));
        for (var name : List.of("code", "formatCode", "gatheringId")) {
            var wanted = parameters.get(name);
            if (wanted != null) {
                items.removeIf(item -> !Arrays.asList(wanted.split(",")).contains(value(item, name)));
            }
        }
        for (var name : List.of("reporter", "partner", "origin", "destination", "host", "homeCountry", "hostCountry")) {
            var wanted = parameters.get(name);
            if (wanted != null) {
                items.removeIf(item -> item.containsKey(name) && !List.of(wanted.split(",")).contains(item.get(name)));
            }
        }
        var pair = parameters.get("pair");
        if (pair != null) {
            items.removeIf(item -> item.get("pair") instanceof List<?> both && !both.containsAll(List.of(pair.split("-"))));
        }
        var known = parameters.get("knownAt");
        if (known != null) {
            items.removeIf(item -> item.get("recordedAt") instanceof String recorded
                    && Instant.parse(recorded).isAfter(Instant.parse(known))
                    || item.get("supersededAt") instanceof String superseded
                            && !Instant.parse(superseded).isAfter(Instant.parse(known)));
        }
        var fields = parameters.get("fields");
        if (fields != null) {
            items.forEach(item -> item.keySet().retainAll(Set.of(("id," + fields).split(","))));
        }
        return document.put("items", new JsonArray(List.copyOf(items)));
    }

    private static Object value(Map<?, ?> item, String name) {
        return item.get("statement") instanceof Map<?, ?> statement ? statement.get(name) : item.get(name);
    }

    private static void echo(HttpServerRequest request, long received) {
        var headers = request.headers().names().stream().distinct()
                .collect(Collectors.toMap(String::toLowerCase, name -> new JsonArray(request.headers().getAll(name)),
                        (one, same) -> one));
        request.response().putHeader("Content-Type", "application/json").end(new JsonObject()
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("received", received)
                .put("headers", new JsonObject(Map.copyOf(headers)))
                .encode());
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
