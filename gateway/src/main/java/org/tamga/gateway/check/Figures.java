package org.tamga.gateway.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.gateway.brief.Brief;
import org.tamga.gateway.brief.Phrases;
import org.tamga.gateway.check.Figure.Source;
import org.tamga.gateway.page.Addresses;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/**
 * The figures and days that the record has of countries: what was published, counted, permitted and measured of each pair that a
 * text names, and of each country. All is asked at once, kept for a minute, and bounded: some countries, a page of each list.
 */
@Singleton
class Figures {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MOST_COUNTRIES = 4;
    private static final int MOST_SCHOLARSHIPS = 20;
    private static final int MOST_KEPT = 200;
    private static final int PAGE = 500;
    /** A measure of two of these is one of a pair of countries. */
    private static final Set<String> OF_COUNTRIES = Set.of("reporter", "partner", "nationality", "origin", "destination",
            "host",
            "home");

    private final Services services;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    Figures(Services services) {
        this.services = services;
    }

    /** A day that the record knows something of. */
    record Day(String date, Source source, Function<Phrases, String> said) {}

    /**
     * What was read.
     *
     * @param missing domains whose services did not answer
     */
    record Read(List<Figure> figures, List<Day> days, Set<String> missing) {

        static Read nothing() {
            return new Read(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        }

        Read and(Read other) {
            figures.addAll(other.figures);
            days.addAll(other.days);
            missing.addAll(other.missing);
            return this;
        }
    }

    private record Kept(Read read, long at) {}

    /** What is known of the first of these countries. Waits for the services, so not for an event loop. */
    Read of(Collection<String> countries) {
        var asked = new LinkedHashMap<String, Future<Read>>();
        var all = countries.stream().limit(MOST_COUNTRIES).sorted().toList();
        all.forEach(one -> {
            asked.put(one, fresh(one).orElseGet(() -> ofCountry(one)));
            all.stream().filter(other -> one.compareTo(other) < 0).forEach(
                    other -> asked.put(one + "-" + other, fresh(one + "-" + other).orElseGet(() -> ofPair(one, other))));
        });
        Addresses.await(Future.all(List.copyOf(asked.values())));
        var together = Read.nothing();
        asked.forEach((key, read) -> {
            keep(key, read.result());
            together.and(read.result());
        });
        return together;
    }

    private synchronized Optional<Future<Read>> fresh(String key) {
        return Optional.ofNullable(kept.get(key)).filter(each -> System.nanoTime() - each.at < FRESH.toNanos())
                .map(each -> Future.succeededFuture(each.read));
    }

