package org.tamga.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.faults.Ledger.Answer;
import org.tamga.faults.Ledger.Entry;
import org.tamga.faults.Ledger.Outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One of the clients that write through the gateway, as fast as it is answered, until it is told to stop. */
final class Client implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Suite suite;
    private final Kind kind;
    private final Ledger ledger;
    private final String name;
    private final String token;
    private final Random random;
    private volatile boolean stopped;
    private int writes;
    /** The record that it goes on with, and its ETag; null where it has none whose state it knows. */
    private String record;
    private String etag;

    Client(Suite suite, Kind kind, Ledger ledger, String name, String token, long seed) {
        this.suite = suite;
        this.kind = kind;
        this.ledger = ledger;
        this.name = name;
        this.token = token;
        this.random = new Random(seed);
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            var mark = name + "-" + ++writes;
            switch (random.nextInt(20)) {
                case 0 -> importAll(mark);
                case 1, 2, 3, 4 -> post(mark);
                default -> put(mark);
            }
        }
    }

    /** A new record, or the next version of the one that it has. */
    private void put(String mark) {
        var id = record == null || random.nextInt(5) == 0 ? UUID.randomUUID().toString() : record;
        var request = request("/" + id).PUT(HttpRequest.BodyPublishers.ofString(kind.body(null, mark)));
        if (id.equals(record)) {
            request.header("If-Match", etag);
        }
        ledger.enter(id);
        var entry = send(mark, id, 1, request);
        if (entry.outcome() == Outcome.ACCEPTED) {
            record = id;
            etag = "\"" + entry.version() + "\"";
        } else if (entry.outcome() == Outcome.UNKNOWN) {
            record = null;
        }
        ledger.enter(entry);
        if (entry.outcome() != Outcome.ACCEPTED) {
            rest();
        }
    }

    /** With a key, so that it may be asked again until there is an answer. */
    private void post(String mark) {
        var key = UUID.randomUUID().toString();
        var end = Instant.now().plus(PATIENCE);
        Entry entry;
        do {
            entry = send(mark, null, 1, request("").header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(kind.body(null, mark))));
            if (entry.outcome() == Outcome.ACCEPTED) {
                break;
            }
            rest();
        } while (Instant.now().isBefore(end));
        // A refusal after an attempt of which nothing is known says nothing of that attempt.
        ledger.enter(entry.outcome() == Outcome.ACCEPTED
                ? entry
                : new Entry(entry.mark(), null, 0, 1, Outcome.UNKNOWN,
                        entry.status(), entry.sent(), entry.took()));
    }

    private void importAll(String mark) {
        var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(ROWS).toList();
        ids.forEach(ledger::enter);
        var rows = IntStream.range(0, ROWS).mapToObj(row -> kind.body(ids.get(row), mark + "/" + row))
                .collect(Collectors.joining("\n"));
        var request = request("/import?format=ndjson&mode=strict").POST(HttpRequest.BodyPublishers.ofString(rows));
        request.setHeader("Content-Type", "application/x-ndjson");
        ledger.enter(send(mark, null, ROWS, request));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(suite.gateway() + kind.path() + path))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json").timeout(PATIENCE);
    }

    private Entry send(String mark, String id, int rows, HttpRequest.Builder request) {
        var entry = answered(mark, id, rows, request);
        ledger.attempted(new Answer(entry.status(), entry.sent(), entry.sent().plus(entry.took())));
        return entry;
    }

    private Entry answered(String mark, String id, int rows, HttpRequest.Builder request) {
        var sent = Instant.now();
        try {
            var answer = suite.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return entry(mark, id, rows, answer, sent);
        } catch (IOException e) {
            return new Entry(mark, id, 0, rows, Outcome.UNKNOWN, 0, sent, Duration.between(sent, Instant.now()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
            return new Entry(mark, id, 0, rows, Outcome.UNKNOWN, 0, sent, Duration.between(sent, Instant.now()));
        }
    }

    private static Entry entry(String mark, String id, int rows, HttpResponse<String> answer, Instant sent) throws IOException {
        var took = Duration.between(sent, Instant.now());
        var status = answer.statusCode();
        if (status / 100 != 2) {
            // The gateway's words for a service that broke off (502) or kept silent (504), a service's for a commit without an answer (504).
            var outcome = status == 502 || status == 504 ? Outcome.UNKNOWN : Outcome.REFUSED;
            return new Entry(mark, id, 0, rows, outcome, status, sent, took);
        }
        JsonNode body = JSON.readTree(answer.body());
        return new Entry(mark, body.path("id").asText(id), body.path("version").asInt(), rows, Outcome.ACCEPTED, status, sent,
                took);
    }

    private static void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
