package org.tamga.gateway.brief;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.pair.Pair;
import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Finds what a brief is asked about by its part of the address. */
@Singleton
class Subjects {

    private static final Pattern PAIR = Pattern.compile("[A-Za-z]{2}-[A-Za-z]{2}");
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Lists lists;

    Subjects(Lists lists) {
        this.lists = lists;
    }

    /**
     * The subject of that address. Asks events-service for a format or gathering, so not for an event loop.
     *
     * @param times {@code validAt} and {@code knownAt} as parameters
     * @throws Problem 400 for a pair of one country or a name that can be none, 404 where nothing is recorded under that name, 503 while events-service is away
     */
    Subject of(String address, String times) {
        return find(address, times).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no "
                + (ID.matcher(address).matches() ? "gathering " : "pair of countries, and no format, ") + address
                + " in the record as of then."));
    }

    /** The same; empty where nothing is recorded under that name as of those times. */
    Optional<Subject> find(String address, String times) {
        if (PAIR.matcher(address).matches()) {
            return Optional.of(new Subject.Countries(Pair.parse(address)));
        }
        if (ID.matcher(address).matches()) {
            return asked(lists.answer(EventsSection.DOMAIN, "/api/events/gatherings/" + address + "?" + times))
                    .map(Subject.Gathering::new);
        }
        return asked(lists.answer(EventsSection.DOMAIN,
                "/api/events/formats?" + Lists.query(Map.of("code", address)) + "&limit=1&" + times))
                .map(list -> list.at("/items/0")).filter(JsonNode::isObject).map(Subject.Format::new);
    }

    private static Optional<JsonNode> asked(Future<Optional<JsonNode>> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Problem refusal && !(refusal instanceof ServiceFailure)) {
                throw refusal;
            }
            var problem = Problem.unavailable("What the brief is about cannot be looked up: " + e.getCause().getMessage(), 5);
            problem.addSuppressed(e);
            throw problem;
        }
    }
}
