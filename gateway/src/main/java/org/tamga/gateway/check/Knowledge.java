package org.tamga.gateway.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.check.Figure.Source;
import org.tamga.gateway.check.Figures.Day;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.service.Kept;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/**
 * What all texts are held against: the words, people, offices, meetings and promises that events-service has. Read again after a
 * minute; of very large collections only the beginning is known.
 */
@Singleton
class Knowledge {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final String DOMAIN = "events";
    private static final int PAGE = 500;
    private static final int PAGES = 6;
    /** Of so many, the last recorded, it is known how many came. */
    private static final int MOST_MEETINGS = 20;
    /** Each has some thousands of names. */
    private static final int MOST_KEPT = 4;

    private final Services services;
    private final Kept<AsOf, Known> kept = new Kept<>(MOST_KEPT, FRESH, known -> true);

    Knowledge(Services services) {
        this.services = services;
    }

    /** A person, an office or a meeting, by the words of all its names. */
    record Name(TextCheck.Kind kind, Source source, JsonNode title, List<List<String>> names, Set<String> dates) {}

    /**
     * What was read.
     *
     * @param verdicts of the latest assessment of each claim that has one, a person's before a computed one
     * @param cut lists that have more than was read
     */
    record Known(List<Figure> figures, List<Name> names, List<Day> days, Map<String, String> verdicts, Set<String> cut) {}

    /** What was valid and known then. Waits for the service, so not for an event loop. */
    Known as(AsOf asOf) {
        return kept.get(asOf, () -> read(asOf));
    }

    /** Tests see how often. */
    Known read(AsOf asOf) {
        var collections = List.of(
                "claims?include=statement,assessed&fields=text,measure,quantity,aboutDate,confidence,statement,assessed",
                "persons?fields=name,familyName,otherNames,confidence", "posts?fields=label,confidence",
                "gatherings?fields=title,startsOn,endsOn,confidence", "commitments?fields=text,dueOn,confidence");
        var cut = ConcurrentHashMap.<String>newKeySet();
        var read = collections.stream().map(collection -> pages(address(collection, asOf), PAGES, cut)).toList();
        Addresses.await(Future.all(read));
        var lists = read.stream().map(Future::result).toList();
        var figures = new ArrayList<>(lists.get(0).stream().filter(claim -> claim.at("/quantity/value").isNumber())
                .map(Knowledge::figure).toList());
        var gatherings = lists.get(3);
        if (gatherings.size() > MOST_MEETINGS) {
            cut.add(DOMAIN + "/gatherings/attendance-figures");
        }
        figures.addAll(attendance(gatherings.subList(Math.max(0, gatherings.size() - MOST_MEETINGS), gatherings.size()), asOf));
        var names = Stream.of(
                lists.get(1).stream().map(item -> name(TextCheck.Kind.PERSON, "persons", item, "name", "familyName")),
                lists.get(2).stream().map(item -> name(TextCheck.Kind.OFFICE, "posts", item, "label")),
                gatherings.stream().map(item -> name(TextCheck.Kind.TITLE, "gatherings", item, "title")))
                .flatMap(each -> each).toList();
        var days = Stream.concat(
                names.stream().flatMap(name -> name.dates().stream()
                        .map(date -> new Day(date, name.source(), phrases -> phrases.text(name.title())))),
                lists.get(4).stream().filter(item -> item.path("dueOn").isTextual())
                        .map(item -> {
                            var words = item.path("text");
                            return new Day(item.path("dueOn").asText(),
                                    Source.record("events/commitments", item),
                                    phrases -> phrases.text(words));
                        }))
                .toList();
        var verdicts = new HashMap<String, String>();
        lists.get(0).stream().filter(claim -> claim.at("/assessed/verdict").isTextual())
                .forEach(claim -> verdicts.put(claim.path("id").asText(), claim.at("/assessed/verdict").asText()));
        return new Known(figures, names, days, verdicts, cut);
    }

    private static String address(String collection, AsOf asOf) {
        return "/api/" + DOMAIN + "/" + collection + (collection.contains("?") ? "&" : "?") + "limit=" + PAGE
                + asOf.parameters();
    }

