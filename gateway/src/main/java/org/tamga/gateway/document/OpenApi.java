package org.tamga.gateway.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.Future;

/** The document of the whole API: the gateway's own and each service's, put together. */
@Singleton
public class OpenApi {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** Documents change with releases only; a minute is what a rolling one may show late. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Services services;
    private final OpenApiDocumentService own;
    private final ObjectMapper json;
    private volatile Merged latest;

    /**
     * A merged document.
     *
     * @param body as JSON
     * @param missing domains whose service could not be asked; such a document is not to be kept
     * @param madeAt by {@link System#nanoTime}
     */
    public record Merged(byte[] body, List<String> missing, long madeAt) {

        private boolean isFresh() {
            return missing.isEmpty() && System.nanoTime() - madeAt < FRESH.toNanos();
        }
    }

    OpenApi(Services services, OpenApiDocumentService own, ObjectMapper json) {
        this.services = services;
        this.own = own;
        this.json = json;
    }

    /** The present document; asks the services where the last is no longer fresh. Waits, so not for an event loop. */
    public Merged merged() {
        var merged = latest;
        if (merged == null || !merged.isFresh()) {
            merged = merge();
            latest = merged;
        }
        return merged;
    }

    private Merged merge() {
        var asked = new TreeMap<String, Future<JsonNode>>();
        services.domains().forEach(domain -> asked.put(domain,
                services.read(domain, "/q/openapi?format=json", LIMIT).map(document -> document.orElseThrow())));
        Future.join(List.copyOf(asked.values())).otherwiseEmpty().toCompletionStage().toCompletableFuture().join();

        var parts = new TreeMap<String, JsonNode>();
        var missing = new ArrayList<String>();
        asked.forEach((domain, answer) -> {
            if (answer.succeeded()) {
                parts.put(domain, apiOf(domain, answer.result()));
            } else {
                missing.add(domain);
            }
        });
        var whole = (ObjectNode) ownDocument();
        parts.put("gateway", whole);
        var merged = whole.deepCopy();
        merged.setAll(OpenApiMerge.of(parts));
        merged.putArray("servers").addObject().put("url", "/");
        if (!missing.isEmpty()) {
            note(merged, missing);
        }
        return new Merged(bytes(merged), missing, System.nanoTime());
    }

    /** What of a service's document can be reached through the gateway. */
    private static JsonNode apiOf(String domain, JsonNode document) {
        var api = (ObjectNode) document.deepCopy();
        var reached = api.putObject("paths");
        document.path("paths").fields().forEachRemaining(path -> {
            if (path.getKey().startsWith("/api/" + domain + "/")) {
                reached.set(path.getKey(), path.getValue());
            }
        });
        return api;
    }

    private static void note(ObjectNode document, List<String> missing) {
        var info = document.withObject("/info");
        info.put("description",
                info.path("description").asText() + "\n\n**Not in here just now**, because the service is away: "
                        + String.join(", ", missing) + ".");
        var list = document.putArray("x-missing");
        missing.forEach(list::add);
    }

    private JsonNode ownDocument() {
        try {
            return json.readTree(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway's own document is made at build and can be read", e);
        }
    }

    private byte[] bytes(JsonNode document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }
}
