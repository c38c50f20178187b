package org.tamga.mobility.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.MobilityTest;
import org.tamga.mobility.airport.AirportRecords;
import org.tamga.mobility.schedule.FlightScheduleRecords;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.change.ChangeLog;
import org.tamga.record.change.Horizon;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Over a log in memory, of which nothing is settled. */
@MobilityTest
class TimetableChangesTest {

    private static final Interval WEEK = new Interval(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 9));

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    @Inject
    FlightScheduleRecords schedules;

    @Inject
    AirportRecords airports;

    @Inject
    ObjectMapper mapper;

    private final List<Long> log = new ArrayList<>();
    private final AtomicBoolean isHorizonAsked = new AtomicBoolean();

    private TimetableChanges changes() {
        return new TimetableChanges(ledger, schedules, airports, new ChangeLog() {
            @Override
            public List<Entry> after(Transaction transaction, Collection<String> topics, long position, Collection<Long> known,
                    int limit) {
                return log.stream().filter(entry -> entry > position && !known.contains(entry)).limit(limit)
                        .map(entry -> new Entry(entry, schedules.topic(),
                                "{\"after\": [{\"validFrom\": \"2026-03-02\", \"validTo\": \"2026-03-09\"}]}"))
                        .toList();
            }
        }, new Horizon(database) {
            @Override
            public Settled soFar() {
                isHorizonAsked.set(true);
                return new Settled(0, Instant.EPOCH);
            }
        }, mapper);
    }

    /** What is made between two pages has not seen the second. */
    @Test
    void what_is_read_after_a_full_page_is_told_too() {
        LongStream.rangeClosed(1, 503).forEach(log::add);
        var told = new ArrayList<Interval>();
        changes().look(() -> false, told::add);
        assertEquals(List.of(Interval.ALWAYS, WEEK, WEEK, WEEK), told);
    }

    /** Asked before, it may be so no longer: what is made meanwhile has not seen what is settled. */
    @Test
    void whether_nobody_needs_to_be_told_is_asked_after_what_is_settled() {
        changes().look(() -> {
            assertTrue(isHorizonAsked.get());
            return true;
        }, days -> {
        });
        assertTrue(isHorizonAsked.get());
    }

    @Test
    void a_look_that_is_expected_is_made_however_new_the_last_one_is() {
        var changes = changes();
        var told = new ArrayList<Interval>();
        changes.look(() -> false, told::add);
        for (long entry = 1; entry <= 50; entry++) {
            log.add(entry);
            changes.expect();
            changes.look(() -> false, told::add);
            assertEquals(entry, told.size());
        }
    }
}