    /** The first pages of a list. */
    private Future<List<JsonNode>> pages(String address, int most, Set<String> cut) {
        return services.read(DOMAIN, address, LIMIT).compose(answer -> {
            var page = answer.orElseThrow(() -> Problem.unavailable("There is no list to check against.", 5));
            var items = StreamSupport.stream(page.path("items").spliterator(), false).toList();
            var isLast = !page.path("next").isTextual();
            if (most == 1 && !isLast) {
                cut.add(address.replaceFirst("^/api/", "").replaceFirst("\\?.*", ""));
            }
            return most == 1 || isLast
                    ? Future.succeededFuture(items)
                    : pages(page.path("next").asText(), most - 1, cut)
                            .map(more -> Stream.concat(items.stream(), more.stream()).toList());
        });
    }

    /** How many came to some meetings. */
    private List<Figure> attendance(List<JsonNode> gatherings, AsOf asOf) {
        var asked = gatherings.stream().map(gathering -> {
            var collection = "gatherings/" + gathering.path("id").asText() + "/attendance-figures";
            return services.read(DOMAIN, address(collection, asOf), LIMIT).map(answer -> answer.stream()
                    .flatMap(list -> StreamSupport.stream(list.path("items").spliterator(), false))
                    .filter(item -> item.path("value").isNumber()).map(item -> attended(gathering, collection, item)).toList());
        }).toList();
        return Addresses.await(Future.all(asked)).<List<Figure>>list().stream().flatMap(List::stream).toList();
    }

    private static Figure attended(JsonNode gathering, String collection, JsonNode item) {
        var title = gathering.path("title");
        var publisher = item.at("/sources/0/publisher").asText(null);
        var quantity = new Brief.Quantity(item.path("relation").asText("exactly"), item.path("value").decimalValue(),
                Words.PERSONS);
        return new Figure(Source.record(DOMAIN + "/" + collection, item), Subject.PARTICIPANTS, null,
                quantity, gathering.path("startsOn").asText(null), Set.of(),
                texts(gathering.path("title")).stream().map(Words::stems).toList(),
                phrases -> phrases.of("brief.reading", phrases.text(title), phrases.quantity(quantity)),
                phrases -> publisher);
    }

    private static Figure figure(JsonNode claim) {
        var countries = new TreeSet<String>();
        claim.at("/measure/dimensions").forEach(value -> countries.add(value.asText()));
        countries.removeIf(value -> !value.matches("[A-Z]{2}"));
        var texts = texts(claim.path("text"));
        var unit = claim.at("/quantity/unit").asText(null);
        var words = claim.path("text");
        var statement = claim.path("statement");
        var subject = unit == null
                ? null
                : texts.stream().flatMap(text -> Subject.of(unit, text, 0, 0).stream()).findFirst().orElse(null);
        var quantity = new Brief.Quantity(claim.at("/quantity/relation").asText("exactly"),
                claim.at("/quantity/value").decimalValue(), unit);
        return new Figure(Source.claim(claim), subject, topic(claim.path("measure")), quantity,
                claim.path("aboutDate").asText(null), countries,
                texts.stream().map(Words::stems).toList(), phrases -> phrases.text(words),
                phrases -> Stream.of("speaker", "office")
                        .map(member -> phrases.text(statement.path(member))).filter(Objects::nonNull)
                        .collect(Collectors.collectingAndThen(Collectors.joining(", "), by -> by.isEmpty() ? null : by)));
    }

    private static String topic(JsonNode measure) {
        if (!measure.path("code").isTextual()) {
            return null;
        }
        var dimensions = new HashMap<String, String>();
        measure.path("dimensions").fields().forEachRemaining(each -> dimensions.put(each.getKey(), each.getValue().asText()));
        return Figure.topic(measure.path("code").asText(), dimensions);
    }

    private static Name name(TextCheck.Kind kind, String collection, JsonNode record, String... fields) {
        var names = new ArrayList<String>();
        for (var field : fields) {
            names.addAll(texts(record.path(field)));
        }
        record.path("otherNames").forEach(other -> names.add(other.path("name").asText()));
        var dates = new TreeSet<String>();
        for (var end : List.of("startsOn", "endsOn")) {
            if (record.path(end).isTextual()) {
                dates.add(record.path(end).asText().replace("../", ""));
            }
        }
        return new Name(kind, Source.record(DOMAIN + "/" + collection, record), record.path(fields[0]),
                names.stream().map(Words::wordsOf).distinct().toList(), dates);
    }

    private static List<String> texts(JsonNode map) {
        var texts = new ArrayList<String>();
        map.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
