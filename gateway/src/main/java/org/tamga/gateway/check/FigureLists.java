package org.tamga.gateway.check;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.check.Figure.Source;
import org.tamga.gateway.check.Figures.Day;
import org.tamga.gateway.check.Figures.Read;
import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.service.MeasureDefinitions;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.Future;

/** The lists and readings that have figures and days of countries, each as valid and known then; a page of each. */
final class FigureLists {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final int MOST_SCHOLARSHIPS = 20;
    private static final int PAGE = 500;
    /** A measure of two of these is one of a pair of countries. */
    private static final Set<String> OF_COUNTRIES = Set.of("reporter", "partner", "nationality", "origin", "destination",
            "host", "home");

    /** Ways to study abroad that are not those of all who do. */
    private static final Set<String> PARTS = Set.of("credit", "language");

    private final Services services;
    private final MeasureDefinitions definitions;
    private final AsOf asOf;

    FigureLists(Services services, MeasureDefinitions definitions, AsOf asOf) {
        this.services = services;
        this.definitions = definitions;
        this.asOf = asOf;
    }

    /** What is of two countries, both ways. */
    Future<Read> ofPair(String one, String other) {
        var parts = Stream.concat(
                Stream.of(frequencies(one, other), rights(one, other), agreements(one, other)),
                Stream.of(List.of(one, other), List.of(other, one)).flatMap(way -> Stream.of(published(way.get(0), way.get(1)),
                        arrivals(way.get(0), way.get(1)), regimes(way.get(0), way.get(1)),
                        presences(way.get(0), way.get(1)))));
        var measures = services.domains().stream().map(domain -> measures(domain, one, other));
        return together(Stream.concat(parts, measures));
    }

    /** What is of the students of one country. */
    Future<Read> ofCountry(String country) {
        return together(Stream.of(students(country), scholarships(country)));
    }

    private static Future<Read> together(Stream<Future<Read>> parts) {
        return Future.all(parts.toList()).map(all -> all.<Read>list().stream().reduce(Read.nothing(), Read::and));
    }

    /** What a list has; a service that does not answer is missing, and one that has no such list has nothing. */
    private Future<Read> list(String collection, String filters, String fields, Function<JsonNode, Stream<?>> known) {
        return page(collection, filters, fields).map(page -> read(items(page).flatMap(known)).cutIf(page, collection))
                .otherwise(missing(domain(collection)));
    }

    private static String domain(String collection) {
        return collection.substring(0, collection.indexOf('/'));
    }

    /** @param fields all that is needed of each item beside its id */
    private Future<JsonNode> page(String collection, String filters, String fields) {
        return services.read(domain(collection),
                "/api/" + collection + "?" + filters + (filters.isEmpty() ? "" : "&") + "fields=" + fields + "&limit=" + PAGE
                        + asOf.parameters(),
                LIMIT)
                .map(answer -> answer.orElse(MissingNode.getInstance()));
    }

