package org.tamga.mobility.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.mobility.connection.ConnectionAnswer.Journey;
import org.tamga.mobility.connection.ConnectionAnswer.Leg;
import org.tamga.mobility.connection.ConnectionAnswer.Reason;
import org.tamga.mobility.connection.ConnectionAnswer.VisaNote;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRegime.Requirement;
import org.tamga.mobility.visa.VisaRequirement;
import org.tamga.mobility.visa.VisaRequirements;
import org.tamga.record.At;

/** Finds journeys in the recorded schedules. */
@Singleton
public class Connections {

    /** The most legs where nothing is said. */
    public static final int LEGS = 3;
    /** How long after the wished departure, or before the wished arrival, a journey may lie altogether. */
    private static final int WINDOW_MINUTES = (int) Duration.ofDays(Snapshots.REACH_DAYS).toMinutes();
    private static final int DAY_MINUTES = (int) Duration.ofDays(1).toMinutes();
    private static final int WEEK_MINUTES = 7 * DAY_MINUTES;
    /** More journeys in a week than anybody reads. */
    private static final int MOST_IN_PROFILE = 1000;
    /** How many of such windows are searched for the next service. */
    private static final int WINDOWS_AHEAD = 14;

    private final Snapshots snapshots;
    private final FlightScheduleRecords schedules;
    private final VisaRequirements requirements;

    Connections(Snapshots snapshots, FlightScheduleRecords schedules, VisaRequirements requirements) {
        this.snapshots = snapshots;
        this.schedules = schedules;
        this.requirements = requirements;
    }

    /** What is asked for next is answered by all that has committed by now, also by another replica's writes. */
    public void refresh() {
        snapshots.refresh();
    }

    /**
     * Whether an airport lies in some places, in the days in which a journey that departs then would lie; not so where it is not
     * recorded. A city or a country is no airport, for its others may not be recorded.
     */
    public boolean liesIn(String airport, List<String> places, Instant departure, At at) {
        var snapshot = snapshots.of(departure, at);
        var minute = Snapshot.minute(departure);
        var stops = snapshot.stopsNamed(airport, minute, minute + WINDOW_MINUTES).toArray();
        return stops.length > 0 && without(stops, snapshot.stopsIn(places, minute, minute + WINDOW_MINUTES)).length == 0;
    }

    /** The journeys, or why there are none; never a bare empty list. */
    public ConnectionAnswer answer(ConnectionQuestion question) {
        var now = now(question);
        if (!now.items().isEmpty()) {
            return now;
        }
        var next = next(question.departing(question.isArrival()
                ? question.when()
                : question.when().plus(Duration.ofMinutes(WINDOW_MINUTES))));
        return new ConnectionAnswer(List.of(), next.serviceOn, next.searchedUntil, next.reason(now.reason()));
    }

    /** The journeys, or why there are none, without a look at the weeks after. */
    public ConnectionAnswer now(ConnectionQuestion question) {
        var snapshot = snapshots.of(question.when(), question.at());
        var journeys = journeys(snapshot, question);
        return new ConnectionAnswer(journeys, null, null, !journeys.isEmpty()
                ? null
                : isServed(snapshot, question, WINDOW_MINUTES) ? Reason.NO_CONNECTION : Reason.NO_SCHEDULE_RECORDED);
    }

    /**
     * As {@link #answer}, for a thread that must not wait: a search in memory, which takes some milliseconds at the most. Empty where
     * more is needed.
     */
    public Optional<ConnectionAnswer> atOnce(ConnectionQuestion question) {
        // What is asked of a nationality would have to be looked up.
        return question.nationalities().isEmpty()
                ? snapshots.atHand(question.when(), question.at()).map(snapshot -> journeys(snapshot, question))
                        .filter(journeys -> !journeys.isEmpty())
                        .map(journeys -> new ConnectionAnswer(journeys, null, null, null))
                : Optional.empty();
    }

