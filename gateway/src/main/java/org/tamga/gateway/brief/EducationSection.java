package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** What institutions of either country have in the other. */
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
                Readings.Wanted.of("education.presences.open", "home", second, "host", first));
    }

    /** Presences of one country's institutions in the other. */
    Future<List<Finding>> presences(Question question, String home, String host) {
        var address = "/api/education/presences?homeCountry=" + home + "&hostCountry=" + host;
        return lists.items(question, DOMAIN, address, Lists.ALL).compose(list -> names(question, list)
                .map(names -> Lists.findings(question, address, list, item -> presence(question, item, names))));
    }

    /** The names of the institutions behind presences, by id. */
    private Future<Map<String, String>> names(Question question, JsonNode presences) {
        var ids = new LinkedHashSet<String>();
        presences.path("items").forEach(presence -> presence.path("homeIds").forEach(id -> ids.add(id.asText())));
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
