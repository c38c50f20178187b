package org.tamga.gateway.change;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of the stream, as strict as a browser's EventSource: an event counts once its empty line has come. */
final class Listener implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    record Event(String id, String type, JsonNode data) {}

    private final List<Event> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final HttpResponse<InputStream> response;
    private String lastId;
    private boolean ended;

    private Listener(URI address, String lastId, String caller) {
        this.lastId = lastId;
        var request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        if (caller != null) {
            request.header("X-Forwarded-For", caller);
        }
        try {
            response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        var thread = new Thread(this::read, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    static Listener to(URI address) {
        return new Listener(address, null, null);
    }

    /** Connects as a browser that lost its connection does. */
    static Listener to(URI address, String lastId) {
        return new Listener(address, lastId, null);
    }

    /** Connects through a proxy, which says for whom. */
    static Listener from(String caller, URI address) {
        return new Listener(address, null, caller);
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized List<String> comments() {
        return List.copyOf(comments);
    }

    /** The id that it would send when it connects again. */
    synchronized String lastId() {
        return lastId;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Waits until that many events have come, the stream has ended or the time is over. */
    synchronized void await(int count, Duration most) {
        var end = System.nanoTime() + most.toNanos();
        try {
            for (var left = most.toMillis(); events.size() < count && !ended && left > 0;) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String type = null;
            var data = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                } else if (line.startsWith(":")) {
                    comment(line.substring(1).trim());
                } else if (line.isEmpty()) {
                    dispatch(id, type, data.toString());
                    id = null;
                    type = null;
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // The connection broke, by this side's will or the other's; what has come so far counts.
        } finally {
            end();
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized void comment(String text) {
        comments.add(text);
    }

    private synchronized void dispatch(String id, String type, String data) throws IOException {
        if (ended) {
            return;
        }
        if (id != null) {
            lastId = id;
        }
        if (!data.isEmpty()) {
            events.add(new Event(id, type, JSON.readTree(data)));
            notifyAll();
        }
    }

    /** Leaves without a word. What comes after this no longer counts. */
    @Override
    public void close() {
        end();
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
