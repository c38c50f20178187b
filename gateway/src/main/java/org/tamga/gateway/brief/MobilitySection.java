package org.tamga.gateway.brief;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** Visa rules and flights between the two countries, and how many visited. */
@Singleton
class MobilitySection {

    static final String DOMAIN = "mobility";

    private static final String ARRIVALS = "/api/mobility/visitor-arrivals";
    /** Codes in one question for airports. */
    private static final int MOST_CODES = 10;

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

    /** What is asked of nationals of either country, with ordinary passports, who visit the other. */
    Future<List<Finding>> visa(Question question) {
        var phrases = new Phrases(question.words());
        return lists.answer(DOMAIN, "/api/mobility/visa-requirements?pair=" + question.pair() + "&on=" + question.validAt()
                + "&" + question.known())
                .map(answer -> StreamSupport.stream(answer
                        .orElseThrow(() -> ServiceFailure.broken(DOMAIN, "does not answer what visas are needed"))
                        .path("items").spliterator(), false).map(rule -> visa(phrases, rule)).toList());
    }

    private static Finding visa(Phrases phrases, JsonNode rule) {
        var limits = new ArrayList<String>();
        rule.path("limits").forEach(limit -> limits.add(phrases.orDisputed(phrases.limit(limit), limit)));
        var others = rule.path("alternatives").size();
        var act = rule.at("/legalBasis/act").asText(null);
        var text = phrases.of("brief.visa", phrases.country(rule.path("nationality").asText()),
                phrases.of("brief.with-details", phrases.country(rule.path("destination").asText()),
                        phrases.of("brief.purpose", phrases.named("purpose", rule.path("purpose").asText()))),
                Phrases.joined("; ", requirement(phrases, rule), Phrases.joined("; ", limits.toArray(String[]::new)),
                        act == null ? null : phrases.of("brief.act", act),
                        others == 0 ? null : phrases.of("brief.differs", Integer.toString(others))));
        var finding = Finding.of(rule, "visa-requirement", text, rule.path("on").asText(null))
                .withId(rule.at("/regimeIds/0").asText("/api/mobility/visa-requirements?nationality="
                        + rule.path("nationality").asText() + "&destination=" + rule.path("destination").asText()));
        for (var limit : rule.path("limits")) {
            if (limit.path("kind").asText().equals("per-entry") && !limit.path("confidence").asText().equals("disputed")) {
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

    /** How those who are invited to one gathering get there, as it had been found by then. */
    Future<List<Finding>> access(Question question) {
        if (!(question.subject() instanceof Subject.Gathering gathering)) {
            return Future.succeededFuture(List.of());
        }
        var phrases = new Phrases(question.words());
        var address = "/api/mobility/access-reports/" + gathering.id();
        return lists.answer(DOMAIN, address + "?knownAt=" + question.knownAt()).map(answer -> answer.stream()
                .flatMap(report -> StreamSupport.stream(report.path("invited").spliterator(), false)
                        .map(invited -> access(phrases, report, invited, address)))
                .toList());
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
                report.path("on").asText(null), address)
                .withSources(SourceNotes.computed(phrases.of("brief.computed",
                        phrases.of("brief.access-report", Optional.ofNullable(phrases.text(report.path("title"))).orElse("…")),
                        phrases.instant(Instant.parse(report.path("recordedAt").asText()))), address,
                        MissingNode.getInstance()));
    }

    /** Flights published as a number, without a schedule: by route, the latest first. */
    Future<List<Finding>> flights(Question question) {
        var address = "/api/mobility/flight-frequencies?pair=" + question.pair();
        return lists.items(question, DOMAIN, address + "&fields=from,to,value,unit,stage,confidence,sources,validFrom",
                Lists.ALL).compose(
                        list -> airports(question, list)
                                .map(airports -> Lists.byLabelAndDate(
                                        Lists.findings(question, address, list, item -> flight(question, item, airports)))));
    }

    /** How many visited, from either country to the other, as it was counted. */
    Future<List<Finding>> arrivals(Question question) {
        return lists.bothWays(question, DOMAIN, ARRIVALS
                + "?fields=origin,destination,measure,basis,purpose,value,period,confidence,sources", "origin", "destination")
                .map(pages -> Lists.eachWay(question, pages, (way, page) -> arrivals(question, way, page)));
    }

    private static Stream<Finding> arrivals(Question question, Lists.Way way, JsonNode page) {
        var phrases = new Phrases(question.words());
        return Lists.byLabelAndDate(Lists.findings(question,
                ARRIVALS + "?origin=" + way.from() + "&destination=" + way.to(), page, item -> {
                    var label = phrases.arrivals(way.from(), way.to(), item);
                    var figure = Brief.Quantity.of(item, "persons");
                    return Finding.of(item, "visitor-arrivals", phrases.of("brief.reading", label, phrases.quantity(figure)),
                            item.path("period").asText(null)).withFigure(label, figure);
                })).stream();
    }

    private static Finding flight(Question question, JsonNode item, Map<String, Optional<String>> airports) {
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
    private Future<Map<String, Optional<String>>> airports(Question question, JsonNode flights) {
        var codes = new TreeSet<String>();
        flights.path("items").forEach(item -> Stream.of("from", "to").map(end -> item.path(end).asText())
                .filter(code -> code.length() == 3).forEach(codes::add));
        var phrases = new Phrases(question.words());
        return Future.all(Lists.inParts(codes, MOST_CODES).map(some -> lists.items(question, DOMAIN,
                "/api/mobility/airports?code=" + String.join(",", some) + "&fields=codes,city", Lists.ALL)
                // A route reads well enough by its codes.
                .otherwise(MissingNode.getInstance())).toList()).map(all -> {
                    var cities = new TreeMap<String, Optional<String>>();
                    all.<JsonNode>list()
                            .forEach(list -> list.path("items").forEach(airport -> airport.path("codes").forEach(code -> {
                                if (isHeld(code, question.validAt())) {
                                    cities.putIfAbsent(code.path("value").asText(),
                                            Optional.ofNullable(phrases.text(airport.at("/city/name"))));
                                }
                            })));
                    return cities;
                });
    }

    /** Codes pass from one airport to another. */
    private static boolean isHeld(JsonNode code, LocalDate day) {
        return (!code.path("validFrom").isTextual() || !LocalDate.parse(code.path("validFrom").textValue()).isAfter(day))
                && (!code.path("validTo").isTextual() || LocalDate.parse(code.path("validTo").textValue()).isAfter(day));
    }

    /** A country by its name, an airport by its city and code. */
    private static String place(Phrases phrases, String code, Map<String, Optional<String>> airports) {
        return code.length() == 2
                ? phrases.country(code)
                : airports.getOrDefault(code, Optional.empty()).map(city -> phrases.of("brief.with-details", city, code))
                        .orElse(code);
    }
}
