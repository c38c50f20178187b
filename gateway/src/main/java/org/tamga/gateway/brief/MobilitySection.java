package org.tamga.gateway.brief;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** Visa rules and flights between the two countries, and how many visited. */
@Singleton
class MobilitySection {

    static final String DOMAIN = "mobility";

    private final Lists lists;

    MobilitySection(Lists lists) {
        this.lists = lists;
    }

    /** The measures that every brief reads, both ways: direct flights a week, by schedules where no number is published. */
    static List<Readings.Wanted> measures(Question question) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        return List.of(Readings.Wanted.of("mobility.direct-flights.weekly", "reporter", first, "partner", second),
                Readings.Wanted.of("mobility.direct-flights.weekly", "reporter", second, "partner", first));
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
                return finding.withFigure(Brief.Quantity.exactly(limit.path("days").decimalValue(), "days"));
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

    /** How those who are invited to one gathering get there. It is kept as of now alone: a brief of before it has none. */
    Future<List<Finding>> access(Question question) {
        if (!(question.subject() instanceof Subject.Gathering gathering)) {
            return Future.succeededFuture(List.of());
        }
        var phrases = new Phrases(question.words());
        var address = "/api/mobility/access-reports/" + gathering.id();
        return lists.answer(DOMAIN, address).map(answer -> {
            var findings = new ArrayList<Finding>();
            answer.ifPresent(report -> {
                var recordedAt = Instant.parse(report.path("recordedAt").asText());
                if (recordedAt.isAfter(question.knownAt())) {
                    findings.add(Finding.computed(address, "access", phrases.of("brief.access-later",
                            phrases.instant(recordedAt)), null, address));
                } else {
                    report.path("invited").forEach(invited -> findings.add(access(phrases, report, invited, address)));
                }
            });
            return findings;
        });
    }

    private static Finding access(Phrases phrases, JsonNode report, JsonNode invited, String address) {
        var nationality = invited.path("nationality").asText();
        var flights = invited.at("/directFlights/perWeek");
        return Finding.computed(address + "#" + nationality, "access", phrases.of("brief.access", phrases.country(nationality),
                phrases.named("access", invited.path("verdict").asText()), Phrases.joined("; ",
                        invited.path("visa").isObject() ? requirement(phrases, invited.path("visa")) : null,
                        phrases.of("brief.access-flights", flights.isNumber()
                                ? phrases.amount(flights.decimalValue(), "flights-per-week")
                                : phrases.of("brief.not-recorded")))),
                report.path("on").asText(null), address);
    }

    /** Flights published as a number, without a schedule: by route, the latest first. */
    Future<List<Finding>> flights(Question question) {
        var address = "/api/mobility/flight-frequencies?pair=" + question.pair();
        return lists.items(question, DOMAIN, address, Lists.ALL).compose(list -> airports(question, list)
                .map(airports -> Lists.byLabelAndDate(
                        Lists.findings(question, address, list, item -> flight(question, item, airports)))));
    }

    /** How many visited, from one country to the other, as it was counted. */
    Future<List<Finding>> arrivals(Question question, String origin, String destination) {
        var phrases = new Phrases(question.words());
        return lists.findings(question, DOMAIN,
                "/api/mobility/visitor-arrivals?origin=" + origin + "&destination=" + destination, Lists.ALL, item -> {
                    var figure = Brief.Quantity.of(item, "persons");
                    var label = phrases.of("brief.arrivals", phrases.country(origin), phrases.country(destination));
                    return Finding.of(item, "visitor-arrivals", phrases.of("brief.reading", label, phrases.quantity(figure)),
                            item.path("period").asText(null)).withFigure(label, figure);
                }).map(Lists::byLabelAndDate);
    }

    private static Finding flight(Question question, JsonNode item, Map<String, String> airports) {
        var phrases = new Phrases(question.words());
        var figure = Brief.Quantity.of(item, item.path("unit").asText("unspecified"));
        var label = Phrases.joined(" · ",
                phrases.of("brief.flight", place(phrases, item.path("from").asText(), airports),
                        place(phrases, item.path("to").asText(), airports)),
                phrases.word("stage", item.path("stage")));
        return Finding.of(item, "flight-frequency",
                phrases.of("brief.reading", label,
                        figure == null ? phrases.of("brief.not-recorded") : phrases.quantity(figure)),
                item.path("validFrom").asText(null)).withFigure(label, figure);
    }

    /** The cities of the airports that a list of flights names, by the airports' codes. */
    private Future<Map<String, String>> airports(Question question, JsonNode flights) {
        var codes = new TreeSet<String>();
        flights.path("items").forEach(item -> Stream.of("from", "to").map(end -> item.path(end).asText())
                .filter(code -> code.length() == 3).forEach(codes::add));
        var asked = codes.stream().map(code -> lists.items(question, DOMAIN, "/api/mobility/airports?code=" + code, 1)
                // A route reads well enough by its codes.
                .otherwise(MissingNode.getInstance())).toList();
        var phrases = new Phrases(question.words());
        return Future.all(asked).map(all -> {
            var cities = new TreeMap<String, String>();
            var answers = all.<JsonNode>list().iterator();
            codes.forEach(code -> {
                var city = phrases.text(answers.next().at("/items/0/city/name"));
                if (city != null) {
                    cities.put(code, city);
                }
            });
            return cities;
        });
    }

    /** A country by its name, an airport by its city and code. */
    private static String place(Phrases phrases, String code, Map<String, String> airports) {
        return code.length() == 2
                ? phrases.country(code)
                : airports.containsKey(code) ? phrases.of("brief.with-details", airports.get(code), code) : code;
    }
}
