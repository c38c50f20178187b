package org.tamga.gateway.map;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.gateway.page.AsOf;
import org.tamga.gateway.page.Countries;
import org.tamga.gateway.page.Messages;
import org.tamga.gateway.pair.Pair;
import org.tamga.gateway.service.Services;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

/** The maps of the pages, each with what it shows as a list. */
@Singleton
public class Maps {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** Records that are read for a map, and places on it; more could not be told apart. */
    private static final int MOST_RECORDS = 500;
    private static final int MOST_PLACES = 60;
    /** IATA's service types of flights that take passengers (SSIM, appendix C). */
    private static final String PASSENGERS = "JSUQGBRCL";
    /** What is planned is not flown yet, and what is disputed perhaps not at all. */
    private static final Set<String> HELD = Set.of("confirmed", "reported");

    private final Services services;
    private final Airports airports;
    private final World world;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Maps(Services services, Airports airports, World world) {
        this.services = services;
        this.airports = airports;
        this.world = world;
    }

    /**
     * A country, or two, with what is said of it.
     *
     * @param href the brief of the two
     */
    public record Entry(String name, String text, String href) {}

    /**
     * A map and the same as a list.
     *
     * @param isWhole false where there is more than was read
     */
    public record Drawn(WorldMap picture, List<Entry> entries, boolean isWhole) {}

    private record Kept(Future<Drawn> drawn, long at) {

        boolean isFresh() {
            return !drawn.failed() && System.nanoTime() - at < FRESH.toNanos();
        }
    }

    /**
     * Which countries one flies between directly. The first page has it, so it is made once a minute, and fails where the service
     * does not answer.
     */
    public Future<Drawn> directFlights(Messages words) {
        return kept.compute(words.language(), (language, former) -> former != null && former.isFresh()
                ? former
                : new Kept(directFlights(null, AsOf.NOW, words), System.nanoTime())).drawn();
    }

    /**
     * Where one flies directly from a country, null for any: by schedules of passenger flights that hold on the day, and by published
     * numbers of flights. What is only permitted, announced or planned is not flown, nor what is suspended, cancelled or disputed.
     */
    public Future<Drawn> directFlights(String country, AsOf asOf, Messages words) {
        var query = "limit=" + MOST_RECORDS + (country == null ? "" : "&from=" + country) + asOf.parameters();
        var schedules = services.read("mobility",
                "/api/mobility/flight-schedules?fields=from,to,stage,serviceType,operatedAs,period,confidence&" + query, LIMIT);
        var frequencies = services.read("mobility",
                "/api/mobility/flight-frequencies?fields=from,to,stage,value,confidence&" + query, LIMIT);
        return Future.all(schedules, frequencies).compose(both -> {
            var ends = new LinkedHashSet<List<String>>();
            var isWhole = collect(schedules.result(), flight -> isFlown(flight, asOf.day()), ends)
                    & collect(frequencies.result(), Maps::isFlown, ends);
            var codes = new TreeSet<String>();
            ends.forEach(codes::addAll);
            codes.removeIf(code -> code.length() != 3);
            var shown = codes.stream().limit(MOST_PLACES).toList();
            return airports.of(shown, asOf, words)
                    .map(found -> directFlights(country, ends, found, isWhole && shown.size() == codes.size(), asOf,
                            words));
        });
    }

    private Drawn directFlights(String country, Set<List<String>> ends, Map<String, Airports.Airport> found,
            boolean isWhole, AsOf asOf, Messages words) {
        var pairs = new TreeMap<String, Set<String>>();
        var routes = new LinkedHashSet<WorldMap.Route>();
        for (var way : ends) {
            var from = found.get(way.get(0));
            var to = found.get(way.get(1));
            var here = country != null ? country : country(way.get(0), from);
            var there = country(way.get(1), to);
            if (here == null || there == null || here.equals(there)) {
                continue;
            }
            var names = pairs.computeIfAbsent(Pair.parse(here + "-" + there).toString(), any -> new TreeSet<>());
            if (from != null && to != null
                    && routes.stream().noneMatch(known -> known.from().equals(to) && known.to().equals(from))) {
                names.add(from.name() + " – " + to.name());
                routes.add(new WorldMap.Route(from, to));
            }
        }
        var entries = new ArrayList<Entry>();
        pairs.forEach((pair, names) -> entries.add(entry(country, Pair.parse(pair), String.join(", ", names), asOf, words)));
        var others = pairs.keySet().stream().flatMap(pair -> Pair.parse(pair).codes().stream())
                .filter(code -> !code.equals(country)).collect(Collectors.toCollection(TreeSet::new));
        var shapes = new ArrayList<>(shapes(country == null ? List.of() : List.of(country), "own", words));
        shapes.addAll(shapes(others, "other", words));
        return new Drawn(WorldMap.of(shapes, routes), entries, isWhole);
    }