    private synchronized void keep(String key, Read read) {
        var isFresh = fresh(key).isPresent();
        if (read.missing.isEmpty() && !isFresh) {
            kept.remove(key);
            kept.put(key, new Kept(read, System.nanoTime()));
            while (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }

    private Future<Read> ofPair(String one, String other) {
        var parts = Stream.concat(
                Stream.of(frequencies(one, other), rights(one, other), agreements(one, other)),
                Stream.of(List.of(one, other), List.of(other, one)).flatMap(way -> Stream.of(published(way.get(0), way.get(1)),
                        arrivals(way.get(0), way.get(1)), regimes(way.get(0), way.get(1)),
                        presences(way.get(0), way.get(1)))));
        var measures = services.domains().stream().map(domain -> measures(domain, one, other));
        return together(Stream.concat(parts, measures));
    }

    private Future<Read> ofCountry(String country) {
        return together(Stream.of(students(country), scholarships(country)));
    }

    private static Future<Read> together(Stream<Future<Read>> parts) {
        return Future.all(parts.toList()).map(all -> all.<Read>list().stream().reduce(Read.nothing(), Read::and));
    }

    /** What a list has; a service that does not answer is missing, and one that has no such list has nothing. */
    private Future<Read> list(String domain, String address, Function<JsonNode, Stream<?>> known) {
        return items(domain, address).map(items -> read(items.stream().flatMap(known))).otherwise(missing(domain));
    }

    private Future<List<JsonNode>> items(String domain, String address) {
        return services.read(domain, address + (address.contains("?") ? "&" : "?") + "limit=" + PAGE, LIMIT)
                .map(answer -> answer.stream()
                        .flatMap(page -> StreamSupport.stream(page.path("items").spliterator(), false)).toList());
    }

    private static Read read(Stream<?> known) {
        var read = Read.nothing();
        known.forEach(each -> {
            if (each instanceof Figure figure) {
                read.figures.add(figure);
            } else if (each instanceof Day day && day.date() != null) {
                read.days.add(day);
            }
        });
        return read;
    }

    private static Read missing(String domain) {
        var nothing = Read.nothing();
        nothing.missing.add(domain);
        return nothing;
    }

    private Future<Read> published(String reporter, String partner) {
        return list("trade", "/api/trade/published-figures?reporter=" + reporter + "&partner=" + partner, item -> {
            var kind = item.path("kind").asText();
            var region = item.path("region").asText(null);
            return figure(item, "trade/published-figures", subject(kind), Stream.of(kind, reporter, partner, region), "value",
                    item.path("unit").asText(null), item.path("period").asText(null), Set.of(reporter, partner),
                    (phrases, quantity) -> phrases.of("brief.figure", phrases.of("brief.pair", phrases.named("figure", kind)
                            + (region == null ? "" : ", " + region), phrases.country(reporter), phrases.country(partner)),
                            quantity));
        });
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
        return list("mobility", "/api/mobility/flight-frequencies?pair=" + one + "-" + other, item -> {
            var from = item.path("from").asText();
            var to = item.path("to").asText();
            return figure(item, "mobility/flight-frequencies", Subject.FLIGHTS,
                    Stream.of(from, to, item.path("stage").asText(null)), "value", item.path("unit").asText("unspecified"),
                    item.path("validFrom").asText(null), Set.of(one, other),
                    (phrases, quantity) -> phrases.of("brief.reading",
                            phrases.of("brief.flight", place(phrases, from), place(phrases, to)), quantity));
        });
    }

    private static String place(Phrases phrases, String code) {
        return code.length() == 2 ? phrases.country(code) : code;
    }

    private Future<Read> rights(String one, String other) {
        return list("mobility", "/api/mobility/traffic-rights?pair=" + one + "-" + other,
                item -> figure(item, "mobility/traffic-rights", Subject.FLIGHTS,
                        Stream.of("right", item.path("traffic").asText(null), one, other), "frequenciesPerWeek",
                        "flights-per-week", item.path("validFrom").asText(null), Set.of(one, other),
                        (phrases, quantity) -> phrases.of("brief.with-details", phrases.of("brief.reading",
                                phrases.of("brief.flight", phrases.country(one), phrases.country(other)), quantity),
                                phrases.named("stage", "permitted"))));
    }

    private Future<Read> arrivals(String origin, String destination) {
        return list("mobility", "/api/mobility/visitor-arrivals?origin=" + origin + "&destination=" + destination,
                item -> figure(item, "mobility/visitor-arrivals", Subject.VISITORS,
                        Stream.of("arrivals", origin, destination, item.path("measure").asText(null),
                                item.path("basis").asText(null), item.path("purpose").asText(null)),
                        "value", Words.PERSONS, item.path("period").asText(null), Set.of(origin, destination),
                        (phrases, quantity) -> phrases.of("brief.reading",
                                phrases.of("brief.arrivals", phrases.country(origin), phrases.country(destination)),
                                quantity)));
    }

    /** How long one may stay by each regime, and the days of its act. */
    private Future<Read> regimes(String nationality, String destination) {
        return list("mobility", "/api/mobility/visa-regimes?nationality=" + nationality + "&destination=" + destination,
                item -> {
                    var source = Source.record("mobility/visa-regimes", item.path("id").asText());
                    var act = item.path("legalBasis");
                    Function<Phrases, String> way = phrases -> phrases.of("brief.visa", phrases.country(nationality),
                            phrases.country(destination),
                            Stream.of(phrases.named("requirement", item.path("requirement").asText()),
                                    act.path("act").asText("")).filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining("; ")));
                    var limits = StreamSupport.stream(item.path("limits").spliterator(), false)
                            .flatMap(limit -> Stream.of("days", "windowDays").filter(limit::hasNonNull)
                                    .map(member -> new Figure(source, Subject.STAY, null, limit.path(member).decimalValue(),
                                            "days",
                                            item.path("validFrom").asText(null), Set.of(nationality, destination), List.of(),
                                            way,
                                            by(item))));
                    var days = Stream.of("signedOn", "inForceFrom").map(act::path)
                            .map(day -> new Day(day.asText(null), source, way));
                    return Stream.concat(limits, days);
                });
    }

    private Future<Read> agreements(String one, String other) {
        return list("trade", "/api/trade/agreements?country=" + one + "," + other,
                item -> Stream.of("signedOn", "effectiveFrom", "effectiveTo").map(item::path)
                        .map(day -> new Day(day.asText(null),
                                Source.record("trade/agreements", item.path("id").asText()),
                                phrases -> Optional.ofNullable(phrases.text(item.path("title")))
                                        .orElse(phrases.named("agreement-kind", item.path("kind").asText())))));
    }

    /** Branches and joint schools: for how many they are, how many came, and when they opened. */
    private Future<Read> presences(String home, String host) {
        return list("education", "/api/education/presences?homeCountry=" + home + "&hostCountry=" + host, item -> {
            var source = Source.record("education/presences", item.path("id").asText());
            Function<Phrases, String> said = phrases -> phrases.of("brief.presence", phrases.country(home),
                    Stream.of(item.path("hostCity").asText(""), phrases.country(host)).filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(", ")),
                    phrases.named("presence-kind", item.path("kind").asText()));
            var intakes = StreamSupport.stream(item.path("intakes").spliterator(), false)
                    .filter(intake -> intake.path("value").isNumber())
                    .map(intake -> new Figure(source, Subject.STUDENTS, null, intake.path("value").decimalValue(),
                            Words.PERSONS, intake.path("on").asText(null), Set.of(home, host), List.of(), said, by(item)));
            var capacity = Stream.of(item.path("capacity")).filter(JsonNode::isNumber)
                    .map(number -> new Figure(source, Subject.STUDENTS, null, number.decimalValue(), Words.PERSONS, null,
                            Set.of(home, host), List.of(), said, by(item)));
            var days = StreamSupport.stream(item.path("milestones").spliterator(), false)
                    .map(milestone -> new Day(milestone.path("on").asText(null), source, said));
            return Stream.of(intakes, capacity, days).flatMap(each -> each);
        });
    }

