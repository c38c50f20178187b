package org.tamga.gateway.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** What the services' measures are called and what dimensions they have: read once, and again after a minute. */
@Singleton
public class MeasureDefinitions {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    /** What a measure is called does not change before its service does. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Services services;
    private final Map<String, Asked> kept = new ConcurrentHashMap<>();

    private record Asked(Future<Map<String, JsonNode>> definitions, long at) {

        boolean isFresh() {
            return !definitions.failed() && System.nanoTime() - at < FRESH.toNanos();
        }
    }

    MeasureDefinitions(Services services) {
        this.services = services;
    }

    /** A domain's measures by their codes; none where its service has no such list, and failed where it does not answer. */
    public Future<Map<String, JsonNode>> of(String domain) {
        return kept.compute(domain, (any, former) -> former != null && former.isFresh()
                ? former
                : new Asked(services.read(domain, "/api/" + domain + "/measures", LIMIT).map(MeasureDefinitions::byCode),
                        System.nanoTime()))
                .definitions();
    }

    private static Map<String, JsonNode> byCode(Optional<JsonNode> list) {
        var definitions = new TreeMap<String, JsonNode>();
        list.ifPresent(measures -> measures.path("items")
                .forEach(measure -> definitions.put(measure.path("code").asText(), measure)));
        return definitions;
    }
}
