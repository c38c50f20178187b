package org.tamga.gateway.brief;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.MeasureDefinitions;
import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;

/** The present readings of measures, each with what was said of it beside it. */
@Singleton
class Readings {

    /** Measures in an address. */
    private static final int MOST = 20;
    /** A reading may rest on thousands. */
    private static final int MOST_SOURCES = 5;

    private final Lists lists;
    private final MeasureDefinitions definitions;

    Readings(Lists lists, MeasureDefinitions definitions) {
        this.lists = lists;
        this.definitions = definitions;
    }

    /** A measure with values for its dimensions. */
    record Wanted(String code, Map<String, String> dimensions) {

        static Wanted of(String code, String first, String value, String second, String otherValue) {
            return new Wanted(code, new TreeMap<>(Map.of(first, value, second, otherValue)));
        }

        /** Of a reading, as it is answered. */
        static Wanted answered(JsonNode reading) {
            return new Wanted(reading.path("code").asText(), Claim.dimensions(reading.path("dimensions")));
        }

        String domain() {
            return code.substring(0, Math.max(0, code.indexOf('.')));
        }

        /** Such as {@code trade.agreements.in-force?partner=KR&reporter=KZ}. */
        String id() {
            return code + "?" + Lists.query(dimensions);
        }
    }

    /**
     * The readings of a domain's measures.
     *
     * @param always those that every brief has
     * @param claims what was said; each claim brings the measure that it can be compared with
     */
    Future<List<Finding>> of(String domain, Question question, List<Wanted> always, Future<List<Claim>> claims) {
        return claims.otherwise(List.of()).compose(words -> {
            var wanted = new LinkedHashSet<>(always);
            words.stream().filter(claim -> claim.measure() != null).forEach(claim -> {
                wanted.add(new Wanted(claim.measure(), claim.dimensions()));
                if (claim.isBothWays()) {
                    wanted.add(new Wanted(claim.measure(), claim.exchanged()));
                }
            });
            wanted.removeIf(measure -> !measure.domain().equals(domain));
            return wanted.isEmpty() ? Future.succeededFuture(List.of()) : read(domain, question, List.copyOf(wanted), words);
        });
    }

    private Future<List<Finding>> read(String domain, Question question, List<Wanted> wanted, List<Claim> words) {
        var asked = Lists.inParts(wanted, MOST).map(some -> readings(domain, question, some)).toList();
        return Future.all(definitions.of(domain), Future.all(asked)).compose(both -> {
            var readings = new HashMap<Wanted, JsonNode>();
            both.<CompositeFuture>resultAt(1).<Map<Wanted, JsonNode>>list().forEach(readings::putAll);
            return announced(domain, question, readings).map(announced -> wanted.stream()
                    .map(measure -> finding(question, measure, both.resultAt(0),
                            readings.getOrDefault(measure, MissingNode.getInstance()),
                            announced.getOrDefault(measure, MissingNode.getInstance()), words))
                    // What words can be laid beside comes first.
                    .sorted(Comparator.comparing(finding -> finding.claims().isEmpty())).toList());
        });
    }

    /** What was last announced of measures that have a value: it has what they rest on. Without it the figure stands all the same. */
    private Future<Map<Wanted, JsonNode>> announced(String domain, Question question, Map<Wanted, JsonNode> readings) {
        var measures = readings.keySet().stream().filter(measure -> readings.get(measure).path("value").isNumber())
                .limit(MOST).toList();
        return Future.all(measures.stream().map(measure -> lists.answer(domain, "/api/" + domain + "/measures/"
                + measure.id().replace("?", "/readings?") + "&limit=1&knownAt=" + question.knownAt())
                .map(answer -> answer.map(found -> found.at("/items/0")).orElse(MissingNode.getInstance()))
                .otherwise(MissingNode.getInstance())).toList())
                .map(all -> IntStream.range(0, measures.size()).boxed()
                        .collect(Collectors.toMap(measures::get, all::resultAt)));
    }

    /** What there is of some measures; one that nobody measures is missing. */
    private Future<Map<Wanted, JsonNode>> readings(String domain, Question question, List<Wanted> wanted) {
        var of = wanted.stream().map(measure -> Lists.query(Map.of("of", measure.id()))).collect(Collectors.joining("&"));
        return lists.answer(domain, "/api/" + domain + "/measures/readings?" + of + "&" + question.times())
                .map(answer -> StreamSupport
                        .stream(answer.orElseThrow(() -> ServiceFailure.broken(domain, "does not give several readings"))
                                .path("items").spliterator(), false)
                        .collect(Collectors.toMap(Wanted::answered, reading -> reading, (one, same) -> one)));
    }

    private static Finding finding(Question question, Wanted measure, Map<String, JsonNode> definitions, JsonNode reading,
            JsonNode announced, List<Claim> words) {
        var phrases = new Phrases(question.words());
        JsonNode definition = definitions.getOrDefault(measure.code(), MissingNode.getInstance());
        var name = Optional.ofNullable(phrases.text(definition.path("name"))).orElse(measure.code());
        var value = reading.path("value").isNumber() ? reading.path("value").decimalValue() : null;
        var unit = reading.path("unit").asText(null);
        var label = phrases.of("brief.measure", name, phrases.dimensions(inOrder(measure.dimensions(), definition)));
        var partial = value != null && "partial".equals(reading.path("completeness").asText());
        return Finding.computed(measure.id(), "measure",
                phrases.of("brief.reading", label, value == null
                        ? phrases.of("brief.not-recorded")
                        : partial ? phrases.of("brief.partial", phrases.amount(value, unit)) : phrases.amount(value, unit)),
                question.validAt().toString(), reading.path("evidence").asText(null))
                .withSources(value == null ? MissingNode.getInstance() : sources(question, measure, label, reading, announced))
                .withFigure(partial ? phrases.of("brief.partial", label) : label, Brief.Quantity.exactly(value, unit))
                .withClaims(words.stream()
                        .filter(claim -> claim.isAbout(measure.code(), measure.dimensions()))
                        .collect(Collectors.toList()));
    }

    /** That it was computed, of which day and where from, and the citations that it rests on most. */
    private static JsonNode sources(Question question, Wanted measure, String label, JsonNode reading, JsonNode announced) {
        var phrases = new Phrases(question.words());
        var day = phrases.day(question.validAt());
        var restsOn = JsonNodeFactory.instance.arrayNode();
        announced.path("restsOn").forEach(citation -> {
            if (restsOn.size() < MOST_SOURCES) {
                restsOn.add(citation);
            }
        });
        var total = announced.path("restsOnTotal").asLong(restsOn.size());
        return SourceNotes.computed(total > restsOn.size()
                ? phrases.of("brief.computed-of", label, day, phrases.amount(BigDecimal.valueOf(total), null))
                : phrases.of("brief.computed", label, day),
                reading.path("evidence")
                        .asText("/api/" + measure.domain() + "/measures/" + measure.id() + "&" + question.times()),
                restsOn);
    }

    /** The dimensions as the definition orders them. */
    private static Map<String, String> inOrder(Map<String, String> dimensions, JsonNode definition) {
        var ordered = new LinkedHashMap<String, String>();
        definition.path("dimensions").forEach(name -> ordered.computeIfAbsent(name.asText(), dimensions::get));
        ordered.putAll(dimensions);
        return ordered;
    }
}