    private List<Journey> journeys(Snapshot snapshot, ConnectionQuestion question) {
        return journeys(snapshot, ways(snapshot, question), question);
    }

    private List<Journey> journeys(Snapshot snapshot, List<int[]> ways, ConnectionQuestion question) {
        var flown = ways.stream().map(way -> Flown.of(snapshot, way)).toList();
        var rules = requirements.of(flown.stream().flatMap(way -> way.landings.stream())
                .flatMap(landing -> question.nationalities().stream().flatMap(landing::entry)).toList(), question.at());
        return flown.stream().map(way -> way.journey(question.nationalities(), rules)).toList();
    }

    /**
     * The journeys of a week from its Monday on (UTC): all that no other beats in departure, arrival and number of legs.
     *
     * @param question whose instant is not looked at
     */
    public WeekProfile profile(ConnectionQuestion question, IsoWeek week) {
        var from = week.monday().atStartOfDay(ZoneOffset.UTC).toInstant();
        var snapshot = snapshots.of(from, question.at());
        var end = Snapshot.minute(from) + WEEK_MINUTES;
        var found = new LinkedHashMap<List<Integer>, int[]>();
        // Whatever leaves first of what is best from some minute on may hide what leaves later: it is looked for from the next minute.
        for (var minute = Snapshot.minute(from); minute < end && found.size() < MOST_IN_PROFILE;) {
            var best = ways(snapshot, question.at(Snapshot.instant(minute)));
            if (best.isEmpty()) {
                minute += DAY_MINUTES;
                continue;
            }
            best.stream().filter(way -> snapshot.departure(way[0]) < end)
                    .forEach(way -> found.putIfAbsent(IntStream.of(way).boxed().toList(), way));
            minute = best.stream().mapToInt(way -> snapshot.departure(way[0])).min().orElseThrow() + 1;
        }
        var journeys = journeys(snapshot,
                found.values().stream().sorted(Comparator.<int[]>comparingInt(way -> snapshot.departure(way[0]))
                        .thenComparingInt(way -> way.length)).toList(),
                question);
        if (!journeys.isEmpty()) {
            return new WeekProfile(week.toString(), journeys, found.size() >= MOST_IN_PROFILE, null, null, null);
        }
        var next = next(question.departing(Snapshot.instant(end)));
        return new WeekProfile(week.toString(), journeys, false, next.serviceOn, next.searchedUntil, next.reason(
                isServed(snapshot, question.departing(from), WEEK_MINUTES + WINDOW_MINUTES)
                        ? Reason.NO_CONNECTION
                        : Reason.NO_SCHEDULE_RECORDED));
    }

    /** The ways, as numbers of connections; each leaves as late as it can and arrives as early as it can. */
    private static List<int[]> ways(Snapshot snapshot, ConnectionQuestion question) {
        var ends = Ends.of(snapshot, question, WINDOW_MINUTES);
        var from = ends.from;
        var to = ends.to;
        if (from.length == 0 || to.length == 0) {
            return List.of();
        }
        var minute = Snapshot.minute(question.when());
        if (question.isArrival()) {
            var earliest = minute - WINDOW_MINUTES;
            var latestDepartures = snapshot
                    .backward(search -> search.journeys(to, from, -minute, -earliest, question.maxLegs()));
            return latestDepartures.stream().map(way -> {
                var departs = -way.arrival();
                return best(snapshot.forward(
                        search -> search.journeys(from, to, departs, minute, way.connections().length))).connections();
            }).toList();
        }
        var last = minute + WINDOW_MINUTES;
        var earliestArrivals = snapshot.forward(search -> search.journeys(from, to, minute, last, question.maxLegs()));
        return earliestArrivals.stream()
                .map(way -> reversed(best(snapshot.backward(search -> search.journeys(to, from, -way.arrival(), -minute,
                        way.connections().length))).connections()))
                .toList();
    }

