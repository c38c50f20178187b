package org.tamga.gateway.brief;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.gateway.curve.Curve;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** A brief's measures over the days, for its forms that have pictures. */
@Singleton
public class Curves {

    private static final Logger LOG = Logger.getLogger(Curves.class);
    /** Readers look at no more, and each is a question to a service. */
    private static final int MOST = 12;
    private static final int MOST_WORDS = 12;

    private final Lists lists;

    Curves(Lists lists) {
        this.lists = lists;
    }

    /**
     * A picture of a measure.
     *
     * @param inWords the same for who does not see it
     */
    public record Drawn(Curve curve, String inWords) {}

    /**
     * Draws what changes over the days, or was spoken of.
     *
     * @return by the fact's id. What a service does not answer has no picture; its figure stands all the same
     */
    Map<String, Drawn> of(Question question, Brief brief) {
        var asked = new LinkedHashMap<Brief.Fact, Future<Optional<JsonNode>>>();
        brief.sections().forEach(section -> section.facts().stream()
                .filter(fact -> fact.kind().equals("measure") && asked.size() < MOST)
                .forEach(fact -> asked.put(fact, lists.answer(section.domain(), "/api/" + section.domain() + "/measures/"
                        + fact.id().replace("?", "/readings?") + "&limit=1&knownAt=" + question.knownAt()))));
        Briefs.await(List.copyOf(asked.values()));
        var drawn = new LinkedHashMap<String, Drawn>();
        asked.forEach((fact, answer) -> {
            if (answer.succeeded()) {
                answer.result().flatMap(found -> drawn(question, fact, found.at("/items/0")))
                        .ifPresent(picture -> drawn.put(fact.id(), picture));
            } else {
                LOG.warnf("No picture of %s: %s", fact.id(), answer.cause());
            }
        });
        return drawn;
    }

    private static Optional<Drawn> drawn(Question question, Brief.Fact fact, JsonNode announcement) {
        var phrases = new Phrases(question.words());
        var steps = Curve.Step.of(announcement);
        var unit = announcement.path("unit").asText(null);
        var said = fact.claims().stream().map(claim -> said(claim, phrases)).filter(Objects::nonNull).findFirst().orElse(null);
        var values = steps.stream().map(Curve.Step::value).filter(Objects::nonNull).map(BigDecimal::stripTrailingZeros)
                .distinct()
                .count();
        if (values == 0 || values == 1 && said == null) {
            return Optional.empty();
        }
        return Curve.of(steps, List.of(), said, question.validAt(), value -> phrases.amount(value, null))
                .map(curve -> new Drawn(curve, steps.stream().skip(Math.max(0, steps.size() - MOST_WORDS))
                        .filter(step -> step.value() != null)
                        .map(step -> phrases.period(step.from(), step.to()) + ": " + phrases.amount(step.value(), unit))
                        .collect(Collectors.joining("; "))));
    }

    /** A figure that was said, at the last day that it can be of; null where there is none, or no day. */
    private static Curve.Said said(Brief.Said claim, Phrases phrases) {
        var day = Lists.lastDay(claim.date() == null ? claim.saidOn() : claim.date());
        return claim.quantity() == null || day.isEmpty()
                ? null
                : new Curve.Said(LocalDate.parse(day), claim.quantity().value(), phrases.of("measure.said",
                        phrases.amount(claim.quantity().value(), claim.quantity().unit()), phrases.day(LocalDate.parse(day))));
    }
}
