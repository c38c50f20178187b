package org.tamga.mobility.directflight;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.tamga.record.Period;

/** Puts side by side what is permitted, announced, scheduled and operated from one place to another. */
@Singleton
public class DirectFlightsOfWeek {

    private static final int RATIO_DIGITS = 4;
    private static final String NOTHING_FLOWN = "No number of flights that are operated or scheduled is recorded.";
    private static final String PARTLY_KNOWN = "Of some pairs of cities only the flights that are operated are recorded, of others"
            + " only those that are scheduled.";

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
        var ofWhole = new ArrayList<Period<FlightFrequency>>();
        var published = new HashMap<Pair, List<Period<FlightFrequency>>>();
        frequencies.from(from, to, then).forEach(period -> (isOfWhole(period.content(), from, to)
                ? ofWhole
                : published.computeIfAbsent(pair(period, week, airports), pair -> new ArrayList<>())).add(period));
        // A number that names the ends the other way round is of both ways, unless it says otherwise.
        frequencies.from(to, from, then).stream().filter(period -> period.content().direction() != Direction.ONE_WAY)
                .forEach(period -> {
                    var back = pair(period, week, airports);
                    (isOfWhole(period.content(), to, from)
                            ? ofWhole
                            : published.computeIfAbsent(new Pair(back.to(), back.from()), pair -> new ArrayList<>()))
                            .add(period);
                });
        var items = Stream.concat(flown.keySet().stream(), published.keySet().stream()).distinct()
                .sorted(Comparator.comparing(Pair::from).thenComparing(Pair::to))
                .map(pair -> item(pair, flown.getOrDefault(pair, List.of()), published.getOrDefault(pair, List.of()))).toList();
        var counted = new Counted(from, to, items.stream().filter(item -> isOfCities(item.from(), item.to())).toList(), flown,
                ofWhole,
                point -> airports.named(point, week.monday()).isPresent() || isWithin(point, from, week, airports)
                        || isWithin(point, to, week, airports)
                                ? Optional.of(WeeklyServices.city(point, week.monday(), airports))
                                : Optional.empty());
        return new DirectFlights(items, total(counted, rights(from, to, week, airports, then)), week.toString());
    }

    /**
     * What flies between two places, as a right is held against it.
     *
     * @param pairs of cities; what is published of a city and a whole country is of some of them too, and of unknown ones
     * @param ofWhole what is published of both places as they were asked for
     * @param city of a point that lies in one of the places, else empty
     */
    private record Counted(String from, String to, List<Item> pairs, Map<Pair, List<Service>> flown,
            List<Period<FlightFrequency>> ofWhole, Function<String, Optional<String>> city) {

        boolean isOfCountries() {
            return Places.isCountry(from) && Places.isCountry(to);
        }

        private Stream<PerWeek> served(Predicate<Item> some) {
            return pairs.stream().filter(some).map(Item::perWeek)
                    .filter(perWeek -> Stream.of(perWeek.operated(), perWeek.scheduled())
                            .anyMatch(number -> number != null && number.signum() > 0));
        }

        boolean isServed(Predicate<Item> some) {
            return served(some).findAny().isPresent();
        }

        /** Null where one of them is served and has no such number: what the others come to is not what all do. */
        BigDecimal ofServed(Predicate<Item> some, Function<PerWeek, BigDecimal> stage) {
            return served(some).map(stage).anyMatch(Objects::isNull) ? null : sum(some, stage);
        }

        private BigDecimal sum(Predicate<Item> some, Function<PerWeek, BigDecimal> stage) {
            return pairs.stream().filter(some).map(Item::perWeek).map(stage).filter(Objects::nonNull).reduce(BigDecimal::add)
                    .orElse(null);
        }

        BigDecimal announced() {
            return Optional.ofNullable(sum(item -> true, PerWeek::announced))
                    .orElse(WeeklyNumbers.byStage(ofWhole).get(Stage.ANNOUNCED));
        }

        BigDecimal scheduled() {
            return Optional.ofNullable(ofServed(item -> true, PerWeek::scheduled))
                    .orElse(WeeklyNumbers.byStage(ofWhole).get(Stage.SCHEDULED));
        }

        BigDecimal operated() {
            return Optional.ofNullable(WeeklyNumbers.byStage(ofWhole).get(Stage.OPERATED))
                    .orElseGet(() -> ofServed(item -> true, PerWeek::operated));
        }
    }

    /**
     * The flights that a right is about, one way.
     *
     * @param flights operated, else scheduled; null where nobody can tell
     * @param isAll true if these are all flights that were asked for, and nothing else is flown by that right
     * @param because why nobody can tell, or null
     */
    private record Used(BigDecimal flights, boolean isAll, String because) {

        static Used unknown(boolean isAll, String because) {
            return new Used(null, isAll, because);
        }
    }

    private static Used used(TrafficRight right, Counted counted) {
        if (right.points().isEmpty() && !counted.isOfCountries()) {
            return Used.unknown(false, "It is of all flights between the two countries, not only of those asked for.");
        }
        var cities = right.points().stream().map(counted.city()).toList();
        if (cities.contains(Optional.<String>empty())) {
            return Used.unknown(false,
                    "It is also of a point that lies in neither of the places asked for, or is recorded as no"
                            + " airport's or city's code: " + right.points().get(cities.indexOf(Optional.<String>empty()))
                            + ".");
        }
        Predicate<Pair> isMeant = pair -> cities.isEmpty()
                || cities.contains(Optional.of(pair.from())) && cities.contains(Optional.of(pair.to()));
        if (!right.carriers().isEmpty()) {
            var flights = WeeklyServices.flights(
                    counted.flown().entrySet().stream().filter(entry -> isMeant.test(entry.getKey()))
                            .flatMap(entry -> entry.getValue().stream())
                            .filter(service -> right.carriers().contains(service.carrier())).toList(),
                    FlightSchedule.Stage.SCHEDULED);
            return flights.map(number -> new Used(number, false, null)).orElseGet(
                    () -> Used.unknown(false, "It is of some airlines only, and no schedule of theirs is recorded."));
        }
        if (cities.isEmpty()) {
            var flights = Optional.ofNullable(counted.operated()).orElse(counted.scheduled());
            return new Used(flights, true,
                    flights != null ? null : counted.isServed(item -> true) ? PARTLY_KNOWN : NOTHING_FLOWN);
        }
        Predicate<Item> isNamed = item -> isMeant.test(new Pair(item.from(), item.to()));
        var flights = Optional.ofNullable(counted.ofServed(isNamed, PerWeek::operated))
                .orElseGet(() -> counted.ofServed(isNamed, PerWeek::scheduled));
        return new Used(flights, !counted.isOfCountries() && counted.pairs().stream().allMatch(isNamed),
                flights != null
                        ? null
                        : counted.isServed(isNamed)
                                ? PARTLY_KNOWN
                                : "No number of flights between the points that it names is recorded.");
    }

    /** Whether all of a city lies in a place, and not only the airport of it that was asked for. */
    private static boolean isWithin(String city, String place, IsoWeek week, KnownAirports airports) {
        var ofCity = airports.in(city, week.monday());
        return !ofCity.isEmpty()
                && (city.equals(place) || ofCity.stream().allMatch(airport -> place.equals(airport.country())));
    }

    private static boolean isOfCities(String from, String to) {
        return !Places.isCountry(from) && !Places.isCountry(to);
    }

    /** Whether a number is of both places as they were asked for. Of two cities it is their item's. */
    private static boolean isOfWhole(FlightFrequency number, String from, String to) {
        return number.from().equals(from) && number.to().equals(to) && !isOfCities(from, to);
    }

    private static Pair pair(Period<FlightFrequency> period, IsoWeek week, KnownAirports airports) {
        return new Pair(WeeklyServices.city(period.content().from(), week.monday(), airports),
                WeeklyServices.city(period.content().to(), week.monday(), airports));
    }

    private static Item item(Pair pair, List<Service> flown, List<Period<FlightFrequency>> published) {
        var numbers = WeeklyNumbers.byStage(published);
        var scheduled = WeeklyServices.flights(flown, FlightSchedule.Stage.SCHEDULED);
        var announced = WeeklyServices.flights(flown, FlightSchedule.Stage.ANNOUNCED);
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
                        .sorted(Comparator.<Period<TrafficRight>, LocalDate>comparing(WeeklyNumbers::start).reversed())
                        .toList();
    }

    private static Total total(Counted counted, List<Period<TrafficRight>> rights) {
        var used = rights.stream().map(right -> used(right.content(), counted)).toList();
        var listed = IntStream.range(0, rights.size()).mapToObj(i -> right(rights.get(i), used.get(i))).toList();
        // Of several rights the latest that is of just these flights; one without a basis is told as it stands, and its use by each.
        var latest = IntStream.range(0, rights.size()).filter(i -> used.get(i).isAll()).mapToObj(listed::get).findFirst();
        var ratio = latest.filter(right -> right.readings().size() == 1).map(right -> right.readings().get(0).useOfRights());
        return new Total(
                new PerWeek(
                        latest.map(DirectFlightsOfWeek::permitted)
                                .orElse(WeeklyNumbers.byStage(counted.ofWhole()).get(Stage.PERMITTED)),
                        counted.announced(), counted.scheduled(), counted.operated()),
                ratio.orElse(null), ratio.isPresent() ? null : because(listed, latest), listed, list(counted.ofWhole()));
    }

    private static String because(List<Right> listed, Optional<Right> latest) {
        if (listed.isEmpty()) {
            return "No traffic right of passengers with a number of flights is recorded.";
        }
        return latest.map(right -> right.because() != null
                ? right.because()
                : right.readings().size() > 1
                        ? "The right does not say on which side its flights are counted."
                        : "The right permits no flight.")
                .orElse("No right is of just the flights asked for.");
    }

    private static BigDecimal permitted(Right right) {
        return right.readings().size() == 1
                ? right.readings().get(0).permitted()
                : BigDecimal.valueOf(right.frequenciesPerWeek());
    }

    private static Right right(Period<TrafficRight> right, Used used) {
        var content = right.content();
        var bases = content.countingBasis() == null
                ? List.of(CountingBasis.PER_SIDE, CountingBasis.TOTAL)
                : List.of(content.countingBasis());
        return new Right(right.id(), content.frequenciesPerWeek(), content.countingBasis(), content.points(),
                content.carriers(), bases.stream().map(basis -> {
                    // 24 on each side are 48 in all; each of them goes there and back.
                    var permitted = BigDecimal
                            .valueOf((basis == CountingBasis.PER_SIDE ? 2L : 1L) * content.frequenciesPerWeek());
                    return new Use(basis, permitted, used.flights() == null || permitted.signum() == 0
                            ? null
                            : used.flights().divide(permitted, RATIO_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros());
                }).toList(), used.because(), right.sources());
    }
}
