package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.directflight.DirectFlights.Item;
import org.tamga.mobility.directflight.DirectFlights.PerWeek;
import org.tamga.mobility.directflight.DirectFlights.Published;
import org.tamga.mobility.directflight.DirectFlights.Right;
import org.tamga.mobility.directflight.DirectFlights.Total;
import org.tamga.mobility.directflight.DirectFlights.Use;
import org.tamga.mobility.frequency.FlightFrequency;
import org.tamga.mobility.frequency.FlightFrequency.Direction;
import org.tamga.mobility.frequency.FlightFrequency.Stage;
import org.tamga.mobility.frequency.FlightFrequency.Unit;
import org.tamga.mobility.frequency.FlightFrequencyRecords;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.mobility.schedule.WeeklyServices;
import org.tamga.mobility.schedule.WeeklyServices.Pair;
import org.tamga.mobility.schedule.WeeklyServices.Service;
import org.tamga.mobility.trafficright.TrafficRight;
import org.tamga.mobility.trafficright.TrafficRight.CountingBasis;
import org.tamga.mobility.trafficright.TrafficRight.Traffic;
import org.tamga.mobility.trafficright.TrafficRightRecords;
import org.tamga.record.At;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Period;

/** Puts side by side what is permitted, announced, scheduled and operated from one place to another. */
@Singleton
public class DirectFlightsOfWeek {

    private static final int RATIO_DIGITS = 4;

    private final WeeklyServices services;
    private final FlightFrequencyRecords frequencies;
    private final TrafficRightRecords rights;

    DirectFlightsOfWeek(WeeklyServices services, FlightFrequencyRecords frequencies, TrafficRightRecords rights) {
        this.services = services;
        this.frequencies = frequencies;
        this.rights = rights;
    }

