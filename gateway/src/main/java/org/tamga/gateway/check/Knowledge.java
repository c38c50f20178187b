package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/**
 * What texts are held against: the figures, people, offices and meetings that events-service has now. Read again after a minute; of
 * very large collections only the beginning is known.
 */
@Singleton
class Knowledge {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final String DOMAIN = "events";
    private static final int PAGE = 500;
    private static final int PAGES = 6;
    private static final int MOST_VERDICTS = 40;

    private final Services services;
    private volatile Known latest;

    Knowledge(Services services) {
        this.services = services;
    }

    /**
     * A figure that somebody stated.
     *
     * @param stems of its words, in each language
     * @param topic of what it is, equal for all figures of the same; null where the words are bound to no measure
     */
    record Figure(String claimId, List<Set<String>> stems, JsonNode text, BigDecimal value, String unit, String topic,
            String date,
            JsonNode speaker, JsonNode office, Set<String> countries) {}

    /** A person, an office or a meeting, by the stems of all its names. */
    record Name(TextCheck.Kind kind, String recordId, JsonNode title, List<List<String>> names, Set<String> dates) {}

    record Known(List<Figure> figures, List<Name> names, long readAt) {}

    /** Waits for the service, so not for an event loop. */
    Known now() {
        var known = latest;
        if (known == null || System.nanoTime() - known.readAt() > FRESH.toNanos()) {
            known = read();
            latest = known;
        }
        return known;
    }

    /** The verdict of the latest assessment of each of these claims, a person's before a computed one; those without are left out. */
    Map<String, String> verdicts(Collection<String> claims) {
        var asked = new LinkedHashMap<String, Future<Optional<JsonNode>>>();
        claims.stream().limit(MOST_VERDICTS).forEach(id -> asked.put(id,
                services.read(DOMAIN, "/api/" + DOMAIN + "/claims/" + id + "?fields=assessment", LIMIT)));
        Addresses.await(Future.join(List.<Future<?>>copyOf(asked.values())).otherwiseEmpty());
        Map<String, String> verdicts = new HashMap<>();
        asked.forEach((id, answer) -> {
            var claim = answer.succeeded() ? answer.result().orElse(null) : null;
            if (claim != null) {
                var verdict = claim.at("/assessment/human/verdict")
                        .asText(claim.at("/assessment/automatic/verdict").asText(null));
                if (verdict != null) {
                    verdicts.put(id, verdict);
                }
            }
        });
        return verdicts;
    }

    private Known read() {
        var figures = new ArrayList<Figure>();
        var names = new ArrayList<Name>();
        each("claims?include=statement", claim -> {
            if (claim.at("/quantity/value").isNumber()) {
                figures.add(figure(claim));
            }
        });
        each("persons", person -> names.add(name(TextCheck.Kind.PERSON, person, "name", "familyName")));
        each("posts", post -> names.add(name(TextCheck.Kind.OFFICE, post, "label")));
        each("gatherings", gathering -> names.add(name(TextCheck.Kind.TITLE, gathering, "title")));
        return new Known(figures, names, System.nanoTime());
    }

    private void each(String collection, Consumer<JsonNode> consumer) {
        Optional<String> next = Optional
                .of("/api/" + DOMAIN + "/" + collection + (collection.contains("?") ? "&" : "?") + "limit=" + PAGE);
        for (var page = 0; page < PAGES && next.isPresent(); page++) {
            var answer = read(next.get());
            answer.path("items").forEach(consumer);
            next = Optional.ofNullable(answer.path("next").asText(null));
        }
    }

    private JsonNode read(String address) {
        return Addresses.await(services.read(DOMAIN, address, LIMIT))
                .orElseThrow(() -> Problem.unavailable("There is no list to check against.", 5));
    }

    private static Figure figure(JsonNode claim) {
        var countries = new TreeSet<String>();
        claim.at("/measure/dimensions").forEach(value -> countries.add(value.asText()));
        return new Figure(claim.path("id").asText(), texts(claim.path("text")).stream().map(Words::stems).toList(),
                claim.path("text"),
                claim.at("/quantity/value").decimalValue(), claim.at("/quantity/unit").asText(null),
                topic(claim.path("measure")),
                claim.path("aboutDate").asText(null), claim.at("/statement/speaker"), claim.at("/statement/office"),
                countries);
    }

    private static String topic(JsonNode measure) {
        if (!measure.path("code").isTextual()) {
            return null;
        }
        var dimensions = new TreeMap<String, String>();
        measure.path("dimensions").fields().forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return measure.path("code").asText() + dimensions;
    }

    private static Name name(TextCheck.Kind kind, JsonNode record, String... fields) {
        var names = new ArrayList<String>();
        for (var field : fields) {
            names.addAll(texts(record.path(field)));
        }
        record.path("otherNames").forEach(other -> names.add(other.path("name").asText()));
        var dates = new TreeSet<String>();
        for (var end : List.of("startsOn", "endsOn")) {
            if (record.path(end).isTextual()) {
                dates.add(record.path(end).asText().replace("../", ""));
            }
        }
        return new Name(kind, record.path("id").asText(), record.path(fields[0]),
                names.stream().map(Words::stemsOf).distinct().toList(), dates);
    }

    private static List<String> texts(JsonNode map) {
        var texts = new ArrayList<String>();
        map.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