    /**
     * Where a journey may begin and where it may end. Of places that lie in each other one leaves the wider for the narrower, or the
     * narrower for the wider: from a country to one of its airports, one comes from all others. Nothing is left of one and the same
     * place: to it no journey leads, whatever is recorded.
     */
    private record Ends(int[] from, int[] to, boolean isOnePlace) {

        /** @param minutes for how long after the wished departure, or before the wished arrival, a code may name an airport */
        static Ends of(Snapshot snapshot, ConnectionQuestion question, int minutes) {
            var minute = Snapshot.minute(question.when());
            var first = question.isArrival() ? minute - minutes : minute;
            var from = snapshot.stopsIn(question.from(), first, first + minutes);
            var to = snapshot.stopsIn(question.to(), first, first + minutes);
            var elsewhere = without(from, to);
            if (elsewhere.length > 0) {
                return new Ends(elsewhere, to, false);
            }
            var others = without(to, from);
            return new Ends(from, others, others.length == 0 && from.length > 0 && to.length > 0);
        }
    }

    private static int[] without(int[] stops, int[] others) {
        return IntStream.of(stops).filter(stop -> !contains(others, stop)).toArray();
    }

    /** With the most legs one arrives first. */
    private static Search.Journey best(List<Search.Journey> journeys) {
        return journeys.get(journeys.size() - 1);
    }

    private static int[] reversed(int[] way) {
        return IntStream.range(0, way.length).map(i -> way[way.length - 1 - i]).toArray();
    }

    private static boolean contains(int[] stops, int stop) {
        return IntStream.of(stops).anyMatch(other -> other == stop);
    }

    /**
     * When there is service again.
     *
     * @param serviceOn the first day on which a journey begins, or null
     * @param searchedUntil where none was found: the day up to which it was looked for; null where no later schedule could have one
     */
    private record Next(LocalDate serviceOn, LocalDate searchedUntil) {

        Reason reason(Reason now) {
            return serviceOn == null ? now : Reason.NO_CONNECTION;
        }
    }

    /**
     * The next service from an instant on; a later one than the very next where that changes planes for more than a day, or on the
     * edge of a window. Where a place is not served at all, the days until it is are passed over.
     */
    private Next next(ConnectionQuestion question) {
        var from = question.when();
        for (int window = 0; window < WINDOWS_AHEAD; window++) {
            var later = question.at(from);
            var until = from.plus(Duration.ofMinutes(WINDOW_MINUTES));
            var snapshot = whereItMayReach(later);
            var first = snapshot.flatMap(week -> ways(week, later).stream()
                    .map(way -> leg(week, way[0]).departure().toLocalDate())
                    .min(LocalDate::compareTo));
            if (first.isPresent()) {
                return new Next(first.get(), null);
            }
            if (snapshot.isEmpty() || !isServed(snapshot.get(), later, WINDOW_MINUTES)) {
                // Where no timetable was looked into, the places may well be served, only not the one from the other.
                var day = snapshot.isEmpty() ? Snapshots.days(from).from() : Snapshots.operatingFrom(until);
                var leaves = schedules.operating("from_place", question.from(), day, question.at());
                var reaches = schedules.operating("to_place", question.to(), day, question.at());
                if (leaves.isEmpty() || reaches.isEmpty()) {
                    return new Next(null, null);
                }
                var both = Collections.max(List.of(leaves.get(), reaches.get())).atStartOfDay(ZoneOffset.UTC).toInstant();
                // What operates on a day may depart on the day before, and that in UTC on the day before again.
                until = Collections.max(List.of(until, both.minus(Duration.ofDays(2))));
            }
            from = until;
        }
        return new Next(null, Snapshots.utcDay(from));
    }

    /** The snapshot of the question's instant; empty where it is not at hand and no flights could lead from one place to the other. */
    private Optional<Snapshot> whereItMayReach(ConnectionQuestion question) {
        return snapshots.atHand(question.when(), question.at())
                .or(() -> snapshots.ahead(question.when(), question.at()).mayReach(question, Snapshots.days(question.when()))
                        ? Optional.of(snapshots.of(question.when(), question.at()))
                        : Optional.empty());
    }

