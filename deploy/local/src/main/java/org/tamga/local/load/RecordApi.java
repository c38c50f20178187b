package org.tamga.local.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The part of the REST API that loading needs. An answer that only asks for patience (429, 502, 503, 504), and a connection that
 * fails, are tried again with growing pauses; GET and PUT may be repeated (RFC 9110, 9.2.2), and so may an import.
 */
final class RecordApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Function<String, URI> addresses;
    private final String token;
    private final Duration patience;

    /**
     * @param addresses makes a whole address of a path
     * @param token what the requests bear
     * @param patience how long one request is tried
     */
    RecordApi(Function<String, URI> addresses, String token, Duration patience) {
        this.addresses = addresses;
        this.token = token;
        this.patience = patience;
    }

    /**
     * An answer.
     *
     * @param etag null if it has none
     * @param body missing if it is not JSON
     */
    record Answer(int status, String etag, JsonNode body) {

        /** The version that the entity tag names, before the dot if it has one. */
        int version() {
            return Integer.parseInt(etag.replaceFirst("^\"(\\d+).*", "$1"));
        }
    }

    /** @param ifMatch an entity tag, or null for an unconditional PUT */
    Answer put(String path, ObjectNode body, String ifMatch) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return send(request.build());
    }

    /** Imports records as NDJSON; what was recorded by the same import before is left as it is. */
    Answer importLines(String collection, byte[] lines) {
        return send(request(collection + "/import?format=ndjson")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                .build());
    }

    Answer get(String path) {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(addresses.apply(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = Duration.ofMillis(250);
        while (true) {
            String why;
            Optional<Duration> asked = Optional.empty();
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (!LATER.contains(response.statusCode())) {
                    return new Answer(response.statusCode(), response.headers().firstValue("ETag").orElse(null),
                            json(response.body()));
                }
                why = "answered " + response.statusCode() + " for " + patience.toSeconds() + " s";
                asked = retryAfter(response);
            } catch (IOException e) {
                why = "no answer for " + patience.toSeconds() + " s (" + e + ")";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoAnswer(request.uri(), "interrupted");
            }
            Duration now = shorter(asked.orElse(pause), LONGEST_PAUSE);
            if (System.nanoTime() + now.toNanos() > end) {
                throw new NoAnswer(request.uri(), why);
            }
            sleep(now, request.uri());
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    /** In seconds; the other form of the header, a date, our services do not use. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void sleep(Duration pause, URI address) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(address, "interrupted");
        }
    }
}
