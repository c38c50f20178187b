package org.tamga.gateway.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Inject;
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
    /** Of a service that no document is known of: it makes it when it is first asked, and may have just started with all the others. */
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(10);
    /** Documents change with releases only; a minute is what a rolling one may show late. */
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** A service that did not answer is not asked again at every read of a page. */
    private static final Duration AWAY = Duration.ofSeconds(2);

    private final Services services;
    private final OpenApiDocumentService own;
    private final ObjectMapper json;
    private final Duration fresh;
    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final Lock asking = new ReentrantLock();
    private volatile Merged latest;

    /**
     * A merged document.
     *
     * @param body as JSON
     * @param missing domains whose service has not answered yet; such a document is not to be kept
     */
    public record Merged(byte[] body, List<String> missing) {}

    /**
     * What a service said last.
     *
     * @param api of its document what can be reached through the gateway; null while it has not answered yet. One that is away keeps
     *     what it had
     * @param isAway whether it did not answer when it was last asked
     * @param askedAt by {@link System#nanoTime}
     */
    private record Part(JsonNode api, boolean isAway, long askedAt) {}

    @Inject
    OpenApi(Services services, OpenApiDocumentService own, ObjectMapper json) {
        this(services, own, json, FRESH);
    }

    /** @param fresh how long a service's document is not asked for again */
    OpenApi(Services services, OpenApiDocumentService own, ObjectMapper json, Duration fresh) {
        this.services = services;
        this.own = own;
        this.json = json;
        this.fresh = fresh;
    }

    /**
     * The present document, the same one while no part of it has changed. Asks the services whose part is old, and waits for them, so
     * not for an event loop; while another asks, it gives what there is.
     */
    public Merged merged() {
        var merged = latest;
        if (merged == null) {
            asking.lock();
        } else if (stale().isEmpty() || !asking.tryLock()) {
            return merged;
        }
        try {
            if (haveChanged(stale()) || latest == null) {
                latest = merge();
            }
            return latest;
        } finally {
            asking.unlock();
        }
    }

    private List<String> stale() {
        return services.domains().stream().filter(domain -> !isFresh(parts.get(domain))).toList();
    }

    private boolean isFresh(Part part) {
        return part != null && System.nanoTime() - part.askedAt() < (part.isAway() ? AWAY : fresh).toNanos();
    }

    /** Asks them, and says whether any says something else than before. */
    private boolean haveChanged(List<String> domains) {
        var asked = new TreeMap<String, Future<JsonNode>>();
        domains.forEach(domain -> asked.put(domain,
                services.read(domain, "/q/openapi?format=json", known(domain) == null ? FIRST_LIMIT : LIMIT)
                        .map(document -> apiOf(domain, document.orElseThrow()))));
        Future.join(List.copyOf(asked.values())).otherwiseEmpty().toCompletionStage().toCompletableFuture().join();
        var changed = false;
        for (var answer : asked.entrySet()) {
            var before = known(answer.getKey());
            var now = answer.getValue().succeeded() ? answer.getValue().result() : before;
            parts.put(answer.getKey(), new Part(now, answer.getValue().failed(), System.nanoTime()));
            changed |= !Objects.equals(now, before);
        }
        return changed;
    }

    private JsonNode known(String domain) {
        var part = parts.get(domain);
        return part == null ? null : part.api();
    }

    private Merged merge() {
        var apis = new TreeMap<String, JsonNode>();
        var missing = new ArrayList<String>();
        services.domains().forEach(domain -> {
            var api = known(domain);
            if (api == null) {
                missing.add(domain);
            } else {
                apis.put(domain, api);
            }
        });
        var whole = (ObjectNode) ownDocument();
        apis.put("gateway", whole);
        var merged = whole.deepCopy();
        merged.setAll(OpenApiMerge.of(apis));
        merged.putArray("servers").addObject().put("url", "/");
        if (!missing.isEmpty()) {
            note(merged, missing);
        }
        return new Merged(bytes(merged), missing);
    }

    /** What of a service's document can be reached through the gateway. */
    private static JsonNode apiOf(String domain, JsonNode document) {
        var api = (ObjectNode) document;
        var all = api.path("paths");
        var reached = api.putObject("paths");
        all.fields().forEachRemaining(path -> {
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
