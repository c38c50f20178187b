package org.tamga.gateway.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A page of changes as NDJSON, read strictly: events, then the cursor, then nothing. */
record Page(List<JsonNode> events, String cursor) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Page of(URI address) {
        var response = get(address);
        assertEquals(200, response.statusCode());
        assertEquals("application/x-ndjson", response.headers().firstValue("Content-Type").orElse(null));
        var lines = new ArrayList<>(List.of(response.body().split("\n")).stream().map(Page::json).toList());
        var last = lines.remove(lines.size() - 1);
        return new Page(lines, last.path("cursor").textValue());
    }

    /** The problem that is answered instead. */
    static JsonNode refused(URI address) {
        var response = get(address);
        assertEquals("application/problem+json", response.headers().firstValue("Content-Type").orElse(null));
        assertEquals(response.statusCode(), json(response.body()).path("status").asInt());
        return json(response.body());
    }

    /** What will be answered, whether a page or not. */
    static CompletableFuture<HttpResponse<String>> asked(URI address) {
        return CLIENT.sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI address) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