    /** Whether anything is known to leave the one place and anything to reach the other, or they are one. */
    private static boolean isServed(Snapshot snapshot, ConnectionQuestion question, int minutes) {
        var ends = Ends.of(snapshot, question, minutes);
        if (ends.isOnePlace) {
            return true;
        }
        return IntStream.range(0, snapshot.size()).anyMatch(connection -> contains(ends.from, snapshot.origin(connection)))
                && IntStream.range(0, snapshot.size())
                        .anyMatch(connection -> contains(ends.to, snapshot.destination(connection)));
    }

    /** A way as it is flown, with the landings on it in third countries. */
    private record Flown(List<Leg> legs, int changes, List<Landing> landings) {

        static Flown of(Snapshot snapshot, int[] way) {
            var legs = IntStream.of(way).mapToObj(connection -> leg(snapshot, connection)).toList();
            var ends = Stream.of(snapshot.origin(way[0]), snapshot.destination(way[way.length - 1])).map(snapshot::country)
                    .filter(Objects::nonNull).toList();
            return new Flown(legs,
                    (int) IntStream.range(1, way.length).filter(i -> !snapshot.isOneFlight(way[i - 1], way[i])).count(),
                    IntStream.range(1, way.length).mapToObj(i -> new Landing(legs.get(i - 1).to(),
                            Optional.ofNullable(snapshot.country(snapshot.destination(way[i - 1]))).map(Country::new),
                            legs.get(i - 1).arrival().toLocalDate(), snapshot.isOneFlight(way[i - 1], way[i])))
                            .filter(landing -> landing.country.filter(there -> ends.contains(there.code())).isEmpty())
                            .toList());
        }

        Journey journey(List<Country> nationalities, Map<VisaRequirement.Journey, VisaRequirement> rules) {
            var first = legs.get(0);
            var last = legs.get(legs.size() - 1);
            return new Journey(first.departure(), last.arrival(),
                    Duration.between(first.departureUtc(), last.arrivalUtc()).toMinutes(), legs, changes, landings.stream()
                            .flatMap(landing -> nationalities.stream().flatMap(nationality -> landing.note(nationality, rules)))
                            .toList());
        }
    }

    /**
     * Where one lands on the way, to change planes or to stay on board.
     *
     * @param country empty where it is not recorded: nobody knows what it asks
     * @param on the day there
     */
    private record Landing(String airport, Optional<Country> country, LocalDate on, boolean isOnBoard) {

        /** What is to be looked up of a nationality, unless it is the country's own. */
        Stream<VisaRequirement.Journey> entry(Country nationality) {
            return country.stream().filter(there -> !nationality.equals(there))
                    .map(there -> new VisaRequirement.Journey(nationality, there, on, DocumentType.ORDINARY, Purpose.TRANSIT));
        }

        Stream<VisaNote> note(Country nationality, Map<VisaRequirement.Journey, VisaRequirement> rules) {
            return country.isEmpty()
                    ? Stream.of(new VisaNote(airport, null, isOnBoard, nationality, on, Requirement.UNKNOWN, List.of(), null,
                            List.of()))
                    : entry(nationality).map(rules::get).map(rule -> new VisaNote(airport, rule.destination(), isOnBoard,
                            nationality, on, rule.requirement(), rule.regimeIds(), rule.confidence(), rule.sources()));
        }
    }

    private static Leg leg(Snapshot snapshot, int connection) {
        var schedule = snapshot.schedule(connection);
        return new Leg(schedule.from(), schedule.to(), snapshot.departureLocal(connection),
                Snapshot.instant(snapshot.departure(connection)), snapshot.departureZone(connection),
                snapshot.arrivalLocal(connection), Snapshot.instant(snapshot.arrival(connection)),
                snapshot.arrivalZone(connection), schedule.carrier(), schedule.flight(), schedule.codeshares(), schedule.id(),
                schedule.sources());
    }
}
