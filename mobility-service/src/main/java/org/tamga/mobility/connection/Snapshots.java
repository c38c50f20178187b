package org.tamga.mobility.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.airport.KnownAirports;
import org.tamga.mobility.schedule.Departures;
import org.tamga.mobility.schedule.FlightSchedule;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The snapshots that are at hand, one for each week and instant of knowledge that was asked for last. A change in the record
 * takes away those of the weeks that it touches, whichever replica wrote it; all others stay.
 */
@Singleton
class Snapshots {

    /** How far beyond its week a snapshot reaches on either side, so that journeys may begin before and end after. */
    static final int REACH_DAYS = 4;
    /** A world timetable's snapshot takes some 50 MB. */
    private static final int KEPT = 4;
    private static final Duration FLOOR_AGE = Duration.ofSeconds(1);
    private static final Condition ALL = Condition.of("true");

    private final FlightScheduleRecords schedules;
    private final AirportRecords airports;
    private final Database database;
    private final ChangeLog changes;
    private final Horizon horizon;
    private final ObjectMapper mapper;
    private final Set<String> topics;

    private final Map<Key, CompletableFuture<Snapshot>> kept = new LinkedHashMap<>(16, 0.75f, true);
    /** No entry at or below it can still appear. */
    private long floor;
    private Instant settledAskedAt = Instant.EPOCH;
    /** Entries above the floor that have been minded. */
    private final Set<Long> minded = new HashSet<>();

    Snapshots(Ledger ledger, FlightScheduleRecords schedules, AirportRecords airports, ChangeLog changes, Horizon horizon,
            ObjectMapper mapper) {
        this.schedules = schedules;
        this.airports = airports;
        this.database = ledger.database();
        this.changes = changes;
        this.horizon = horizon;
        this.mapper = mapper;
        this.topics = Set.of(schedules.topic(), airports.topic());
    }

    private record Key(LocalDate monday, Instant knownAt, At.Basis basis) {

        Interval days() {
            return new Interval(monday.minusDays(REACH_DAYS), monday.plusDays(7L + REACH_DAYS));
        }
    }

    /** The snapshot of the week in which that instant lies (UTC). */
    Snapshot of(Instant instant, At at) {
        var monday = instant.atOffset(ZoneOffset.UTC).toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var key = new Key(monday, at.knownAt(), at.basis());
        CompletableFuture<Snapshot> made;
        CompletableFuture<Snapshot> found;
        synchronized (kept) {
            dropWhatHasChanged();
            made = new CompletableFuture<>();
            found = kept.putIfAbsent(key, made);
            while (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return found == null ? make(key, at, made) : waitFor(found);
    }

    private Snapshot make(Key key, At at, CompletableFuture<Snapshot> made) {
        try {
            var known = new KnownAirports();
            airports.overlapping(Departures.around(key.days()), ALL, at, known::add);
            var flown = new ArrayList<Period<FlightSchedule>>();
            schedules.overlapping(key.days(), ALL, at, flown::add);
            made.complete(Snapshot.of(key.days(), known, flown.stream()));
        } catch (RuntimeException | Error e) {
            // Also where memory is short: others wait for it.
            made.completeExceptionally(e);
            synchronized (kept) {
                kept.remove(key, made);
            }
        }
        return waitFor(made);
    }

    private static Snapshot waitFor(CompletableFuture<Snapshot> snapshot) {
        try {
            return snapshot.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Minds every entry of the log once, also one that appears below others by a later commit. */
    private void dropWhatHasChanged() {
        // Asked before the log is read: what is settled now is in what is read then.
        var settled = settled();
        if (kept.isEmpty()) {
            // Nothing to drop. What is written from now on, a snapshot that is made later sees.
            moveFloor(settled);
            return;
        }
        List<ChangeLog.Entry> entries = database.read(transaction -> changes.after(transaction, topics, floor));
        entries.stream().filter(entry -> minded.add(entry.position())).flatMap(this::touched).forEach(
                days -> kept.keySet().removeIf(key -> Departures.around(key.days()).overlaps(days)));
        moveFloor(settled);
    }

    /** Asked for once in a while only: the floor keeps what is read short, it need not be new. */
    private long settled() {
        var now = Instant.now();
        if (now.isBefore(settledAskedAt.plus(FLOOR_AGE))) {
            return floor;
        }
        settledAskedAt = now;
        return horizon.now().sequence();
    }

    private void moveFloor(long settled) {
        if (settled > floor) {
            floor = settled;
            minded.removeIf(position -> position <= settled);
        }
    }

    /** The days of what was replaced and of what stands instead. */
    private Stream<Interval> touched(ChangeLog.Entry entry) {
        try {
            var data = mapper.readTree(entry.data());
            return Stream.of("before", "after").map(data::path).flatMap(Snapshots::elements).map(Snapshots::days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static Interval days(JsonNode period) {
        return new Interval(day(period.path("validFrom")), day(period.path("validTo")));
    }

    private static LocalDate day(JsonNode date) {
        return date.isTextual() ? LocalDate.parse(date.textValue()) : null;
    }
}
