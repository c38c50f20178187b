package org.tamga.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.tamga.local.generate.Kind;
import org.tamga.local.generate.Synthetic;
import org.tamga.local.suite.Application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** All generated records of a kind in one file, which trade-service takes in as a job; watched while it does. */
final class LargeFile implements AutoCloseable {

    /** Between two looks at the job and at the heap. */
    private static final long LOOK_EVERY_MILLIS = 500;
    private static final Pattern HEAP = Pattern.compile("jvm_memory_(used|max)_bytes\\{area=\"heap\".*} (\\S+)");

    private final Suite suite;
    private final Kind kind;
    private final int rows;
    private final Path file;
    /** To HTTP/2 a connection is not raised with a body as long as this. */
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Writes it. */
    LargeFile(Suite suite, Synthetic synthetic, Kind kind) throws IOException {
        this.suite = suite;
        this.kind = kind;
        this.rows = synthetic.size(kind);
        this.file = Files.createTempFile("tamga-bench-", ".ndjson");
        synthetic.write(kind, file);
    }

    /**
     * What came of it.
     *
     * @param perSecond rows, from the first byte that was sent until the job was done
     * @param heap bytes of the heap that were in use at the most, as far as was seen
     * @param heapLimit bytes that it may have
     */
    record Taken(double perSecond, double heap, double heapLimit) {}

    double mebibytes() throws IOException {
        return Files.size(file) / (double) (1 << 20);
    }

    /**
     * Has it taken in; throws where not every row was recorded.
     *
     * @param tell is told of each tenth how many rows a second it was
     */
    Taken take(String subject, Consumer<String> tell) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var job = json(HttpRequest.newBuilder(address(kind.path() + "/import?format=ndjson"))
                .header("Authorization", "Bearer " + suite.token(subject, "trade-editor")).header("Prefer", "respond-async")
                .header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofFile(file)));
        var look = HttpRequest.newBuilder(address("/api/trade/imports/" + job.path("id").textValue()));
        var heap = heap("used");
        var told = 0L;
        var toldAt = System.nanoTime();
        while (job.path("status").asText().matches("queued|running")) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            heap = Math.max(heap, heap("used"));
            job = json(look.copy());
            var accepted = job.path("accepted").asLong();
            if (accepted - told >= rows / 10.0) {
                var now = System.nanoTime();
                tell.accept("  %,d: %,.0f /s".formatted(accepted, (accepted - told) / ((now - toldAt) / 1e9)));
                told = accepted;
                toldAt = now;
            }
        }
        if (job.path("accepted").asLong() != rows) {
            throw new IOException("not all was imported: " + job);
        }
        return new Taken(rows / ((System.nanoTime() - begin) / 1e9), heap, heap("max"));
    }

    private double heap(String what) throws IOException, InterruptedException {
        return HEAP.matcher(text(HttpRequest.newBuilder(address("/q/metrics")))).results()
                .filter(pool -> pool.group(1).equals(what)).mapToDouble(pool -> Double.parseDouble(pool.group(2))).sum();
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(text(request));
    }

    private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + suite.port(Application.TRADE) + path);
    }

    /** Deletes it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