    /** The country of an airport, or the code itself where it is one of a country. */
    private static String country(String code, Airports.Airport airport) {
        return airport != null ? airport.country() : code.length() == 2 ? code : null;
    }

    /** The country that is not {@code own}, or both where that is null; leads to what the record holds of the two. */
    private static Entry entry(String own, Pair pair, String text, AsOf asOf, Messages words) {
        var name = pair.codes().stream().filter(code -> !code.equals(own))
                .map(code -> Countries.name(code, words.locale())).collect(Collectors.joining(" – "));
        return new Entry(name, text, "/briefs/" + pair + "?lang=" + words.language() + asOf.parameters());
    }

    /** A passenger flight of its own, on sale or not said to be anything else, whose timetable has the day. */
    private static boolean isFlown(JsonNode schedule, LocalDate day) {
        var period = schedule.path("period");
        return schedule.path("stage").asText("scheduled").equals("scheduled") && !schedule.hasNonNull("operatedAs")
                && PASSENGERS.contains(schedule.path("serviceType").asText("J"))
                && period.path("from").asText("").compareTo(day.toString()) <= 0
                && period.path("to").asText("9999").compareTo(day.toString()) >= 0;
    }

    /** A source that does not say how far it has come speaks of flights that there are. */
    private static boolean isFlown(JsonNode frequency) {
        return List.of("scheduled", "operated").contains(frequency.path("stage").asText("operated"))
                && frequency.path("value").asDouble() > 0;
    }

    private static boolean collect(Optional<JsonNode> list, Predicate<JsonNode> isShown, Set<List<String>> ends) {
        list.ifPresent(found -> found.path("items").forEach(flight -> {
            if (HELD.contains(flight.path("confidence").asText()) && isShown.test(flight)) {
                ends.add(List.of(flight.path("from").asText(), flight.path("to").asText()));
            }
        }));
        return list.isEmpty() || !list.get().path("next").isTextual();
    }

    /** The ways between places by their codes, such as a journey's legs; only those whose places are recorded. */
    public Future<Optional<WorldMap>> ways(Collection<List<String>> ways, AsOf asOf, Messages words) {
        var codes = new TreeSet<String>();
        ways.forEach(codes::addAll);
        return airports.of(codes.stream().limit(MOST_PLACES).toList(), asOf, words).map(found -> {
            var routes = ways.stream().filter(way -> found.containsKey(way.get(0)) && found.containsKey(way.get(1)))
                    .map(way -> new WorldMap.Route(found.get(way.get(0)), found.get(way.get(1)))).distinct().toList();
            return routes.isEmpty() ? Optional.empty() : Optional.of(WorldMap.of(List.of(), routes));
        });
    }

    /**
     * Where a country's universities are present abroad: countries, with the number of presences that are recorded there. One that they
     * share with others may be at home.
     */
    public Future<Drawn> presences(String home, AsOf asOf, Messages words) {
        return services.read("education", "/api/education/presences?homeCountry=" + home + "&fields=hostCountry,hostCity&limit="
                + MOST_RECORDS + asOf.parameters(), LIMIT).map(answer -> {
                    var hosts = new TreeMap<String, List<String>>();
                    answer.ifPresent(list -> list.path("items").forEach(presence -> hosts
                            .computeIfAbsent(presence.path("hostCountry").asText(), any -> new ArrayList<>())
                            .add(presence.path("hostCity").asText("…"))));
                    hosts.remove(home);
                    var entries = new ArrayList<Entry>();
                    hosts.forEach((code, cities) -> entries.add(entry(home, Pair.parse(home + "-" + code),
                            words.filled("map.presences-there", Integer.toString(cities.size()),
                                    String.join(", ", new TreeSet<>(cities))),
                            asOf, words)));
                    var shapes = new ArrayList<>(shapes(List.of(home), "own", words));
                    shapes.addAll(shapes(hosts.keySet(), "other", words));
                    return new Drawn(WorldMap.of(shapes, List.of()), entries,
                            answer.isEmpty() || !answer.get().path("next").isTextual());
                });
    }

    private List<WorldMap.Shape> shapes(Collection<String> countries, String kind, Messages words) {
        return countries.stream().flatMap(country -> world.outline(country).stream()
                .map(path -> new WorldMap.Shape(path, kind, Countries.name(country, words.locale())))).toList();
    }
}
