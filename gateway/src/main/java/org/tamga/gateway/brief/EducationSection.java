package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** What institutions of either country have in the other or with each other, and how many study there. */
@Singleton
class EducationSection {

    static final String DOMAIN = "education";

    private final Lists lists;

    EducationSection(Lists lists) {
        this.lists = lists;
    }

    /** The measures that every brief reads, both ways. */
    static List<Readings.Wanted> measures(Question question) {
        var first = question.pair().first().code();
        var second = question.pair().second().code();
        return List.of(Readings.Wanted.of("education.presences.open", "home", first, "host", second),
                Readings.Wanted.of("education.presences.open", "home", second, "host", first),
                Readings.Wanted.of("education.partnerships.in-effect", "reporter", first, "partner", second));
    }

    /** Presences of one country's institutions in the other. */
    Future<List<Finding>> presences(Question question, String home, String host) {
        var address = "/api/education/presences?homeCountry=" + home + "&hostCountry=" + host;
        return lists.items(question, DOMAIN, address, Lists.ALL).compose(list -> names(question, ids(list, "homeIds", id -> id))
                .map(names -> Lists.findings(question, address, list, item -> presence(question, item, names))));
    }

    /** How many of one country study in the other, by each way of counting. */
    Future<List<Finding>> students(Question question, String origin, String host) {
        var address = "/api/education/student-statistics?origin=" + origin + "&host=" + host;
        return lists.answer(DOMAIN, address + "&" + question.times()).map(answer -> {
            var findings = new ArrayList<Finding>();
            answer.orElseThrow(() -> ServiceFailure.broken(DOMAIN, "has no student statistics")).path("series")
                    .forEach(series -> series.path("points")
                            .forEach(point -> findings.add(students(question, address, series, point, origin, host))));
            return Lists.byLabelAndDate(findings);
        });
    }

    private static Finding students(Question question, String address, JsonNode series, JsonNode point, String origin,
            String host) {
        var phrases = new Phrases(question.words());
        var figure = Brief.Quantity.of(point, "persons");
        var label = Phrases.joined("; ", phrases.of("brief.students", phrases.country(origin), phrases.country(host)),
                phrases.word("student-mobility", series.path("mobility")), phrases.word("student-basis", series.path("basis")));
        var date = point.path("date").asText(null);
        return Finding.of(point, "student-statistic", phrases.of("brief.reading", label, phrases.quantity(figure)), date)
                .withId(address + "#"
                        + Phrases.joined("/", series.path("mobility").asText(), series.path("basis").asText(), date))
                .withFigure(label, figure);
    }

    /** What the two countries' institutions have agreed. */
    Future<List<Finding>> partnerships(Question question) {
        var phrases = new Phrases(question.words());
        var address = "/api/education/partnerships?country=" + String.join(",", question.pair().codes());
        return lists.items(question, DOMAIN, address, Lists.ALL)
                .compose(list -> names(question, ids(list, "parties", party -> party.path("institutionId")))
                        .map(names -> Lists.findings(question, address, list, item -> {
                            var parties = new ArrayList<String>();
                            item.path("parties").forEach(party -> parties.add(
                                    names.getOrDefault(party.path("institutionId").asText(), phrases.party(party))));
                            return Finding.of(item, "partnership", phrases.of("brief.with-details", String.join(" – ", parties),
                                    phrases.word("partnership-type", item.path("type"))), item.path("signedOn").asText(null));
                        })));
    }

    /** The ids that items of a list name in an array, each once. */
    private static Set<String> ids(JsonNode list, String array, UnaryOperator<JsonNode> id) {
        var ids = new LinkedHashSet<String>();
        list.path("items").forEach(item -> item.path(array).forEach(element -> {
            if (id.apply(element).isTextual()) {
                ids.add(id.apply(element).textValue());
            }
        }));
        return ids;
    }

    /** The names of institutions, by id. */
    private Future<Map<String, String>> names(Question question, Set<String> ids) {
        var asked = ids.stream()
                .map(id -> lists.answer(DOMAIN, "/api/education/institutions/" + id + "?" + question.times())).toList();
        return Future.all(asked).map(all -> all.<Optional<JsonNode>>list().stream().flatMap(Optional::stream)
                .collect(Collectors.toMap(found -> found.path("id").asText(), found -> name(question, found))));
    }

    /** The official name in the brief's language, else in English, else the first. */
    private static String name(Question question, JsonNode institution) {
        for (var language : List.of(question.words().language(), "en")) {
            for (var name : institution.path("names")) {
                if (name.path("lang").asText().equals(language) && name.path("type").asText().equals("official")) {
                    return name.path("text").asText();
                }
            }
        }
        return institution.at("/names/0/text").asText();
    }

    private static Finding presence(Question question, JsonNode item, Map<String, String> names) {
        var phrases = new Phrases(question.words());
        var homes = new ArrayList<String>();
        item.path("homeIds").forEach(id -> homes.add(names.getOrDefault(id.asText(), id.asText())));
        if (homes.isEmpty() && item.hasNonNull("homeCountry")) {
            homes.add(phrases.country(item.path("homeCountry").asText()));
        }
        var last = item.path("milestones").path(item.path("milestones").size() - 1);
        var place = Phrases.joined(", ", item.path("hostCity").asText(null),
                phrases.country(item.path("hostCountry").asText()));
        return Finding.of(item, "presence", phrases.of("brief.presence", String.join(", ", homes), place,
                Phrases.joined("; ", phrases.word("presence-kind", item.path("kind")),
                        last.isMissingNode()
                                ? null
                                : phrases.of("brief.milestone", phrases.word("milestone", last.path("type")),
                                        phrases.date(last.path("on").asText(null))))),
                last.path("on").asText(null));
    }
}
