package org.tamga.mobility.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.problem.Problem;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.schedule.Departures;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.record.Citation;
import org.tamga.record.Interval;
import org.tamga.record.Period;

/**
 * Everything that flies in some days, as it was known at one instant. Never changed once it is made; any number of searches may
 * run over it at once.
 */
final class Snapshot {

    /** Where an airport publishes no minimum connecting time: IATA's usual one between international flights. */
    private static final int CONNECTING_MINUTES = 60;
    /** From one airport of a city to another. */
    private static final int CHANGING_MINUTES = 180;
    private static final int SECONDS = 60;
    private static final int[] NO_STOPS = {};
    /** As they were found to take, with what they refer to. */
    private static final int BYTES_OF_SNAPSHOT = 2000;
    private static final int BYTES_OF_AIRPORT = 600;
    private static final int BYTES_OF_SCHEDULE = 200;

    private final KnownAirports airports;
    private final String[] countries;
    /** By country and by metropolitan area. */
    private final Map<String, int[]> stopsWithin = new HashMap<>();
    private final Timetable.Builder connections;
    private final List<Flown> schedules = new ArrayList<>();
    /** By a connection's number: which schedule. */
    private int[] scheduleOf = new int[0];
    private Way forward;
    private volatile Way backward;

    /**
     * What is shown of a schedule.
     *
     * @param departureOffset as its source declares it, or null
     * @param arrivalOffset as its source declares it, or null
     */
    record Flown(UUID id, String from, String to, String carrier, String flight, ZoneOffset departureOffset,
            ZoneOffset arrivalOffset, List<String> codeshares, List<Citation> sources) {}

    private Snapshot(KnownAirports airports) {
        this.airports = airports;
        this.countries = new String[airports.size()];
        var connecting = new int[airports.size()];
        airports.inEachPeriod().forEach(airport -> connecting[airport.number()] = Math.max(connecting[airport.number()],
                airport.minimumConnectingMinutes() == null ? CONNECTING_MINUTES : airport.minimumConnectingMinutes()));
        var byMetro = new HashMap<String, List<Integer>>();
        airports.all().forEach(airport -> {
            countries[airport.number()] = airport.country();
            if (airport.metro() != null) {
                byMetro.computeIfAbsent(airport.metro(), metro -> new ArrayList<>()).add(airport.number());
            }
        });
        var neighbours = new int[airports.size()][];
        byMetro.values().stream().filter(city -> city.size() > 1).forEach(city -> city.forEach(stop -> neighbours[stop] = city
                .stream().filter(other -> !other.equals(stop)).mapToInt(Integer::intValue).toArray()));
        airports.all().forEach(airport -> Stream.of(airport.country(), airport.metro()).filter(Objects::nonNull)
                .forEach(place -> stopsWithin.merge(place, new int[]{airport.number()},
                        (some, more) -> IntStream.concat(IntStream.of(some), IntStream.of(more)).toArray())));
        this.connections = new Timetable.Builder(connecting, neighbours, CHANGING_MINUTES);
    }

    /** Makes one of schedules that come one by one, so that they need not all be in memory as they are recorded. */
    static final class Maker {

        private final Snapshot snapshot;
        private final Interval days;
        private final Interval departures;
        /** The same there, where it may be the day before or after. */
        private final Interval near;
        private final long mostBytes;
        /** Legs of one flight, until the next begins. */
        private final List<Period<FlightSchedule>> legs = new ArrayList<>();
        /** One of each that is equal: most schedules of a file have the same. */
        private final Map<Object, Object> shared = new HashMap<>();

        /**
         * @param departures the days (UTC) whose departures it holds, with both bounds
         * @param airports as known around those days
         * @param mostBytes more than these it may not take of the heap
         */
        Maker(Interval departures, KnownAirports airports, long mostBytes) {
            this.snapshot = new Snapshot(airports);
            this.departures = departures;
            this.near = new Interval(departures.from().minusDays(1), departures.to().plusDays(1));
            this.days = operating(departures);
            this.mostBytes = mostBytes;
        }

        /** Takes a schedule as known on days of operation, whatever its stage; those of one flight and variation after each other. */
        void take(Period<FlightSchedule> schedule) {
            if (!schedule.content().isFlown() || !schedule.confidence().isSure()) {
                return;
            }
            if (!legs.isEmpty() && !isSameFlight(legs.get(0).content(), schedule.content())) {
                addLegs();
            }
            legs.add(schedule);
        }

