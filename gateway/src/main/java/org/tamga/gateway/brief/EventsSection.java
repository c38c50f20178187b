package org.tamga.gateway.brief;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** Gatherings, what was said, recommended and promised there. */
@Singleton
class EventsSection {

    static final String DOMAIN = "events";

    /** Of a format, this many gatherings: what was said at each is asked for. */
    private static final int GATHERINGS = 20;

    /** So many pages of them are looked through for the latest, what was recorded last first. */
    private static final int MOST_PAGES = 4;

    /** Gatherings in one question. */
    private static final int TOGETHER = 10;

    /** What a brief reads of a gathering. */
    private static final String GATHERING = "title,classification,place,status,startsOn,confidence,sources";

    /** Of what was said, so many characters; its page has the rest. */
    private static final int EXCERPT = 300;

    private final Lists lists;

    EventsSection(Lists lists) {
        this.lists = lists;
    }

    /**
     * What was read of lists.
     *
     * @param more addresses of those that have more than was read
     */
    record Listed(List<JsonNode> items, List<String> more) {

        private static Listed of(String address, JsonNode page) {
            return new Listed(StreamSupport.stream(page.path("items").spliterator(), false).toList(),
                    page.path("next").isTextual() ? List.of(address) : List.of());
        }

        private static Listed joined(List<Listed> parts) {
            return new Listed(parts.stream().flatMap(part -> part.items.stream()).toList(),
                    parts.stream().flatMap(part -> part.more.stream()).toList());
        }
    }

    /** Claims, and the addresses of lists that have more than was read. */
    record Said(List<Claim> claims, List<String> more) {}

    /** The claims that the brief is about, the latest first, each speaker's together. */
    Future<Said> claims(Question question, Future<Listed> gatherings) {
        return narrowed(question, gatherings, "claims",
                "include=statement,assessed&fields=statement,assessed,text,quantity,measure,aboutDate,confidence,sources",
                TOGETHER)
                .map(listed -> new Said(listed.items().stream().map(Claim::new)
                        .sorted(Comparator.comparing((Claim claim) -> Lists.lastDay(claim.said())).reversed()
                                .thenComparing(claim -> claim.statement().path("speaker").toString())
                                .thenComparing(claim -> claim.json().at("/sources/0/locator").asText())
                                .thenComparing(Claim::id))
                        .toList(), listed.more()));
    }

    /** That there are more of a type than are listed, and where. */
    static Stream<Finding> more(Question question, String type, List<String> addresses) {
        var phrases = new Phrases(question.words());
        return addresses.stream().map(address -> Finding.computed(address, "more",
                phrases.of("brief.reading", phrases.of("type." + type), phrases.of("brief.more")), null,
                address + "&" + question.times()));
    }

    /** The gatherings that the brief is about, and those where something was said that it is about, the latest first. */
    Future<List<Finding>> gatherings(Question question, Future<Listed> gatherings, Future<List<Claim>> claims) {
        var phrases = new Phrases(question.words());
        var concerning = gatherings
                .map(listed -> listed.items().stream().map(item -> gathering(phrases, item)).toList());
        return Future.all(concerning, claims.otherwise(List.of())).compose(both -> {
            List<Finding> listed = both.resultAt(0);
            return others(question, listed, both.resultAt(1)).map(others -> Stream.concat(
                    Stream.concat(listed.stream(), others.stream()).sorted(
                            Comparator.comparing((Finding finding) -> Lists.lastDay(finding.date())).reversed()),
                    more(question, "gathering", gatherings.result().more())).toList());
        });
    }

    /** The aims, the programme and the attendance of one gathering; of several it would be too much. */
    Future<List<Finding>> programme(Question question) {
        if (!(question.subject() instanceof Subject.Gathering gathering)) {
            return Future.succeededFuture(List.of());
        }
        var phrases = new Phrases(question.words());
        var address = "/api/events/gatherings/" + gathering.id();
        var aims = phrases.text(gathering.record().path("aims"));
        var sessions = items(question, address + "/sessions?")
                .map(listed -> Stream.concat(listed.items().stream()
                        .sorted(Comparator.comparingInt(item -> item.path("position").asInt(Integer.MAX_VALUE)))
                        .map(item -> session(phrases, item)), more(question, "session", listed.more())).toList());
        var attendance = lists.findings(question, DOMAIN, address + "/attendance-figures?",
                "category,origin,country,value,relation,confidence,sources", Lists.ALL,
                item -> attendance(phrases, item));
        return Future.all(sessions, attendance).map(both -> Stream.of(
                aims == null
                        ? Stream.<Finding>empty()
                        : Stream.of(Finding.of(gathering.record(), "aims", phrases.of("brief.aims", aims), null)),
                both.<List<Finding>>resultAt(1).stream(), both.<List<Finding>>resultAt(0).stream())
                .flatMap(part -> part).toList());
    }