    /** What is known of the flights from a country, city or airport to another. */
    public DirectFlights of(String from, String to, IsoWeek week, At at) {
        var then = new At(week.monday(), at.knownAt(), at.basis());
        var airports = services.airports(from, to, week, then);
        var flown = services.of(from, to, week, airports, then).stream().collect(Collectors.groupingBy(Service::pair));
        var published = new HashMap<Pair, List<Period<FlightFrequency>>>();
        frequencies.from(from, to, then).forEach(period -> published
                .computeIfAbsent(pair(period, week, airports), pair -> new ArrayList<>()).add(period));
        // A number that names the ends the other way round is of both ways, unless it says otherwise.
        frequencies.from(to, from, then).stream().filter(period -> period.content().direction() != Direction.ONE_WAY)
                .forEach(period -> {
                    var back = pair(period, week, airports);
                    published.computeIfAbsent(new Pair(back.to(), back.from()), pair -> new ArrayList<>()).add(period);
                });
        var pairs = new TreeMap<Pair, Item>(Comparator.comparing(Pair::from).thenComparing(Pair::to));
        Stream.concat(flown.keySet().stream(), published.keySet().stream()).filter(DirectFlightsOfWeek::isOfCities).distinct()
                .forEach(pair -> pairs.put(pair,
                        item(pair, flown.getOrDefault(pair, List.of()), published.getOrDefault(pair, List.of()))));
        var ofWhole = published.entrySet().stream().filter(entry -> !isOfCities(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream()).toList();
        var items = List.copyOf(pairs.values());
        return new DirectFlights(items,
                total(items, ofWhole, rights(from, to, week, airports, then)), week.toString());
    }

    private static boolean isOfCities(Pair pair) {
        return !Places.isCountry(pair.from()) && !Places.isCountry(pair.to());
    }

    private static Pair pair(Period<FlightFrequency> period, IsoWeek week, KnownAirports airports) {
        return new Pair(WeeklyServices.city(period.content().from(), week.monday(), airports),
                WeeklyServices.city(period.content().to(), week.monday(), airports));
    }

    private static Item item(Pair pair, List<Service> flown, List<Period<FlightFrequency>> published) {
        var numbers = numbers(published);
        var scheduled = ofStage(flown, FlightSchedule.Stage.SCHEDULED);
        var announced = ofStage(flown, FlightSchedule.Stage.ANNOUNCED);
        var sources = new LinkedHashSet<Citation>();
        flown.forEach(service -> sources.addAll(service.sources()));
        published.forEach(period -> sources.addAll(period.sources()));
        return new Item(pair.from(), pair.to(),
                new PerWeek(numbers.get(Stage.PERMITTED), announced.orElse(numbers.get(Stage.ANNOUNCED)),
                        scheduled.orElse(numbers.get(Stage.SCHEDULED)), numbers.get(Stage.OPERATED)),
                flown.stream().flatMap(service -> service.days().stream()).distinct().sorted().toList(),
                flown.stream().map(Service::carrier).distinct().sorted().toList(),
                flown.stream().map(Service::scheduleId).distinct().toList(), list(published), List.copyOf(sources));
    }

    private static Optional<BigDecimal> ofStage(List<Service> flown, FlightSchedule.Stage stage) {
        return flown.stream().filter(service -> service.stage() == stage)
                .map(service -> BigDecimal.valueOf(service.days().size()))
                .reduce(BigDecimal::add);
    }

    /** For each stage the latest number of flights a week one way that no one disputes. */
    private static Map<Stage, BigDecimal> numbers(List<Period<FlightFrequency>> published) {
        var numbers = new EnumMap<Stage, BigDecimal>(Stage.class);
        published.stream().filter(period -> period.content().unit() == Unit.FLIGHTS_PER_WEEK
                && period.content().direction() != Direction.TOTAL && period.content().stage() != null
                && (period.confidence() == Confidence.CONFIRMED || period.confidence() == Confidence.REPORTED))
                .sorted(Comparator.comparing(DirectFlightsOfWeek::start).thenComparing(period -> period.id().toString()))
                .forEach(period -> numbers.put(period.content().stage(), period.content().value()));
        return numbers;
    }

    private static LocalDate start(Period<?> period) {
        return period.valid().from() == null ? LocalDate.MIN : period.valid().from();
    }

    private static List<Published> list(List<Period<FlightFrequency>> published) {
        return published.stream()
                .map(period -> new Published(period.id(), period.content().value(), period.content().unit(),
                        period.content().stage(), period.content().direction(), period.confidence(), period.sources()))
                .toList();
    }

    private List<Period<TrafficRight>> rights(String from, String to, IsoWeek week, KnownAirports airports, At at) {
        var ends = Stream.of(from, to).map(place -> Places.isCountry(place)
                ? List.of(place)
                : airports.in(place, week.monday()).stream().map(KnownAirports.Known::country).filter(Objects::nonNull)
                        .distinct().toList())
                .toList();
        return ends.stream().anyMatch(countries -> countries.size() != 1) || ends.get(0).equals(ends.get(1))
                ? List.of()
                : rights.between(new Country(ends.get(0).get(0)), new Country(ends.get(1).get(0)), at).stream()
                        .filter(right -> right.content().traffic() != Traffic.CARGO
                                && right.content().frequenciesPerWeek() != null)
                        .sorted(Comparator.<Period<TrafficRight>, LocalDate>comparing(DirectFlightsOfWeek::start).reversed())
                        .toList();
    }

    private static Total total(List<Item> items, List<Period<FlightFrequency>> ofWhole, List<Period<TrafficRight>> rights) {
        var numbers = numbers(ofWhole);
        Function<Function<PerWeek, BigDecimal>, BigDecimal> sum = stage -> items.stream().map(Item::perWeek).map(stage)
                .filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
        var scheduled = Optional.ofNullable(sum.apply(PerWeek::scheduled)).orElse(numbers.get(Stage.SCHEDULED));
        var operated = Optional.ofNullable(numbers.get(Stage.OPERATED)).orElseGet(() -> sum.apply(PerWeek::operated));
        var used = operated == null ? scheduled : operated;
        var listed = rights.stream().map(right -> right(right, used)).toList();
        // Of several rights the latest; one without a basis is told as it stands, and its use by each basis.
        var latest = listed.stream().findFirst();
        return new Total(
                new PerWeek(latest.map(DirectFlightsOfWeek::permitted).orElse(numbers.get(Stage.PERMITTED)),
                        Optional.ofNullable(sum.apply(PerWeek::announced)).orElse(numbers.get(Stage.ANNOUNCED)), scheduled,
                        operated),
                latest.filter(right -> right.readings().size() == 1).map(right -> right.readings().get(0).useOfRights())
                        .orElse(null),
                listed, list(ofWhole));
    }

    private static BigDecimal permitted(Right right) {
        return right.readings().size() == 1
                ? right.readings().get(0).permitted()
                : BigDecimal.valueOf(right.frequenciesPerWeek());
    }

    private static Right right(Period<TrafficRight> right, BigDecimal used) {
        var content = right.content();
        var bases = content.countingBasis() == null
                ? List.of(CountingBasis.PER_SIDE, CountingBasis.TOTAL)
                : List.of(content.countingBasis());
        return new Right(right.id(), content.frequenciesPerWeek(), content.countingBasis(), bases.stream().map(basis -> {
            // 24 on each side are 48 in all; each of them goes there and back.
            var permitted = BigDecimal.valueOf((basis == CountingBasis.PER_SIDE ? 2L : 1L) * content.frequenciesPerWeek());
            return new Use(basis, permitted, used == null || permitted.signum() == 0
                    ? null
                    : used.divide(permitted, RATIO_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros());
        }).toList(), right.sources());
    }
}
