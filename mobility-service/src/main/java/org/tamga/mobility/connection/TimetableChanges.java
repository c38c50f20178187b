package org.tamga.mobility.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.Author;
import org.tamga.record.Change;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.Witness;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The days that changes of schedules and airports touch, each change told once, also one that appears by a late commit. What this
 * process writes is seen by the next question; what another replica writes, some milliseconds later at the most.
 */
@Singleton
class TimetableChanges implements Witness {

    /** Entries of the log that are read together: so many at once are taken for a change of all days. */
    private static final int PAGE = 500;
    private static final Duration FLOOR_AGE = Duration.ofSeconds(1);
    /** How old the last look at others' changes may be: one for each question would take longer than most searches. */
    private static final long OTHERS_NANOS = Duration.ofMillis(20).toNanos();

    private final Database database;
    private final ChangeLog changes;
    private final Horizon horizon;
    private final ObjectMapper mapper;
    private final Set<String> topics;
    private final Runnable written = this::expect;

    private volatile boolean hasWritten = true;
    private volatile long lookedAt;
    /** No entry at or below it can still appear. */
    private long floor;
    private Instant settledAskedAt = Instant.EPOCH;
    /** Entries above the floor that have been told. */
    private final Set<Long> told = new HashSet<>();

    TimetableChanges(Ledger ledger, FlightScheduleRecords schedules, AirportRecords airports, ChangeLog changes,
            Horizon horizon, ObjectMapper mapper) {
        this.database = ledger.database();
        this.changes = changes;
        this.horizon = horizon;
        this.mapper = mapper;
        this.topics = Set.of(schedules.topic(), airports.topic());
    }

    /**
     * Tells of all changes that have committed by now and were not told before.
     *
     * @param isIdle says while it looks whether nobody needs to be told: what is made later sees them
     */
    void look(BooleanSupplier isIdle, Consumer<Interval> touched) {
        if (isDue()) {
            lookNow(isIdle, touched);
        }
    }

    /** The next look is made however new the last one is: it tells also of what another replica has committed by now. */
    void expect() {
        hasWritten = true;
    }

    /** True if a change may have committed that was not told yet. */
    boolean isDue() {
        return hasWritten || System.nanoTime() - lookedAt > OTHERS_NANOS;
    }

    private synchronized void lookNow(BooleanSupplier isIdle, Consumer<Interval> touched) {
        // Whoever waited for another's look has seen what that saw.
        if (!isDue()) {
            return;
        }
        var now = System.nanoTime();
        // Due until this look has succeeded.
        lookedAt = now - 2 * OTHERS_NANOS;
        hasWritten = false;
        // Asked before the log is read: what is settled now is in what is read then, or in what is made later.
        var settled = settled();
        if (!isIdle.getAsBoolean()) {
            tell(touched);
        }
        if (settled > floor) {
            floor = settled;
            told.removeIf(position -> position <= settled);
        }
        lookedAt = now;
    }

    @Override
    public <C extends Record> void changed(Transaction transaction, Records<C> records, Change<C> change, Author author) {
        if (topics.contains(records.topic())) {
            transaction.afterCommit(written);
        }
    }

    private void tell(Consumer<Interval> touched) {
        List<ChangeLog.Entry> page;
        do {
            page = database.read(transaction -> changes.after(transaction, topics, floor, told, PAGE));
            if (page.size() == PAGE) {
                touched.accept(Interval.ALWAYS);
            } else {
                page.stream().flatMap(this::days).forEach(touched);
            }
            page.forEach(entry -> told.add(entry.position()));
        } while (page.size() == PAGE);
    }

    /** Asked for once in a while only: the floor keeps what is read short, it need not be new. */
    private long settled() {
        var now = Instant.now();
        if (now.isBefore(settledAskedAt.plus(FLOOR_AGE))) {
            return floor;
        }
        settledAskedAt = now;
        return horizon.soFar().sequence();
    }

    /** The days of what was replaced and of what stands instead. */
    private Stream<Interval> days(ChangeLog.Entry entry) {
        try {
            var data = mapper.readTree(entry.data());
            return Stream.of("before", "after").map(data::path)
                    .flatMap(periods -> StreamSupport.stream(periods.spliterator(), false)).map(TimetableChanges::days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Interval days(JsonNode period) {
        return new Interval(day(period.path("validFrom")), day(period.path("validTo")));
    }

    private static LocalDate day(JsonNode date) {
        return date.isTextual() ? LocalDate.parse(date.textValue()) : null;
    }
}
