package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.MeasureDefinitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** The present readings of measures, each with what was said of it beside it. */
@Singleton
class Readings {

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

        String domain() {
            return code.substring(0, Math.max(0, code.indexOf('.')));
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
        var definitions = this.definitions.of(domain);
        var readings = new ArrayList<Future<Finding>>();
        wanted.forEach(measure -> readings.add(Future.all(definitions, reading(domain, question, measure))
                .map(both -> finding(question, measure, both.<Map<String, JsonNode>>resultAt(0),
                        both.<Optional<JsonNode>>resultAt(1), words))));
        // What words can be laid beside comes first.
        return Future.all(readings).map(all -> all.<Finding>list().stream()
                .sorted(Comparator.comparing(finding -> finding.claims().isEmpty())).toList());
    }

    private Future<Optional<JsonNode>> reading(String domain, Question question, Wanted measure) {
        return lists.answer(domain, "/api/" + domain + "/measures/" + measure.code() + "?" + Lists.query(measure.dimensions())
                + "&" + question.times());
    }

    private static Finding finding(Question question, Wanted measure, Map<String, JsonNode> definitions,
            Optional<JsonNode> answer, List<Claim> words) {
        var phrases = new Phrases(question.words());
        JsonNode definition = definitions.getOrDefault(measure.code(), MissingNode.getInstance());
        var name = Optional.ofNullable(phrases.text(definition.path("name"))).orElse(measure.code());
        var reading = answer.orElse(MissingNode.getInstance());
        var value = reading.path("value").isNumber() ? reading.path("value").decimalValue() : null;
        var unit = reading.path("unit").asText(null);
        var label = phrases.of("brief.measure", name, phrases.dimensions(inOrder(measure.dimensions(), definition)));
        var partial = value != null && "partial".equals(reading.path("completeness").asText());
        return Finding.computed(measure.code() + "?" + Lists.query(measure.dimensions()), "measure",
                phrases.of("brief.reading", label, value == null
                        ? phrases.of("brief.not-recorded")
                        : partial ? phrases.of("brief.partial", phrases.amount(value, unit)) : phrases.amount(value, unit)),
                question.validAt().toString(), reading.path("evidence").asText(null))
                .withFigure(partial ? phrases.of("brief.partial", label) : label, Brief.Quantity.exactly(value, unit))
                .withClaims(words.stream()
                        .filter(claim -> claim.isAbout(measure.code(), measure.dimensions()))
                        .collect(Collectors.toList()));
    }

    /** The dimensions as the definition orders them. */
    private static Map<String, String> inOrder(Map<String, String> dimensions, JsonNode definition) {
        var ordered = new LinkedHashMap<String, String>();
        definition.path("dimensions").forEach(name -> ordered.computeIfAbsent(name.asText(), dimensions::get));
        ordered.putAll(dimensions);
        return ordered;
    }
}
