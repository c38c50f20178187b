package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Edtf;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** Gatherings that concern both countries, and what was said there. */
@Singleton
class EventsSection {

    static final String DOMAIN = "events";

    private final Lists lists;

    EventsSection(Lists lists) {
        this.lists = lists;
    }

    /** The claims that concern both countries, the latest first, each speaker's together. */
    Future<List<Claim>> claims(Question question) {
        return lists.items(question, DOMAIN, "/api/events/claims?include=statement&country=" + both(question), Lists.ALL)
                .map(list -> StreamSupport.stream(list.path("items").spliterator(), false).map(Claim::new)
                        .sorted(Comparator.comparing((Claim claim) -> lastDay(claim.said())).reversed()
                                .thenComparing(claim -> claim.statement().path("speaker").toString())
                                .thenComparing(claim -> claim.json().at("/sources/0/locator").asText())
                                .thenComparing(Claim::id))
                        .toList());
    }

    /** The gatherings that concern both countries, and those where something was said that does, the latest first. */
    Future<List<Finding>> gatherings(Question question, Future<List<Claim>> claims) {
        var phrases = new Phrases(question.words());
        var concerning = lists.findings(question, DOMAIN, "/api/events/gatherings?country=" + both(question), Lists.ALL,
                item -> gathering(phrases, item));
        return Future.all(concerning, claims.otherwise(List.of())).compose(both -> {
            List<Finding> listed = both.resultAt(0);
            return others(question, listed, both.resultAt(1)).map(others -> Stream.concat(listed.stream(), others.stream())
                    .sorted(Comparator.comparing((Finding finding) -> lastDay(finding.date())).reversed()).toList());
        });
    }

    private Future<List<Finding>> others(Question question, List<Finding> listed, List<Claim> claims) {
        var phrases = new Phrases(question.words());
        var known = listed.stream().map(Finding::id).collect(Collectors.toSet());
        var asked = claims.stream().map(Claim::gatheringId).filter(id -> id != null && !known.contains(id)).distinct()
                .map(id -> lists.answer(DOMAIN, "/api/events/gatherings/" + id + "?" + question.times())).toList();
        return Future.all(asked).map(all -> all.<Optional<JsonNode>>list().stream().flatMap(Optional::stream)
                .map(item -> gathering(phrases, item)).toList());
    }

    /** Puts claims that nothing measures after the gatherings where they were made, what is left at the end. */
    static List<Finding> withClaims(Question question, List<Finding> findings, List<Claim> claims) {
        var phrases = new Phrases(question.words());
        var left = new ArrayList<>(claims);
        var all = new ArrayList<Finding>();
        for (var finding : findings) {
            all.add(finding);
            left.stream().filter(claim -> finding.id().equals(claim.gatheringId())).map(claim -> claim(phrases, claim))
                    .forEach(all::add);
            left.removeIf(claim -> finding.id().equals(claim.gatheringId()));
        }
        left.forEach(claim -> all.add(claim(phrases, claim)));
        return all;
    }

    private static Finding claim(Phrases phrases, Claim claim) {
        var quantity = claim.quantity();
        var finding = Finding.of(claim.json(), "claim", phrases.text(claim.text()), claim.said())
                .saidBy(speaker(phrases, claim));
        return quantity == null ? finding : finding.withValue(quantity.value(), quantity.unit());
    }

    /** Who made a claim, with the office; null where nobody is named. */
    static String speaker(Phrases phrases, Claim claim) {
        var name = phrases.text(claim.statement().path("speaker"));
        return name == null
                ? claim.statement().path("attribution").asText(null)
                : Phrases.joined(", ", name, phrases.text(claim.statement().path("office")));
    }

    private static Finding gathering(Phrases phrases, JsonNode item) {
        var place = item.path("place");
        var country = place.path("country").asText(null);
        var details = Phrases.joined("; ", phrases.word("classification", item.path("classification")),
                Phrases.joined(", ", place.path("city").asText(null), country == null ? null : phrases.country(country)),
                phrases.word("status", item.path("status")));
        return Finding.of(item, "gathering", phrases.of("brief.gathering", phrases.text(item.path("title")), details),
                item.path("startsOn").asText(null));
    }

    private static String both(Question question) {
        return String.join(",", question.pair().codes());
    }

    /** For sorting: the last day that a date can mean; what has none comes last. */
    private static String lastDay(String edtf) {
        try {
            var last = edtf == null ? null : new Edtf(edtf).latest();
            return last == null ? "" : last.toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
