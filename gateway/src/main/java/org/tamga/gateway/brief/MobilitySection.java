package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Visa rules and flights between the two countries. */
@Singleton
class MobilitySection {

    static final String DOMAIN = "mobility";

    private final Lists lists;

    MobilitySection(Lists lists) {
        this.lists = lists;
    }

    /** What is asked of nationals of one country, with ordinary passports, who visit the other. */
    Future<List<Finding>> visa(Question question, String nationality, String destination) {
        var phrases = new Phrases(question.words());
        return lists.answer(DOMAIN, "/api/mobility/visa-requirements?nationality=" + nationality + "&destination=" + destination
                + "&on=" + question.validAt() + "&" + question.known())
                .map(answer -> List.of(visa(phrases,
                        answer.orElseThrow(() -> ServiceFailure.broken(DOMAIN, "does not answer what visas are needed")))));
    }

    private static Finding visa(Phrases phrases, JsonNode rule) {
        var limits = new ArrayList<String>();
        rule.path("limits").forEach(limit -> limits.add(limit(phrases, limit)));
        var others = rule.path("alternatives").size();
        var act = rule.at("/legalBasis/act").asText(null);
        var text = phrases.of("brief.visa", phrases.country(rule.path("nationality").asText()),
                phrases.country(rule.path("destination").asText()),
                Phrases.joined("; ", requirement(phrases, rule), Phrases.joined("; ", limits.toArray(String[]::new)),
                        act == null ? null : phrases.of("brief.act", act),
                        others == 0 ? null : phrases.of("brief.differs", Integer.toString(others))));
        var finding = Finding.of(rule, "visa-requirement", text, rule.path("on").asText(null))
                .withId(rule.at("/regimeIds/0").asText(""));
        for (var limit : rule.path("limits")) {
            if (limit.path("kind").asText().equals("per-entry")) {
                return finding.withValue(limit.path("days").decimalValue(), "days");
            }
        }
        return finding;
    }

    private static String requirement(Phrases phrases, JsonNode rule) {
        return rule.path("requirement").asText().equals("unknown")
                ? phrases.of("brief.not-recorded")
                : phrases.word("requirement", rule.path("requirement"));
    }

    private static String limit(Phrases phrases, JsonNode limit) {
        var days = phrases.amount(limit.path("days").decimalValue(), "days");
        if (limit.path("kind").asText().equals("per-entry")) {
            return phrases.of("limit.per-entry", days);
        }
        var window = phrases.amount(limit.path("windowDays").decimalValue(), "days");
        return phrases.of("limit." + limit.path("windowKind").asText("unknown"), days, window);
    }

    /** Flights published as a number, without a schedule. */
    Future<List<Finding>> flights(Question question) {
        var phrases = new Phrases(question.words());
        return lists.findings(question, DOMAIN,
                "/api/mobility/flight-frequencies?pair=" + question.pair(), Lists.ALL,
                item -> flight(phrases, item));
    }

    private static Finding flight(Phrases phrases, JsonNode item) {
        var value = item.path("value").isNumber() ? item.path("value").decimalValue() : null;
        var unit = item.path("unit").asText("unspecified");
        var figure = value == null ? phrases.of("brief.not-recorded") : phrases.amount(value, unit);
        return Finding.of(item, "flight-frequency", phrases.of("brief.flight", place(phrases, item.path("from")),
                place(phrases, item.path("to")), Phrases.joined("; ", figure, phrases.word("stage", item.path("stage")))),
                item.path("validFrom").asText(null)).withValue(value, unit);
    }

    /** A country by its name, a city or an airport by its code. */
    private static String place(Phrases phrases, JsonNode code) {
        return code.asText().length() == 2 ? phrases.country(code.asText()) : code.asText();
    }
}