    /** The words that were said at one gathering, in the order in which they were; of several it would be too much. */
    Future<List<Finding>> statements(Question question) {
        if (!(question.subject() instanceof Subject.Gathering gathering)) {
            return Future.succeededFuture(List.of());
        }
        var phrases = new Phrases(question.words());
        var address = "/api/events/statements?gatheringId=" + gathering.id() + "&include=occasion";
        return lists.findings(question, DOMAIN, address, "occasion,text,kind,saidOn,confidence,sources", Lists.ALL,
                item -> statement(phrases, item)).map(
                        findings -> findings
                                .stream().sorted(Comparator.comparing((Finding finding) -> finding.kind().equals("more"))
                                        .thenComparing(finding -> Lists.lastDay(finding.date())))
                                .toList());
    }

    private static Finding statement(Phrases phrases, JsonNode item) {
        var by = phrases.text(item.at("/occasion/speaker"));
        var text = phrases.text(item.path("text"));
        var who = Phrases.joined(", ", by == null ? item.at("/occasion/attribution").asText(null) : by,
                phrases.text(item.at("/occasion/office")));
        return Finding.of(item, "statement", phrases.of("brief.statement",
                who.isEmpty() ? phrases.of("brief.noted") : who, phrases.named("value", item.path("kind").asText()),
                text.codePointCount(0, text.length()) <= EXCERPT
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, EXCERPT)).strip() + " …"),
                item.path("saidOn").asText(null));
    }

    private static Finding session(Phrases phrases, JsonNode item) {
        var details = Phrases.joined("; ", phrases.word("session-kind", item.path("kind")),
                item.hasNonNull("startsAt") ? item.path("startsAt").asText().substring(11, 16) : null);
        var title = phrases.text(item.path("title"));
        return Finding.of(item, "session",
                phrases.of("brief.session", details.isEmpty() ? title : phrases.of("brief.with-details", title, details)),
                item.hasNonNull("startsAt") ? item.path("startsAt").asText().substring(0, 10) : null);
    }

    private static Finding attendance(Phrases phrases, JsonNode item) {
        var who = Phrases.joined(", ", phrases.word("attendance", item.path("category")),
                phrases.word("origin", item.path("origin")),
                item.hasNonNull("country") ? phrases.country(item.path("country").asText()) : null);
        if (!item.path("value").isNumber()) {
            return Finding.of(item, "attendance-figure",
                    phrases.of("brief.attendance", who, phrases.of("brief.number-not-recorded")), null);
        }
        var figure = Brief.Quantity.of(item, "persons");
        return Finding.of(item, "attendance-figure", phrases.of("brief.attendance", who, phrases.quantity(figure)), null)
                .withFigure(figure);
    }

    /** What was recommended. */
    Future<List<Finding>> recommendations(Question question, Future<Listed> gatherings) {
        var phrases = new Phrases(question.words());
        return narrowed(question, gatherings, "recommendations", "fields=gatheringId,text,confidence,sources", TOGETHER)
                .map(listed -> Stream.concat(inOrder(question, gatherings, listed.items()).map(item -> {
                    var text = phrases.text(item.path("text"));
                    return Finding.of(item, "recommendation",
                            phrases.of("brief.recommendation", text == null ? phrases.of("brief.unpublished") : text), null);
                }), more(question, "recommendation", listed.more())).toList());
    }

    /** Those of one gathering together, in the order of the gatherings. */
    private static Stream<JsonNode> inOrder(Question question, Future<Listed> gatherings, List<JsonNode> items) {
        if (question.subject() instanceof Subject.Countries) {
            return items.stream();
        }
        var order = ids(gatherings.result().items());
        return items.stream().sorted(Comparator.comparingInt(item -> order.indexOf(item.path("gatheringId").asText())));
    }

    /** What was promised, by the two countries or at the gatherings, and what has become of it. */
    Future<List<Finding>> commitments(Question question, Future<Listed> gatherings) {
        var phrases = new Phrases(question.words());
        return narrowed(question, gatherings, "commitments", "fields=text,status,dueOn,confidence,sources", 1)
                .map(listed -> Stream.concat(listed.items().stream().map(item -> Finding.of(item, "commitment",
                        phrases.of("brief.commitment", phrases.text(item.path("text")),
                                item.hasNonNull("status")
                                        ? phrases.word("commitment-status", item.path("status"))
                                        : phrases.of("brief.not-recorded")),
                        item.path("dueOn").asText(null))), more(question, "commitment", listed.more())).toList());
    }

    /** The items of a collection that the brief is about: by country, or by its gatherings, so many of them at once. */
    private Future<Listed> narrowed(Question question, Future<Listed> gatherings, String collection,
            String parameters, int atOnce) {
        var address = "/api/events/" + collection + "?" + parameters;
        return question.subject() instanceof Subject.Countries
                ? items(question, address + "&country=" + both(question))
                : gatherings.compose(of -> ofEach(question, address, ids(of.items()), atOnce));
    }

    /** What is of each of some gatherings; where a page does not hold what is of some together, they are asked one by one. */
    private Future<Listed> ofEach(Question question, String address, List<String> gatherings, int atOnce) {
        return Future.all(Lists.inParts(gatherings, atOnce)
                .map(some -> items(question, address + "&gatheringId=" + String.join(",", some))
                        .compose(listed -> some.size() > 1 && !listed.more().isEmpty()
                                ? ofEach(question, address, some, 1)
                                : Future.succeededFuture(listed)))
                .toList())
                .map(all -> Listed.joined(all.list()));
    }

    private static List<String> ids(List<JsonNode> gatherings) {
        return gatherings.stream().map(gathering -> gathering.path("id").asText()).toList();
    }

    /** The gatherings that the brief is about: of the two countries, the latest of the format, or the one. */
    Future<Listed> gatherings(Question question) {
        if (question.subject() instanceof Subject.Gathering gathering) {
            return Future.succeededFuture(new Listed(List.of(gathering.record()), List.of()));
        }
        var fields = "&fields=" + GATHERING;
        if (question.subject() instanceof Subject.Format format) {
            var address = "/api/events/gatherings?" + Lists.query(Map.of("formatCode", format.code())) + fields;
            return lists.items(question, DOMAIN, address + "&sort=-id", Lists.ALL)
                    .compose(page -> pages(address, page, MOST_PAGES)).map(all -> latest(address, all));
        }
        return items(question, "/api/events/gatherings?country=" + both(question) + fields);
    }

    /** A page and those behind it. */
    private Future<Listed> pages(String address, JsonNode page, int most) {
        var listed = Listed.of(address, page);
        return most == 1 || listed.more().isEmpty()
                ? Future.succeededFuture(listed)
                : lists.answer(DOMAIN, page.path("next").asText())
                        .compose(next -> pages(address, next.orElseGet(MissingNode::getInstance), most - 1))
                        .map(behind -> new Listed(Stream.concat(listed.items().stream(), behind.items().stream()).toList(),
                                behind.more()));
    }

    /** No list is in the order of the days. */
    private static Listed latest(String address, Listed all) {
        return new Listed(all.items().stream()
                .sorted(Comparator.comparing((JsonNode item) -> Lists.lastDay(item.path("startsOn").asText(null))).reversed())
                .limit(GATHERINGS).toList(),
                all.items().size() > GATHERINGS ? List.of(address) : all.more());
    }

    private Future<Listed> items(Question question, String address) {
        return lists.items(question, DOMAIN, address, Lists.ALL).map(page -> Listed.of(address, page));
    }

    private Future<List<Finding>> others(Question question, List<Finding> listed, List<Claim> claims) {
        var phrases = new Phrases(question.words());
        var known = listed.stream().map(Finding::id).collect(Collectors.toSet());
        var ids = claims.stream().map(Claim::gatheringId).filter(id -> id != null && !known.contains(id)).distinct().toList();
        return lists.byId(question, DOMAIN, "gatherings", ids, GATHERING).map(found -> ids.stream().map(found::get)
                .filter(Objects::nonNull).map(item -> gathering(phrases, item)).toList());
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
        return Finding.of(claim.json(), "claim", phrases.text(claim.text()), claim.said())
                .saidBy(speaker(phrases, claim)).withFigure(claim.quantity()).withVerdict(claim.verdict(), claim.observed());
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
}
