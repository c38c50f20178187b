package org.tamga.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.tamga.faults.Evidence.Version;

import com.fasterxml.jackson.databind.ObjectMapper;

/** A reader of the changes of one kind of record, by the change stream, that comes back with the last id that it saw whenever it is cut off, as an EventSource does. */
final class Subscriber implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MILLIS = 250;
    /** A stream says something every 15 s; one that does not has lost its other end without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final Suite suite;
    private final Kind kind;
    private final List<Version> seen = new ArrayList<>();
    private volatile boolean stopped;
    private volatile String lastId;
    private volatile int connections;

    Subscriber(Suite suite, Kind kind) {
        this.suite = suite;
        this.kind = kind;
    }

    /** Whether it was told where the stream begins, so that nothing that comes now can be missed. */
    boolean isConnected() {
        return lastId != null;
    }

    int connections() {
        return connections;
    }

    List<Version> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                read();
            } catch (IOException | UncheckedIOException e) {
                // Cut off: that is what a fault does. It comes back.
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(suite.gateway() + "/api/changes?topic=" + kind.topic()))
                .header("Accept", "text/event-stream").timeout(SILENCE);
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        var answer = suite.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            return;
        }
        connections++;
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String data = null;
            for (String line; !stopped && (line = lines.readLine()) != null;) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && id != null) {
                    if (data != null) {
                        take(data);
                    }
                    lastId = id;
                    id = null;
                    data = null;
                }
            }
        }
    }

    private void take(String data) throws IOException {
        var event = JSON.readTree(data);
        synchronized (seen) {
            seen.add(Collector.version(kind, event.get("id").asText(), event.get("data")));
        }
    }
}