    /** Students in a country, from all others or from one. */
    private Future<Read> students(String host) {
        return list("education", "/api/education/student-statistics?host=" + host, item -> {
            var origin = item.path("origin").asText(null);
            return figure(item, "education/student-statistics", Subject.STUDENTS,
                    Stream.of("students", origin, host, item.path("mobility").asText(null), item.path("basis").asText(null),
                            item.path("measure").asText(null), item.path("level").asText(null),
                            item.path("institutionId").asText(null), item.path("reporter").asText(null)),
                    "value", Words.PERSONS, item.path("referenceDate").asText(null),
                    origin == null ? Set.of(host) : Set.of(origin, host),
                    (phrases, quantity) -> phrases.of("brief.reading", phrases.of("brief.students",
                            origin == null ? "…" : phrases.country(origin), phrases.country(host)), quantity));
        });
    }

    private Future<Read> scholarships(String host) {
        return items("education", "/api/education/scholarships?host=" + host)
                .compose(scholarships -> together(scholarships.stream().limit(MOST_SCHOLARSHIPS).map(this::quotas)))
                .otherwise(missing("education"));
    }

    private Future<Read> quotas(JsonNode scholarship) {
        var collection = "education/scholarships/" + scholarship.path("id").asText() + "/quotas";
        return list("education", "/api/" + collection, quota -> figure(quota, collection, Subject.GRANTS,
                Stream.of("quota", scholarship.path("id").asText(), quota.path("level").asText(null)), "places", "places",
                quota.path("year").asText(null), Set.of(scholarship.path("host").asText()),
                (phrases, quantity) -> phrases.of("brief.reading", phrases.text(scholarship.path("name")), quantity)));
    }

    /** The present readings of a domain's measures of two countries, either way. */
    private Future<Read> measures(String domain, String one, String other) {
        return services.read(domain, "/api/" + domain + "/measures", LIMIT)
                .map(answer -> answer.stream()
                        .flatMap(list -> StreamSupport.stream(list.path("items").spliterator(), false))
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
        return services.read(domain, "/api/" + domain + "/measures/" + query, LIMIT)
                .map(answer -> read(answer.stream().filter(reading -> reading.path("value").isNumber()).map(reading -> {
                    var unit = reading.path("unit").asText(null);
                    return new Figure(new Source(null, code, null, "/measures/" + query), ofMeasure(code), query,
                            reading.path("value").decimalValue(), unit, LocalDate.now(ZoneOffset.UTC).toString(),
                            Set.of(first, second), List.of(),
                            phrases -> phrases.of("brief.reading", phrases.of("brief.measure",
                                    Optional.ofNullable(phrases.text(measure.path("name"))).orElse(code),
                                    phrases.dimensions(dimensions)),
                                    phrases.amount(reading.path("value").decimalValue(), unit)),
                            phrases -> null);
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

    private static Stream<Figure> figure(JsonNode item, String collection, Subject subject, Stream<String> topic,
            String member, String unit, String date, Set<String> countries, Saying saying) {
        if (!item.path(member).isNumber()) {
            return Stream.empty();
        }
        BigDecimal value = item.path(member).decimalValue();
        var quantity = new Brief.Quantity(item.path("relation").asText("exactly"), value, unit);
        return Stream.of(new Figure(Source.record(collection, item.path("id").asText()), subject,
                topic.map(part -> part == null ? "" : part).collect(Collectors.joining("|")), value, unit, date,
                new LinkedHashSet<>(countries), List.of(),
                phrases -> saying.of(phrases, phrases.quantity(quantity)), by(item)));
    }

    /** Who published it, else whose words its first source is. */
    private static Function<Phrases, String> by(JsonNode item) {
        var publisher = item.path("publisher").isTextual() ? item.path("publisher") : item.at("/sources/0/publisher");
        return phrases -> publisher.asText(null);
    }
}