        Snapshot made() {
            addLegs();
            snapshot.connections.trim();
            snapshot.scheduleOf = Arrays.copyOf(snapshot.scheduleOf, snapshot.size());
            snapshot.forward = new Way(snapshot.connections.build());
            return snapshot;
        }

        private static boolean isSameFlight(FlightSchedule one, FlightSchedule other) {
            return one.flight().equals(other.flight()) && Objects.equals(one.itineraryVariation(), other.itineraryVariation());
        }

        /** The legs of one flight number and variation: of one day at its origin, one may stay seated from each to the next. */
        private void addLegs() {
            Map<LocalDate, Map<Integer, Integer>> added = new HashMap<>();
            legs.stream().sorted(Comparator.comparing(schedule -> leg(schedule.content()))).forEach(schedule -> {
                var number = snapshot.schedules.size();
                Departures.dates(schedule, days).forEach(date -> {
                    var day = added.computeIfAbsent(schedule.content().originDate(date), key -> new HashMap<>());
                    var leg = leg(schedule.content());
                    var connection = add(number, schedule.content(), date, day.getOrDefault(leg - 1, -1));
                    if (connection >= 0 && leg > 0) {
                        day.put(leg, connection);
                    }
                });
                if (snapshot.size() > 0 && snapshot.scheduleOf[snapshot.size() - 1] == number) {
                    snapshot.schedules.add(flown(schedule));
                }
            });
            legs.clear();
            if (snapshot.bytes() > mostBytes) {
                throw Problem
                        .unavailable("What is known to fly in the days around " + departures + " takes more memory than this"
                                + " service may use for it: " + mostBytes / 1_000_000 + " MB.", 3600);
            }
        }

        /** 0 where a schedule names none: then it is a flight by itself. */
        private static int leg(FlightSchedule schedule) {
            return schedule.leg() == null ? 0 : schedule.leg();
        }

        /** Adds a connection, if all of it is known and it departs on the days that are held; else -1. */
        private int add(int schedule, FlightSchedule content, LocalDate date, int legBefore) {
            if (!near.contains(date)) {
                return -1;
            }
            var from = snapshot.airports.named(content.from(), date).orElse(null);
            var to = snapshot.airports.named(content.to(), content.arrivalDate(date)).orElse(null);
            if (from == null || to == null) {
                return -1;
            }
            var departure = content.departure(date, from.zone());
            var arrival = content.arrival(date, to.zone());
            if (departure.isEmpty() || arrival.isEmpty() || !departure.get().isBefore(arrival.get())
                    || !departures.contains(Snapshots.utcDay(departure.get()))) {
                return -1;
            }
            var departureMinute = minute(departure.get());
            var follows = legBefore >= 0 && snapshot.destination(legBefore) == from.number()
                    && snapshot.arrival(legBefore) <= departureMinute;
            if (snapshot.scheduleOf.length == snapshot.size()) {
                snapshot.scheduleOf = Arrays.copyOf(snapshot.scheduleOf, 1024 + snapshot.size() * 3 / 2);
            }
            snapshot.scheduleOf[snapshot.size()] = schedule;
            return snapshot.connections.add(from.number(), to.number(), departureMinute, minute(arrival.get()),
                    follows ? legBefore : -1);
        }

        private Flown flown(Period<FlightSchedule> schedule) {
            var content = schedule.content();
            return new Flown(schedule.id(), share(content.from()), share(content.to()), share(content.airline()),
                    content.flight(), offset(content.departureUtcVariation()), offset(content.arrivalUtcVariation()),
                    share(content.codeshares()), share(schedule.sources()));
        }

        private static ZoneOffset offset(String declared) {
            return declared == null ? null : ZoneOffset.of(declared);
        }

        @SuppressWarnings("unchecked")
        private <T> T share(T value) {
            return (T) shared.computeIfAbsent(value, first -> first);
        }
    }

    /**
     * The days of operation of all that may depart on some days (UTC): where it departs it may be the day before or after, and it may
     * do so a week after its day of operation, or a day before.
     */
    static Interval operating(Interval departures) {
        return new Interval(departures.from().minusDays(8), departures.to().plusDays(2));
    }

