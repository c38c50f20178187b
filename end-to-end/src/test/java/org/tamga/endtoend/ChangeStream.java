package org.tamga.endtoend;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A reader of the change stream, as a browser's EventSource is one: it remembers the last id and can go on from it. */
final class ChangeStream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Arrival> arrivals;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final InputStream body;
    private volatile String lastId;

    /** An event and when it came, by {@link System#nanoTime}. */
    record Arrival(JsonNode event, long nanos) {}

    private ChangeStream(URI address, String lastId, List<Arrival> arrivals) throws IOException, InterruptedException {
        this.arrivals = arrivals;
        this.lastId = lastId;
        var request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        this.body = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()).body();
        var reader = new Thread(this::read, "change-stream");
        reader.setDaemon(true);
        reader.start();
        connected.await();
    }

    /** Connects, and returns once the gateway has said where the stream begins. */
    static ChangeStream open(URI address) throws IOException, InterruptedException {
        return new ChangeStream(address, null, new CopyOnWriteArrayList<>());
    }

    /** Connects anew from the last id that this one saw; what arrives is added to what did. */
    ChangeStream resumed(URI address) throws IOException, InterruptedException {
        return new ChangeStream(address, lastId, arrivals);
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            String id = null;
            String data = null;
            for (String line; (line = lines.readLine()) != null;) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && id != null) {
                    // As the specification of EventSource has it: the id counts once its block has ended.
                    lastId = id;
                    connected.countDown();
                    if (data != null) {
                        arrivals.add(new Arrival(JSON.readTree(data), System.nanoTime()));
                    }
                    id = null;
                    data = null;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Closed: by us, or by the gateway, which is what the test is about.
            connected.countDown();
        }
    }
}
