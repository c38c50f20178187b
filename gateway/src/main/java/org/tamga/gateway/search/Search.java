package org.tamga.gateway.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.service.ServiceFailure;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/**
 * Asks all services' searches at once and puts what they find into one order. Their scores have no common measure, so it is by rank
 * (reciprocal rank fusion, Cormack, Clarke and Büttcher 2009): the best of each come first. A service that is away, has no search, or
 * refuses what others answer, leaves out what it has, and is named.
 */
@Singleton
class Search {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** How soon a lower rank counts for less; the authors' constant. */
    private static final int SMOOTHING = 60;

    private final Services services;

    Search(Services services) {
        this.services = services;
    }

    /**
     * What was found.
     *
     * @param hits the best first
     * @param missing the domains that did not answer, for what reason
     */
    record Found(List<Hit> hits, List<Missing> missing) {}

    /** A domain that did not answer. */
    public record Missing(String domain, String reason) {}

    /**
     * The best of all that the services find, at most so many from each. Waits for them, so not for an event loop.
     *
     * @throws Problem if all services that answer refuse the question; what only some refuse they leave out
     */
    Found find(String words, int most, AsOf asOf, Phrases phrases) {
        var query = "search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&limit=" + most + asOf.parameters();
        var asked = services.domains().stream()
                .map(domain -> services.read(domain, "/api/" + domain + "/" + query, LIMIT)).toList();
        // Each ends by itself: a second limit would only end it with no answer.
        Addresses.await(Future.join(List.<Future<?>>copyOf(asked)).otherwiseEmpty());
        var hits = new ArrayList<Hit>();
        var missing = new ArrayList<Missing>();
        var isAnswered = asked.stream().anyMatch(Search::isAnswered);
        var domains = services.domains().iterator();
        for (Future<Optional<JsonNode>> answer : asked) {
            var domain = domains.next();
            if (answer.failed()) {
                if (!isAnswered && answer.cause() instanceof Problem refusal && !(refusal instanceof ServiceFailure)) {
                    throw refusal;
                }
                missing.add(new Missing(domain, answer.cause().getMessage()));
            } else {
                answer.result().ifPresentOrElse(list -> add(hits, domain, list.path("items"), phrases),
                        () -> missing.add(new Missing(domain, ServiceFailure.broken(domain, "has no search").getMessage())));
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        return new Found(hits, missing);
    }

    private static boolean isAnswered(Future<Optional<JsonNode>> answer) {
        return answer.succeeded() && answer.result().isPresent();
    }

    private static void add(List<Hit> hits, String domain, JsonNode items, Phrases phrases) {
        int rank = 0;
        for (var item : items) {
            hits.add(new Hit(first(item, "type", "kind").asText(), item.path("id").asText(),
                    Optional.ofNullable(phrases.text(first(item, "text", "title", "name"))).orElse(item.path("id").asText()),
                    plain(item.path("snippet").asText(null)), domain, first(item, "url", "href").asText(),
                    (double) SMOOTHING / (SMOOTHING + rank++)));
        }
    }

    /** Some services mark the words that were asked for, others write plainly. */
    private static String plain(String snippet) {
        return snippet == null
                ? null
                : snippet.replaceAll("</?mark>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                        .replace("&#39;", "'").replace("&amp;", "&");
    }

    /** Services name their members one way or another. */
    private static JsonNode first(JsonNode item, String... names) {
        for (var name : names) {
            if (item.hasNonNull(name)) {
                return item.path(name);
            }
        }
        return item.path(names[0]);
    }
}
