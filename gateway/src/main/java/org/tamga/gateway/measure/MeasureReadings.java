package org.tamga.gateway.measure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.MeasureDefinitions;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** Reads what the services announced of a measure, for its picture. */
@Singleton
public class MeasureReadings {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Announcements that are read, as many as a service gives at once; of long ones it gives fewer. */
    private static final int MOST = 100;

    private final Services services;
    private final MeasureDefinitions definitions;

    MeasureReadings(Services services, MeasureDefinitions definitions) {
        this.services = services;
        this.definitions = definitions;
    }

    /**
     * A measure as a page shows it.
     *
     * @param knownAt an instant as the API takes it; null or empty for now
     * @param validAt of which day it is told what was known when, where no words name one
     * @param said what words state of it, or null
     * @return empty where there is no such measure; a problem where the service refuses the dimensions
     */
    public Future<Optional<MeasureView>> of(String code, Map<String, String> dimensions, String knownAt, LocalDate validAt,
            MeasureView.Said said, Messages words) {
        var domain = code.substring(0, Math.max(0, code.indexOf('.')));
        if (!services.domains().contains(domain)) {
            return Future.succeededFuture(Optional.empty());
        }
        var query = query(dimensions);
        var definition = definitions.of(domain).map(all -> all.getOrDefault(code, MissingNode.getInstance()));
        var readings = services.read(domain,
                "/api/" + domain + "/measures/" + escaped(code) + "/readings?" + query + "&limit=" + MOST
                        + (knownAt == null || knownAt.isEmpty() ? "" : "&knownAt=" + escaped(knownAt)),
                LIMIT);
        return Future.join(definition, readings).map(both -> readings.result().map(answer -> MeasureView.of(
                name(code, dimensions, definition.result(), words),
                "/measures/" + code + "?" + query + "&lang=" + words.language(),
                StreamSupport.stream(answer.path("items").spliterator(), false).toList(),
                // An older service says nothing of more, and gives no more than this.
                !answer.hasNonNull("next") && answer.path("items").size() < MOST,
                said, validAt, words)));
    }

    private static String name(String code, Map<String, String> dimensions, JsonNode definition, Messages words) {
        var phrases = new Phrases(words);
        return phrases.of("brief.measure", Optional.ofNullable(phrases.text(definition.path("name"))).orElse(code),
                phrases.dimensions(dimensions));
    }

    /** The dimensions as parameters of an address. */
    static String query(Map<String, String> dimensions) {
        return new TreeMap<>(dimensions).entrySet().stream()
                .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
