package org.tamga.gateway.change;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Knows the dimensions of the services' measures, so that a misspelt one is found out and not silently without readings. */
@Singleton
public class Measures {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Services services;
    /** Measures found once; a definition's dimensions do not change, a new set is a new measure. */
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    Measures(Services services) {
        this.services = services;
    }

    /**
     * The names of a measure's dimensions.
     *
     * @param code such as {@code trade.companies.foreign-capital}
     * @return the names; empty where the service cannot be asked just now, so that they are taken as they come
     * @throws Problem 400 in the future if there is no such measure
     */
    public Future<Optional<Set<String>>> dimensions(String code) {
        var dot = code.indexOf('.');
        var domain = dot < 0 ? code : code.substring(0, dot);
        if (dot < 0 || !services.domains().contains(domain)) {
            return Future.failedFuture(unknown(code));
        }
        if (known.containsKey(code)) {
            return Future.succeededFuture(Optional.of(known.get(code)));
        }
        return services.read(domain, "/api/" + domain + "/measures", LIMIT)
                .recover(away -> Future.succeededFuture(Optional.empty()))
                .compose(list -> {
                    list.ifPresent(this::remember);
                    return list.isPresent() && !known.containsKey(code)
                            ? Future.failedFuture(unknown(code))
                            : Future.succeededFuture(Optional.ofNullable(known.get(code)));
                });
    }

    private void remember(JsonNode list) {
        list.path("items").forEach(measure -> known.put(measure.path("code").asText(),
                StreamSupport.stream(measure.path("dimensions").spliterator(), false)
                        .map(JsonNode::asText).collect(Collectors.toUnmodifiableSet())));
    }

    private static Problem unknown(String code) {
        return Problem.invalidParameter("measure", "There is no measure \"" + code + "\"; /api/<domain>/measures lists them.");
    }
}
