package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.service.ServiceFailure;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** What institutions of either country have in the other or with each other, and how many study there. */
@Singleton
class EducationSection {

    static final String DOMAIN = "education";

    private static final String PRESENCES = "/api/education/presences";

    /** What tells one series of student numbers from another of the same two countries. */
    private static final List<String> KINDS = List.of("measure", "mobility", "basis", "level", "institutionId", "reporter");

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

    /** Presences of either country's institutions in the other, and what those of the two have agreed; each for itself. */
    List<Future<List<Finding>>> institutions(Question question) {
        var agreed = "/api/education/partnerships?country=" + String.join(",", question.pair().codes());
        var partnerships = lists.items(question, DOMAIN,
                agreed + "&fields=parties,type,signedOn,inEffect,terminatedOn,confidence,sources", Lists.ALL);
        var presences = lists.bothWays(question, DOMAIN, PRESENCES
                + "?fields=homeIds,homeCountry,hostCountry,hostCity,kind,milestones,confidence,sources",
                "pair=" + question.pair(), EducationSection::of,
                (way, item) -> item.path("hostCountry").asText().equals(way.to()));
        // Of all of them at once, whatever of it comes.
        var names = Future.join(partnerships, presences).otherwiseEmpty().compose(any -> names(question, Stream.<String>concat(
                partnerships.succeeded()
                        ? ids(partnerships.result(), "parties", party -> party.path("institutionId"))
                        : Stream.empty(),
                presences.succeeded()
                        ? presences.result().stream().flatMap(page -> ids(page, "homeIds", id -> id))
                        : Stream.empty())
                .collect(Collectors.toSet())));
        return List.of(
                Future.all(presences, names).map(both -> Lists.eachWay(question, both.resultAt(0),
                        (way, page) -> Lists.findings(question, PRESENCES + "?" + of(way), page,
                                item -> presence(question, item, both.resultAt(1))).stream())),
                Future.all(partnerships, names).map(both -> Lists.findings(question, agreed, both.resultAt(0),
                        item -> partnership(question, item, both.resultAt(1)))));
    }

    private static String of(Lists.Way way) {
        return "homeCountry=" + way.from() + "&hostCountry=" + way.to();
    }

    /** How many of either country study in the other, by each way of counting. */
    Future<List<Finding>> students(Question question) {
        return lists.answer(DOMAIN, "/api/education/student-statistics?pair=" + question.pair() + "&" + question.times())
                .map(answer -> answer.orElseThrow(() -> ServiceFailure.broken(DOMAIN, "has no student statistics")))
                .compose(answer -> names(question, answer.findValues("institutionId").stream().filter(JsonNode::isTextual)
                        .map(JsonNode::textValue).collect(Collectors.toSet()))
                        .map(names -> StreamSupport.stream(answer.path("items").spliterator(), false)
                                .flatMap(way -> students(question, way, names).stream()).toList()));
    }

    private static List<Finding> students(Question question, JsonNode way, Map<String, String> names) {
        var origin = way.path("origin").asText();
        var host = way.path("host").asText();
        var findings = new ArrayList<Finding>();
        way.path("series").forEach(series -> findings.addAll(students(question, series, origin, host, names)));
        return Lists.byLabelAndDate(findings);
    }

    /** The numbers of a series; its address names all that makes it another than the next. */
    private static List<Finding> students(Question question, JsonNode series, String origin, String host,
            Map<String, String> names) {
        var phrases = new Phrases(question.words());
        var institution = series.path("institutionId").asText(null);
        var label = phrases.students(origin, host, series, names.getOrDefault(institution, institution));
        var of = new TreeMap<>(Map.of("origin", origin, "host", host));
        KINDS.stream().filter(series::hasNonNull).forEach(member -> of.put(member, series.path(member).asText()));
        var address = "/api/education/student-statistics?" + Lists.query(of) + "#";
        var dates = new HashMap<String, Integer>();
        return StreamSupport.stream(series.path("points").spliterator(), false).map(point -> {
            var figure = Brief.Quantity.of(point, "persons");
            var date = point.path("date").asText(null);
            // Those of one date contradict each other, and all stand.
            var place = dates.merge(date, 1, Integer::sum);
            return Finding.of(point, "student-statistic", phrases.of("brief.reading", label, phrases.quantity(figure)), date)
                    .withId(address + date + (place == 1 ? "" : "/" + place)).withFigure(label, figure);
        }).toList();
    }

    private static Finding partnership(Question question, JsonNode item, Map<String, String> names) {
        var phrases = new Phrases(question.words());
        var parties = new ArrayList<String>();
        item.path("parties").forEach(party -> parties.add(names.getOrDefault(party.path("institutionId").asText(),
                party.path("organisation").asText(phrases.party(party)))));
        return Finding.of(item, "partnership", phrases.of("brief.with-details", String.join(" – ", parties),
                Phrases.joined("; ", phrases.word("partnership-type", item.path("type")),
                        phrases.inEffect(item.path("inEffect").asText(null)),
                        dated(phrases, "brief.terminated", item.path("terminatedOn")))),
                item.path("signedOn").asText(null));
    }

    private static String dated(Phrases phrases, String key, JsonNode date) {
        return date.isTextual() ? phrases.of(key, phrases.date(date.textValue())) : null;
    }

    /** The ids that items of a list name in an array. */
    private static Stream<String> ids(JsonNode list, String array, UnaryOperator<JsonNode> id) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .flatMap(item -> StreamSupport.stream(item.path(array).spliterator(), false)).map(id)
                .filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** The names of institutions, by id. */
    private Future<Map<String, String>> names(Question question, Set<String> ids) {
        var phrases = new Phrases(question.words());
        return lists.byId(question, DOMAIN, "institutions", ids, "names").map(found -> found.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey,
                        each -> Objects.requireNonNullElse(
                                phrases.name(each.getValue().path("names"), question.validAt()), each.getKey()))));
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
