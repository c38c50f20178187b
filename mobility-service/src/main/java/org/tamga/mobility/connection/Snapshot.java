package org.tamga.mobility.connection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.schedule.Departures;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.record.Confidence;
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
    private static final Set<Confidence> SURE = EnumSet.of(Confidence.CONFIRMED, Confidence.REPORTED);

    private final Interval days;
    private final KnownAirports airports;
    private final ZoneId[] zones;
    private final String[] countries;
    private final Timetable.Builder connections;
    private final List<Period<FlightSchedule>> schedules = new ArrayList<>();
    /** By a connection's number: which schedule, and its minutes since 1970-01-01T00:00Z. */
    private final Numbers scheduleOf = new Numbers();
    private final Numbers departs = new Numbers();
    private final Numbers arrives = new Numbers();
    private final Numbers startsAt = new Numbers();
    private final Numbers endsAt = new Numbers();
    private Way forward;
    private volatile Way backward;

    private Snapshot(Interval days, KnownAirports airports) {
        this.days = days;
        this.airports = airports;
        this.zones = new ZoneId[airports.size()];
        this.countries = new String[airports.size()];
        var connecting = new int[airports.size()];
        var byMetro = new HashMap<String, List<Integer>>();
        airports.all().forEach(airport -> {
            zones[airport.number()] = airport.zone();
            countries[airport.number()] = airport.country();
            connecting[airport.number()] = airport.minimumConnectingMinutes() == null
                    ? CONNECTING_MINUTES
                    : airport.minimumConnectingMinutes();
            if (airport.metro() != null) {
                byMetro.computeIfAbsent(airport.metro(), metro -> new ArrayList<>()).add(airport.number());
            }
        });
        var neighbours = new int[airports.size()][];
        byMetro.values().stream().filter(city -> city.size() > 1).forEach(city -> city.forEach(stop -> neighbours[stop] = city
                .stream().filter(other -> !other.equals(stop)).mapToInt(Integer::intValue).toArray()));
        this.connections = new Timetable.Builder(connecting, neighbours, CHANGING_MINUTES);
    }

    /**
     * Makes one.
     *
     * @param days of operation that it holds, with both bounds
     * @param airports as known around those days
     * @param schedules as known on those days, whatever their stage
     */
    static Snapshot of(Interval days, KnownAirports airports, Stream<Period<FlightSchedule>> schedules) {
        var snapshot = new Snapshot(days, airports);
        var longer = new HashMap<String, List<Integer>>();
        schedules.filter(schedule -> schedule.content().isFlown() && SURE.contains(schedule.confidence()))
                .forEach(schedule -> {
                    var content = schedule.content();
                    snapshot.schedules.add(schedule);
                    if (content.leg() == null) {
                        snapshot.add(snapshot.schedules.size() - 1);
                    } else {
                        longer.computeIfAbsent(content.flight() + "/" + content.itineraryVariation(), key -> new ArrayList<>())
                                .add(snapshot.schedules.size() - 1);
                    }
                });
        longer.values().forEach(snapshot::addLegs);
        snapshot.forward = new Way(snapshot.connections.build());
        return snapshot;
    }

    private void add(int schedule) {
        Departures.dates(schedules.get(schedule), days).forEach(date -> add(schedule, date, -1));
    }

    /** The legs of one flight number and variation: on a day of operation, one may stay seated from each to the next. */
    private void addLegs(List<Integer> legs) {
        if (legs.size() == 1) {
            add(legs.get(0));
            return;
        }
        Map<LocalDate, Map<Integer, Integer>> added = new HashMap<>();
        legs.stream().sorted((a, b) -> schedules.get(a).content().leg() - schedules.get(b).content().leg())
                .forEach(schedule -> Departures.dates(schedules.get(schedule), days).forEach(date -> {
                    var day = added.computeIfAbsent(date, key -> new HashMap<>());
                    var leg = schedules.get(schedule).content().leg();
                    var number = add(schedule, date, day.getOrDefault(leg - 1, -1));
                    if (number >= 0) {
                        day.put(leg, number);
                    }
                }));
    }

    /** Adds a connection, if all of it is known; else -1. */
    private int add(int schedule, LocalDate date, int legBefore) {
        var content = schedules.get(schedule).content();
        var from = airports.named(content.from(), content.departureDate(date)).orElse(null);
        var to = airports.named(content.to(), content.arrivalDate(date)).orElse(null);
        if (from == null || to == null) {
            return -1;
        }
        var departure = content.departure(date, from.zone());
        var arrival = content.arrival(date, to.zone());
        if (departure.isEmpty() || arrival.isEmpty() || !departure.get().isBefore(arrival.get())) {
            return -1;
        }
        var departureMinute = minute(departure.get());
        var follows = legBefore >= 0 && endsAt.get(legBefore) == from.number() && arrives.get(legBefore) <= departureMinute;
        scheduleOf.add(schedule);
        departs.add(departureMinute);
        arrives.add(minute(arrival.get()));
        startsAt.add(from.number());
        endsAt.add(to.number());
        return connections.add(from.number(), to.number(), departureMinute, minute(arrival.get()), follows ? legBefore : -1);
    }

    static int minute(Instant instant) {
        return (int) Math.floorDiv(instant.getEpochSecond(), SECONDS);
    }

    static Instant instant(int minute) {
        return Instant.ofEpochSecond((long) minute * SECONDS);
    }

    int size() {
        return scheduleOf.size;
    }

    int[] stopsIn(String place, LocalDate day) {
        return airports.in(place, day).stream().mapToInt(KnownAirports.Known::number).toArray();
    }

    ZoneId zone(int stop) {
        return zones[stop] == null ? ZoneOffset.UTC : zones[stop];
    }

    String country(int stop) {
        return countries[stop];
    }

    Period<FlightSchedule> schedule(int connection) {
        return schedules.get(scheduleOf.get(connection));
    }

    int departure(int connection) {
        return departs.get(connection);
    }

    int arrival(int connection) {
        return arrives.get(connection);
    }

    int origin(int connection) {
        return startsAt.get(connection);
    }

    int destination(int connection) {
        return endsAt.get(connection);
    }

    OffsetDateTime local(int minute, int stop) {
        return instant(minute).atZone(zone(stop)).toOffsetDateTime();
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

    /** A timetable with searches that are free. */
    private record Way(Timetable timetable, Queue<Search> free) {

        Way(Timetable timetable) {
            this(timetable, new ConcurrentLinkedQueue<>());
        }

        <T> T ask(Function<Search, T> question) {
            var search = free.poll();
            search = search == null ? new Search(timetable) : search;
            var answer = question.apply(search);
            free.add(search);
            return answer;
        }
    }

    /** Whole numbers in the order in which they are added. */
    private static final class Numbers {

        private int[] values = new int[1024];
        private int size;

        void add(int value) {
            values = size == values.length ? Arrays.copyOf(values, size * 2) : values;
            values[size++] = value;
        }

        int get(int index) {
            return values[index];
        }
    }
}