    static int minute(Instant instant) {
        return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    static Instant instant(int minute) {
        return Instant.ofEpochSecond((long) minute * SECONDS);
    }

    int size() {
        return connections.size();
    }

    /** What it takes of the heap, nearly, with both of its ways. */
    long bytes() {
        var ways = forward == null ? 0 : 2 * forward.timetable.bytes();
        return BYTES_OF_SNAPSHOT + connections.bytes() + (long) scheduleOf.length * Integer.BYTES + ways
                + (long) airports.size() * BYTES_OF_AIRPORT + (long) schedules.size() * BYTES_OF_SCHEDULE;
    }

    /**
     * The stops in countries ({@code KR}), in metropolitan areas ({@code SEL}) or with IATA codes on some day between two minutes.
     */
    int[] stopsIn(List<String> places, int from, int until) {
        return places.stream().flatMapToInt(place -> stopsIn(place, from, until)).distinct().toArray();
    }

    private IntStream stopsIn(String place, int from, int until) {
        var within = stopsWithin.getOrDefault(place, NO_STOPS);
        return Places.isCountry(place)
                ? IntStream.of(within)
                : IntStream.concat(IntStream.of(within), stopsNamed(place, from, until));
    }

    /** The airports that have a code at some time between. */
    IntStream stopsNamed(String code, int from, int until) {
        return airports.named(code, instant(from), instant(until)).mapToInt(KnownAirports.Known::number);
    }

    String country(int stop) {
        return countries[stop];
    }

    Flown schedule(int connection) {
        return schedules.get(scheduleOf[connection]);
    }

    int departure(int connection) {
        return connections.departure(connection);
    }

    int arrival(int connection) {
        return connections.arrival(connection);
    }

    int origin(int connection) {
        return connections.from(connection);
    }

    int destination(int connection) {
        return connections.to(connection);
    }

    /** Whether one may stay seated from the one connection to the other. */
    boolean isOneFlight(int connection, int next) {
        return connections.isOneFlight(connection, next);
    }

    /** The zone in which a connection departs, or null where none is recorded. */
    ZoneId departureZone(int connection) {
        return zone(schedule(connection).from(), origin(connection), departure(connection));
    }

    /** The zone in which a connection arrives, or null where none is recorded. */
    ZoneId arrivalZone(int connection) {
        return zone(schedule(connection).to(), destination(connection), arrival(connection));
    }

    /** Of an airport whose zone changes within these days, that of the day itself. */
    private ZoneId zone(String code, int stop, int minute) {
        return airports.named(code, instant(minute), instant(minute)).filter(airport -> airport.number() == stop).findFirst()
                .map(KnownAirports.Known::zone).orElse(null);
    }

    /** When a connection departs, in local time; null where neither the zone nor an offset is recorded. */
    OffsetDateTime departureLocal(int connection) {
        return local(departure(connection), departureZone(connection), schedule(connection).departureOffset());
    }

    /** When a connection arrives, in local time; null where neither the zone nor an offset is recorded. */
    OffsetDateTime arrivalLocal(int connection) {
        return local(arrival(connection), arrivalZone(connection), schedule(connection).arrivalOffset());
    }

    private static OffsetDateTime local(int minute, ZoneId zone, ZoneOffset declared) {
        var place = zone != null ? zone : declared;
        return place == null ? null : instant(minute).atZone(place).toOffsetDateTime();
    }

    /** Whether nothing of it is still to be made. */
    boolean isWhole() {
        return backward != null;
    }

    /** Asks in the direction of travel. */
    <T> T forward(Function<Search, T> question) {
        return forward.ask(question);
    }

    /** Asks from the arrival back: in {@link Timetable.Builder#mirrored()}. */
    <T> T backward(Function<Search, T> question) {
        if (backward == null) {
            synchronized (this) {
                // Only who asks when to leave needs it.
                backward = backward == null ? new Way(connections.mirrored()) : backward;
            }
        }
        return backward.ask(question);
    }

    /** A timetable with some searches that are free. */
    private record Way(Timetable timetable, Queue<Search> free) {

        Way(Timetable timetable) {
            this(timetable, new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors()));
        }

        <T> T ask(Function<Search, T> question) {
            var search = free.poll();
            search = search == null ? new Search(timetable) : search;
            var answer = question.apply(search);
            free.offer(search);
            return answer;
        }
    }
}
