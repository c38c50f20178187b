package org.tamga.gateway.brief;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Edtf;
import org.tamga.gateway.service.ServiceFailure;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.vertx.core.Future;

/** Reads the services' lists and answers for a brief. */
@Singleton
class Lists {

    /** A brief is read by somebody who waits; what takes longer than this is missing from it. */
    private static final Duration LIMIT = Duration.ofSeconds(4);
    /** As many as a page of a list may have. */
    static final int ALL = 500;
    /** Ids in an address. */
    private static final int MOST_IDS = 80;

    private final Services services;

    Lists(Services services) {
        this.services = services;
    }

    /** The domains that there are services of. */
    List<String> domains() {
        return services.domains();
    }

    /** An answer; empty where the service has nothing under that address. */
    Future<Optional<JsonNode>> answer(String domain, String address) {
        return services.read(domain, address, LIMIT);
    }

    /**
     * The facts of a list.
     *
     * @param address path and filters; the times and the limit are added
     * @param fields what a fact is made of, beside the id
     * @param most how many are shown; where there are more, a last fact says so and leads to them
     * @param finding makes a fact of an item
     */
    Future<List<Finding>> findings(Question question, String domain, String address, String fields, int most,
            Function<JsonNode, Finding> finding) {
        return items(question, domain, address + "&fields=" + fields, most)
                .map(list -> findings(question, address, list, finding));
    }

    /**
     * What a list has of the one way between the two countries, and what of the other: one question, or two where a page does not
     * hold the answer.
     *
     * @param list path and further filters; those of the countries, the times and the limit are added
     * @param from the field that is the country from which the way goes
     * @param to that to which it goes
     * @return a page of each way, from the first country to the second and back
     */
    Future<List<JsonNode>> bothWays(Question question, String domain, String list, String from, String to) {
        var codes = String.join(",", question.pair().codes());
        return bothWays(question, domain, list, from + "=" + codes + "&" + to + "=" + codes,
                way -> from + "=" + way.from() + "&" + to + "=" + way.to(), (way, item) -> item.path(from).asText()
                        .equals(way.from()) && item.path(to).asText().equals(way.to()));
    }

    /**
     * As {@link #bothWays(Question, String, String, String, String)}, of a list with filters of its own.
     *
     * @param both filters for both ways
     * @param one filters for one
     * @param isOf tells which way an item is of
     */
    Future<List<JsonNode>> bothWays(Question question, String domain, String list, String both, Function<Way, String> one,
            BiPredicate<Way, JsonNode> isOf) {
        return items(question, domain, list + "&" + both, ALL).compose(page -> page.path("next").isTextual()
                ? Future.all(ways(question).stream()
                        .map(way -> items(question, domain, list + "&" + one.apply(way), ALL)).toList())
                        .map(all -> all.<JsonNode>list())
                : Future.succeededFuture(ways(question).stream().map(way -> part(page, way, isOf)).toList()));
    }

    /** A way from a country to another. */
    record Way(String from, String to) {}

    /** From the first of the two countries to the second, and back. */
    static List<Way> ways(Question question) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        return List.of(new Way(first, second), new Way(second, first));
    }

    /** Facts of the pages that {@link #bothWays} gives, those of the way from the first country first. */
    static List<Finding> eachWay(Question question, List<JsonNode> pages, BiFunction<Way, JsonNode, Stream<Finding>> findings) {
        var ways = ways(question);
        return IntStream.range(0, ways.size()).boxed().flatMap(i -> findings.apply(ways.get(i), pages.get(i))).toList();
    }

    private static JsonNode part(JsonNode page, Way way, BiPredicate<Way, JsonNode> isOf) {
        var part = JsonNodeFactory.instance.objectNode();
        var items = part.putArray("items");
        page.path("items").forEach(item -> {
            if (isOf.test(way, item)) {
                items.add(item);
            }
        });
        return part;
    }

    /**
     * Records by their ids. What is not recorded then is missing.
     *
     * @param collection such as {@code institutions}
     * @param fields what is wanted of them, beside the id
     */
    Future<Map<String, JsonNode>> byId(Question question, String domain, String collection, Collection<String> ids,
            String fields) {
        return Future.all(inParts(ids, MOST_IDS).map(some -> items(question, domain,
                "/api/" + domain + "/" + collection + "?id=" + String.join(",", some) + "&fields=" + fields, MOST_IDS))
                .toList())
                .map(all -> all.<JsonNode>list().stream()
                        .flatMap(list -> StreamSupport.stream(list.path("items").spliterator(), false))
                        .collect(Collectors.toMap(item -> item.path("id").asText(), item -> item)));
    }

    /** So many at a time, in their order: what is named in an address has an end. */
    static <T> Stream<List<T>> inParts(Collection<T> all, int most) {
        var list = List.copyOf(all);
        return IntStream.range(0, (list.size() + most - 1) / most)
                .mapToObj(part -> list.subList(part * most, Math.min(list.size(), (part + 1) * most)));
    }

    /** The same for a list that has been read. */
    static List<Finding> findings(Question question, String address, JsonNode list, Function<JsonNode, Finding> finding) {
        var findings = new ArrayList<Finding>();
        list.path("items").forEach(item -> findings.add(finding.apply(item)));
        if (list.path("next").isTextual()) {
            findings.add(Finding.computed(address, "more", question.words().of("brief.more"), null,
                    address + "&" + question.times()));
        }
        return findings;
    }

    /** Figures of the same together, the latest first; what is no figure comes last. */
    static List<Finding> byLabelAndDate(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::label, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(finding -> lastDay(finding.date()), Comparator.reverseOrder()))
                .toList();
    }

    /** For sorting: the last day that a date can mean; what has none comes before all others. */
    static String lastDay(String edtf) {
        try {
            var last = edtf == null ? null : new Edtf(edtf).latest();
            return last == null ? "" : last.toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** A page of a list as it was answered. */
    Future<JsonNode> items(Question question, String domain, String address, int most) {
        return answer(domain, address + "&limit=" + most + "&" + question.times())
                .map(list -> list.orElseThrow(() -> ServiceFailure.broken(domain, "has no such list yet")));
    }

    /** Parameters of an address, escaped. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