    private static Stream<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false);
    }

    private static Read read(Stream<?> known) {
        var read = Read.nothing();
        known.forEach(each -> {
            if (each instanceof Figure figure) {
                read.figures().add(figure);
            } else if (each instanceof Day day && day.date() != null) {
                read.days().add(day);
            }
        });
        return read;
    }

    private static Read missing(String domain) {
        var nothing = Read.nothing();
        nothing.missing().add(domain);
        return nothing;
    }

    private Future<Read> published(String reporter, String partner) {
        return list("trade/published-figures", "reporter=" + reporter + "&partner=" + partner,
                "kind,region,value,relation,unit,period,publisher,confidence,sources", item -> {
                    var kind = item.path("kind").asText();
                    var region = item.path("region").asText(null);
                    return figure(item, "trade/published-figures", subject(kind),
                            publishedTopic(kind, reporter, partner, region), "value",
                            item.path("unit").asText(null), item.path("period").asText(null), Set.of(reporter, partner),
                            (phrases, quantity) -> phrases.of("brief.figure",
                                    phrases.of("brief.pair", phrases.named("figure", kind)
                                            + (region == null ? "" : ", " + region), phrases.country(reporter),
                                            phrases.country(partner)),
                                    quantity));
                });
    }

    /** All companies of a pair are those of the measure. */
    private static String publishedTopic(String kind, String reporter, String partner, String region) {
        return kind.equals("companies") && region == null
                ? Figure.topic("trade.companies.foreign-capital", Map.of("reporter", reporter, "partner", partner))
                : topic(kind, reporter, partner, region);
    }

    private static Subject subject(String kind) {
        return switch (kind) {
            case "companies" -> Subject.COMPANIES;
            case "turnover" -> Subject.TURNOVER;
            case "exports" -> Subject.EXPORTS;
            case "imports" -> Subject.IMPORTS;
            case "fdi-inflow", "fdi-stock" -> Subject.INVESTMENT;
            default -> null;
        };
    }

    private Future<Read> frequencies(String one, String other) {
        return list("mobility/flight-frequencies", "pair=" + one + "-" + other,
                "from,to,stage,value,unit,validFrom,confidence,sources",
                item -> {
                    var from = item.path("from").asText();
                    var to = item.path("to").asText();
                    var stage = item.path("stage").asText(null);
                    var isPlan = "permitted".equals(stage) || "announced".equals(stage)
                            || item.path("confidence").asText().equals("planned");
                    // Between two countries it is what the measure is of.
                    var topic = from.length() == 2 && to.length() == 2 && !isPlan
                            ? Figure.topic("mobility.direct-flights.weekly", Map.of("reporter", from, "partner", to))
                            : topic(from, to, stage);
                    return figure(item, "mobility/flight-frequencies", Subject.FLIGHTS, topic, "value",
                            item.path("unit").asText("unspecified"),
                            item.path("validFrom").asText(null), Set.of(one, other),
                            (phrases, quantity) -> {
                                var said = phrases.of("brief.reading",
                                        phrases.of("brief.flight", place(phrases, from), place(phrases, to)), quantity);
                                return stage == null
                                        ? said
                                        : phrases.of("brief.with-details", said, phrases.named("stage", stage));
                            }).map(figure -> figure.asPlan(isPlan));
                });
    }

    private static String place(Phrases phrases, String code) {
        return code.length() == 2 ? phrases.country(code) : code;
    }

    private Future<Read> rights(String one, String other) {
        return list("mobility/traffic-rights", "pair=" + one + "-" + other,
                "traffic,frequenciesPerWeek,validFrom,confidence,sources",
                item -> {
                    var traffic = item.path("traffic").asText(null);
                    return figure(item, "mobility/traffic-rights", Subject.FLIGHTS, topic("right", traffic, one, other),
                            "frequenciesPerWeek",
                            "flights-per-week", item.path("validFrom").asText(null), Set.of(one, other),
                            (phrases, quantity) -> phrases.of("brief.with-details", phrases.of("brief.reading",
                                    phrases.of("brief.flight", phrases.country(one), phrases.country(other)), quantity),
                                    (traffic == null ? "" : phrases.named("traffic", traffic) + "; ")
                                            + phrases.named("stage", "permitted")))
                            .map(figure -> figure.asPlan(true).ofOnly("cargo".equals(traffic) ? traffic : null));
                });
    }

    private Future<Read> arrivals(String origin, String destination) {
        return list("mobility/visitor-arrivals", "origin=" + origin + "&destination=" + destination,
                "measure,basis,purpose,value,period,confidence,sources",
                item -> figure(item, "mobility/visitor-arrivals", Subject.VISITORS,
                        topic("arrivals", origin, destination, item.path("measure").asText(null),
                                item.path("basis").asText(null), item.path("purpose").asText(null)),
                        "value", Words.PERSONS, item.path("period").asText(null), Set.of(origin, destination),
                        (phrases, quantity) -> phrases.of("brief.reading",
                                phrases.arrivals(origin, destination, item), quantity))
                        .map(figure -> figure.ofOnly(item.path("purpose").asText(null))));
    }

    /** How long one may stay by each regime, and the days of its act. */
    private Future<Read> regimes(String nationality, String destination) {
        return list("mobility/visa-regimes", "nationality=" + nationality + "&destination=" + destination,
                "requirement,legalBasis,limits,validFrom,confidence,sources", item -> {
                    var source = Source.record("mobility/visa-regimes", item);
                    var act = item.path("legalBasis");
                    var name = act.path("act").asText("");
                    var requirement = item.path("requirement").asText();
                    Function<Phrases, String> way = phrases -> phrases.of("brief.visa", phrases.country(nationality),
                            phrases.country(destination),
                            Stream.of(phrases.named("requirement", requirement), name).filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining("; ")));
                    var limits = StreamSupport.stream(item.path("limits").spliterator(), false)
                            .flatMap(limit -> Stream.of("days", "windowDays").filter(limit::hasNonNull)
                                    .map(member -> new Figure(source, Subject.STAY, null,
                                            exactly(limit.path(member), "days"),
                                            item.path("validFrom").asText(null), Set.of(nationality, destination), List.of(),
                                            way,
                                            by(item))));
                    var days = Stream.of("signedOn", "inForceFrom").map(act::path)
                            .map(day -> new Day(day.asText(null), source, way));
                    return Stream.concat(limits, days);
                });
    }

    private Future<Read> agreements(String one, String other) {
        return list("trade/agreements", "country=" + one + "," + other,
                "title,kind,signedOn,effectiveFrom,effectiveTo,confidence",
                item -> {
                    var source = Source.record("trade/agreements", item);
                    var title = item.path("title");
                    var kind = item.path("kind").asText();
                    return Stream.of("signedOn", "effectiveFrom", "effectiveTo").map(item::path)
                            .map(day -> new Day(day.asText(null), source,
                                    phrases -> Optional.ofNullable(phrases.text(title))
                                            .orElse(phrases.named("agreement-kind", kind))));
                });
    }

    /** Branches and joint schools: for how many they are, how many came, and when they opened. */
    private Future<Read> presences(String home, String host) {
        return list("education/presences", "homeCountry=" + home + "&hostCountry=" + host,
                "hostCity,kind,capacity,intakes,milestones,confidence,sources", item -> {
                    var city = item.path("hostCity").asText("");
                    var kind = item.path("kind").asText();
                    var source = Source.record("education/presences", item);
                    BiFunction<Phrases, String, String> said = (phrases, of) -> phrases.of("brief.presence",
                            phrases.country(home), Stream.of(city, phrases.country(host)).filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining(", ")),
                            phrases.named("presence-kind", kind) + of);
                    Function<String, Saying> counted = of -> (phrases, quantity) -> phrases.of("brief.reading",
                            said.apply(phrases, "; " + phrases.of(of)), quantity);
                    var intakes = StreamSupport.stream(item.path("intakes").spliterator(), false)
                            .flatMap(intake -> figure(source, intake, by(item), Subject.STUDENTS, null, "value", Words.PERSONS,
                                    intake.path("on").asText(null), Set.of(home, host), counted.apply("check.intake")));
                    var capacity = figure(source, item, by(item), Subject.STUDENTS, null, "capacity", Words.PERSONS, null,
                            Set.of(home, host), counted.apply("check.capacity"));
                    var days = StreamSupport.stream(item.path("milestones").spliterator(), false)
                            .map(milestone -> new Day(milestone.path("on").asText(null), source,
                                    phrases -> said.apply(phrases, "")));
                    // Elsewhere in the country there are others.
                    return Stream.concat(Stream.concat(intakes, capacity).map(figure -> figure.asComplete(false)), days);
                });
    }

    /**
     * Students in a country, from all others or from one. Who is enrolled in a foreign branch at home is no student from abroad, and
     * one institution's number is not its country's: neither is held against what is said of the country.
     */
    private Future<Read> students(String host) {
        return list("education/student-statistics", "host=" + host,
                "origin,mobility,basis,measure,level,institutionId,reporter,value,relation,referenceDate,academicYear,confidence,"
                        + "sources",
                item -> {
                    if (item.path("mobility").asText().equals("branch-enrolment") || item.hasNonNull("institutionId")) {
                        return Stream.empty();
                    }
                    var origin = item.path("origin").asText(null);
                    // Of one level, of one kind of stay, or who came in a year, they are not all that are there.
                    var isOfAll = !item.hasNonNull("level") && !PARTS.contains(item.path("mobility").asText())
                            && !item.path("measure").asText().equals("flow");
                    return figure(item, "education/student-statistics", Subject.STUDENTS,
                            topic("students", origin, host, item.path("mobility").asText(null),
                                    item.path("basis").asText(null), item.path("measure").asText(null),
                                    item.path("level").asText(null), item.path("reporter").asText(null)),
                            "value", Words.PERSONS,
                            item.path("referenceDate").asText(item.path("academicYear").asText(null)),
                            origin == null ? Set.of(host) : Set.of(origin, host),
                            (phrases, quantity) -> phrases.of("brief.reading", phrases.students(origin, host, item, null),
                                    quantity))
                            .map(figure -> figure.asComplete(isOfAll));
                });
    }

    private Future<Read> scholarships(String host) {
        return page("education/scholarships", "host=" + host, "name,host").compose(page -> {
            var scholarships = items(page).toList();
            return together(scholarships.stream().limit(MOST_SCHOLARSHIPS).map(this::quotas)).map(read -> {
                if (scholarships.size() > MOST_SCHOLARSHIPS) {
                    read.cut().add("education/scholarships");
                }
                return read;
            });
        }).otherwise(missing("education"));
    }

    private Future<Read> quotas(JsonNode scholarship) {
        var collection = "education/scholarships/" + scholarship.path("id").asText() + "/quotas";
        var name = scholarship.path("name");
        var host = scholarship.path("host").asText();
        return list(collection, "", "origin,track,level,places,year,confidence,sources", quota -> {
            var origin = quota.path("origin").asText(null);
            var track = quota.path("track").asText(null);
            var level = quota.path("level").asText(null);
            return figure(quota, collection, Subject.GRANTS,
                    topic("quota", scholarship.path("id").asText(), origin, track, level), "places", "places",
                    quota.path("year").asText(null), origin == null ? Set.of(host) : Set.of(origin, host),
                    (phrases, quantity) -> phrases.of("brief.reading",
                            Stream.of(phrases.text(name),
                                    origin == null ? null : phrases.dimensions(Map.of("origin", origin)), track, level)
                                    .filter(Objects::nonNull).collect(Collectors.joining("; ")),
                            quantity))
                    .map(figure -> figure.asComplete(track == null && level == null));
        });
    }

    /** The readings of a domain's measures of two countries, either way. */
    private Future<Read> measures(String domain, String one, String other) {
        return definitions.of(domain)
                .map(all -> all.values().stream()
                        .filter(measure -> measure.path("dimensions").size() == 2 && StreamSupport
                                .stream(measure.path("dimensions").spliterator(), false)
                                .allMatch(dimension -> OF_COUNTRIES.contains(dimension.asText())))
                        .toList())
                .compose(measures -> together(measures.stream().flatMap(measure -> Stream
                        .of(reading(domain, measure, one, other), reading(domain, measure, other, one)))))
                .otherwise(missing(domain));
    }

    private Future<Read> reading(String domain, JsonNode measure, String first, String second) {
        var code = measure.path("code").asText();
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put(measure.at("/dimensions/0").asText(), first);
        dimensions.put(measure.at("/dimensions/1").asText(), second);
        var query = code + "?" + new TreeMap<>(dimensions).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("&"));
        return services.read(domain, "/api/" + domain + "/measures/" + query + asOf.parameters(), LIMIT)
                .map(answer -> read(answer.stream().filter(reading -> reading.path("value").isNumber()).map(reading -> {
                    var value = reading.path("value").decimalValue();
                    var unit = reading.path("unit").asText(null);
                    return new Figure(new Source(null, code, null, "/measures/" + query, null), ofMeasure(code),
                            Figure.topic(code, dimensions), exactly(reading.path("value"), unit), asOf.day().toString(),
                            Set.of(first, second), List.of(),
                            phrases -> phrases.of("brief.reading", phrases.of("brief.measure",
                                    Optional.ofNullable(phrases.text(measure.path("name"))).orElse(code),
                                    phrases.dimensions(dimensions)),
                                    phrases.amount(value, unit)),
                            phrases -> null).asComplete("complete".equals(reading.path("completeness").asText()));
                }))).otherwise(missing(domain));
    }

    private static Subject ofMeasure(String code) {
        return Stream.of(Map.entry(".companies.", Subject.COMPANIES), Map.entry(".direct-flights.", Subject.FLIGHTS),
                Map.entry(".visa-free.", Subject.STAY), Map.entry(".visitor-arrivals", Subject.VISITORS),
                Map.entry(".students", Subject.STUDENTS), Map.entry(".presences.", Subject.PRESENCES),
                Map.entry(".agreements.", Subject.AGREEMENTS)).filter(each -> code.contains(each.getKey()))
                .map(Map.Entry::getValue).findFirst().orElse(null);
    }

    /** Says what a figure is of, with its value. */
    @FunctionalInterface
    private interface Saying {
        String of(Phrases phrases, String quantity);
    }

    private static String topic(String... parts) {
        return Stream.of(parts).map(part -> part == null ? "" : part).collect(Collectors.joining("|"));
    }

    private static Brief.Quantity exactly(JsonNode value, String unit) {
        return new Brief.Quantity("exactly", value.decimalValue(), unit);
    }

    private static Stream<Figure> figure(JsonNode item, String collection, Subject subject, String topic,
            String member, String unit, String date, Set<String> countries, Saying saying) {
        return figure(Source.record(collection, item), item, by(item), subject, topic, member, unit, date, countries, saying);
    }

    /** @param number the record, or the part of it that has the number */
    private static Stream<Figure> figure(Source source, JsonNode number, Function<Phrases, String> by, Subject subject,
            String topic, String member, String unit, String date, Set<String> countries, Saying saying) {
        if (!number.path(member).isNumber()) {
            return Stream.empty();
        }
        var quantity = new Brief.Quantity(number.path("relation").asText("exactly"), number.path(member).decimalValue(), unit);
        return Stream.of(new Figure(source, subject, topic, quantity, date, new LinkedHashSet<>(countries), List.of(),
                phrases -> saying.of(phrases, phrases.quantity(quantity)), by));
    }

    /** Who published it, else whose words its first source is. */
    private static Function<Phrases, String> by(JsonNode item) {
        var publisher = item.path("publisher").isTextual() ? item.path("publisher") : item.at("/sources/0/publisher");
        return phrases -> publisher.asText(null);
    }
}
