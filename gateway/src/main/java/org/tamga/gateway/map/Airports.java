package org.tamga.gateway.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Where airports and cities with airports are, by their IATA codes, as mobility-service has recorded it. */
@Singleton
public class Airports {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Services services;

    Airports(Services services) {
        this.services = services;
    }

    /**
     * An airport, or a city by one of its airports.
     *
     * @param code as it was asked for
     * @param lat degrees north
     * @param lon degrees east
     */
    public record Airport(String code, String name, String country, double lat, double lon) {}

    /** Those of the codes whose place is recorded, all asked for at once; a failure where the service does not answer. */
    public Future<Map<String, Airport>> of(Collection<String> codes, AsOf asOf, Messages words) {
        var asked = new LinkedHashMap<String, Future<Optional<JsonNode>>>();
        codes.forEach(code -> asked.put(code, find(code, asOf)));
        return Future.join(List.copyOf(asked.values())).map(all -> {
            var found = new LinkedHashMap<String, Airport>();
            asked.forEach((code, answer) -> answer.result().ifPresent(airport -> {
                if (airport.path("lat").isNumber() && airport.path("lon").isNumber()) {
                    found.put(code, new Airport(code, name(airport, words), airport.path("country").asText(),
                            airport.path("lat").asDouble(), airport.path("lon").asDouble()));
                }
            }));
            return found;
        });
    }

    private Future<Optional<JsonNode>> find(String code, AsOf asOf) {
        return first("code=" + code + asOf.parameters()).compose(airport -> airport.isPresent()
                ? Future.succeededFuture(airport)
                : first("city=" + code + asOf.parameters()));
    }

    private Future<Optional<JsonNode>> first(String filter) {
        return services.read("mobility", "/api/mobility/airports?limit=1&" + filter, LIMIT)
                .map(answer -> answer.map(list -> list.path("items").path(0)).filter(JsonNode::isObject));
    }

    private static String name(JsonNode airport, Messages words) {
        var phrases = new Phrases(words);
        var names = new ArrayList<String>();
        Optional.ofNullable(phrases.text(airport.at("/city/name"))).ifPresent(names::add);
        Optional.ofNullable(phrases.text(airport.path("name"))).ifPresent(names::add);
        return names.isEmpty() ? airport.path("code").asText() : names.get(0);
    }
}
