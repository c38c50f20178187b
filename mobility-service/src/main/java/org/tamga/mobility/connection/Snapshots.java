package org.tamga.mobility.connection;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.schedule.Departures;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;

/**
 * The snapshots that are at hand, one for each week and instant of knowledge that was asked for last, as far as memory goes. A
 * change in the record takes away those of the weeks that it touches, whichever replica wrote it; all others stay. So it is with
 * networks, which are of a quarter of a year and all that comes after.
 */
@Singleton
class Snapshots {

    /** How far beyond its week a snapshot reaches on either side, so that journeys may begin before and end after. */
    static final int REACH_DAYS = 4;
    /** Of the heap, for all that are kept. A world timetable's snapshot takes some 50 MB. */
    private static final double SHARE = 0.25;
    /** Of the heap, for networks. A world timetable's takes some 3 MB. */
    private static final double SHARE_OF_NETWORKS = 0.05;
    /** Of the heap, for a single one; a larger one is not made. */
    private static final double LARGEST = 0.45;
    /** Of the threads that answer, some stay free for other questions. */
    private static final int MOST_ORDERS = 8;
    private static final Condition ALL = Condition.of("true");
    private static final List<String> BY_DAYS = List.of("valid");
    private static final List<String> FLIGHT_BY_FLIGHT = List.of("airline", "flight_number", "suffix", "itinerary_variation");

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;
    private final TimetableChanges changes;
    private final Workshop<Key, Snapshot> workshop = new Workshop<>(this::make, Snapshot::bytes, heap(SHARE), MOST_ORDERS);
    private final Workshop<Quarter, Network> networks = new Workshop<>(this::network, Network::bytes, heap(SHARE_OF_NETWORKS),
            MOST_ORDERS);

    Snapshots(FlightScheduleRecords schedules, AirportRecords airports, TimetableChanges changes) {
        this.schedules = schedules;
        this.airports = airports;
        this.changes = changes;
    }

    private record Key(LocalDate monday, Instant knownAt, At.Basis basis) {

        Interval departures() {
            return daysAround(monday);
        }

        /** When something departs, arrives or operates that it holds. */
        Interval touching() {
            return Departures.around(Snapshot.operating(departures()));
        }
    }

    /** A network holds what operates from a day on; of a quarter of a year one serves for all weeks, though it knows more. */
    private record Quarter(LocalDate first, Instant knownAt, At.Basis basis) {

        LocalDate from() {
            return Snapshot.operating(daysAround(first)).from();
        }

        /** When what operates then departs or arrives. */
        Interval touching() {
            return new Interval(Departures.around(Snapshot.operating(daysAround(first))).from(), null);
        }
    }

    private static long heap(double share) {
        return (long) (Runtime.getRuntime().maxMemory() * share);
    }

    /** The snapshot of the week in which that instant lies (UTC). A 503 where too many are asked for, or it is too large. */
    Snapshot of(Instant instant, At at) {
        look();
        return workshop.get(key(instant, at));
    }

    /** What is linked in the week in which that instant lies (UTC) and in all later ones. A 503 where too many are asked for. */
    Network ahead(Instant instant, At at) {
        look();
        return networks.get(new Quarter(monday(instant).with(IsoFields.DAY_OF_QUARTER, 1), at.knownAt(), at.basis()));
    }

    /** What is asked for next is as new as all that has committed by now, whichever replica wrote it. */
    void refresh() {
        changes.expect();
    }

    private void look() {
        changes.look(() -> workshop.isEmpty() && networks.isEmpty(), days -> {
            workshop.drop(key -> key.touching().overlaps(days));
            networks.drop(quarter -> quarter.touching().overlaps(days));
        });
    }

    /**
     * As {@link #of}, for one who must not wait: empty where it would have to be made, or a change looked for. It is as new as that
     * of one who waits.
     */
    Optional<Snapshot> atHand(Instant instant, At at) {
        return changes.isDue() ? Optional.empty() : workshop.kept(key(instant, at)).filter(Snapshot::isWhole);
    }

    /** The days of operation of what the snapshot of the week holds in which that instant lies (UTC). */
    static Interval days(Instant instant) {
        return Snapshot.operating(daysAround(monday(instant)));
    }

    /** The first day of operation of what departs at an instant or later. */
    static LocalDate operatingFrom(Instant instant) {
        var day = utcDay(instant);
        return Snapshot.operating(new Interval(day, day.plusDays(1))).from();
    }

    private static Interval daysAround(LocalDate monday) {
        return new Interval(monday.minusDays(REACH_DAYS), monday.plusDays(7L + REACH_DAYS));
    }

    static LocalDate utcDay(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static LocalDate monday(Instant instant) {
        return utcDay(instant)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Key key(Instant instant, At at) {
        return new Key(monday(instant), at.knownAt(), at.basis());
    }

    private Snapshot make(Key key) {
        var at = new At(key.monday, key.knownAt, key.basis);
        var known = new KnownAirports();
        airports.overlapping(Departures.around(key.departures()), ALL, at, BY_DAYS, known::add);
        var maker = new Snapshot.Maker(key.departures(), known, heap(LARGEST));
        schedules.overlapping(Snapshot.operating(key.departures()), ALL, at, FLIGHT_BY_FLIGHT, maker::take);
        return maker.made();
    }

    private Network network(Quarter quarter) {
        var at = new At(quarter.first, quarter.knownAt, quarter.basis);
        var maker = new Network.Maker();
        airports.overlapping(quarter.touching(), ALL, at, maker::take);
        return maker.made(schedules.links(quarter.from(), at));
    }
}
