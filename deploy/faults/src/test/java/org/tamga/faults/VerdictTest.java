package org.tamga.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tamga.faults.Evidence.Version;
import org.tamga.faults.Ledger.Answer;
import org.tamga.faults.Ledger.Entry;
import org.tamga.faults.Ledger.Outcome;

/** Each kind of damage that a fault may do is seen, and a sound suite is not accused. */
class VerdictTest {

    private static final Instant BEGAN = Instant.EPOCH;
    private static final Instant STRUCK = BEGAN.plusMillis(200);
    private static final Instant OVER = BEGAN.plusSeconds(20);
    private static final Version FIRST = new Version("a", 1, "m1", "e1");
    private static final Version SECOND = new Version("a", 2, "m2", "e2");
    private static final Version OTHER = new Version("b", 1, "m3", "e3");

    private final List<Entry> ledger = new ArrayList<>(List.of(entry("m1", "a", 1, Outcome.ACCEPTED),
            entry("m2", "a", 2, Outcome.ACCEPTED), entry("m3", "b", 1, Outcome.ACCEPTED), entry("m4", "c", 0, Outcome.REFUSED),
            entry("m5", "d", 0, Outcome.UNKNOWN)));
    private List<Version> record = versions(FIRST, SECOND, OTHER);
    private List<Version> log = versions(FIRST, SECOND, OTHER);
    private List<Version> topic = versions(FIRST, SECOND, OTHER);
    private List<Version> stream = versions(FIRST, SECOND, OTHER);
    private final Map<String, String> copy = new HashMap<>(Map.of("a", "m2", "b", "m3"));

    @Test
    void nothing_is_said_of_what_holds_or_of_an_event_that_is_repeated() {
        topic = versions(FIRST, SECOND, FIRST, SECOND, OTHER);
        stream = versions(FIRST, FIRST, OTHER, SECOND);
        assertEquals(List.of(), verdict());
    }

    @Test
    void a_write_of_which_the_client_cannot_know_may_be_there_or_not() {
        ledger.add(entry("m3", "b", 0, Outcome.UNKNOWN));
        assertEquals(List.of(), verdict());
    }

    @Test
    void what_is_written_of_one_kind_stands_in_its_own_ledger_and_in_that_of_all() {
        var all = new Ledger();
        var part = all.part();
        part.enter(entry("m1", "a", 1, Outcome.ACCEPTED));
        all.part().enter(entry("m2", "b", 1, Outcome.ACCEPTED));
        assertEquals(1, part.entries().size());
        assertEquals(2, all.entries().size());
    }

    /** As by a service that answers before it commits. */
    @Test
    void a_write_that_was_accepted_and_is_not_recorded_is_lost() {
        record = versions(FIRST, OTHER);
        log = versions(FIRST, OTHER);
        topic = versions(FIRST, OTHER);
        stream = versions(FIRST, OTHER);
        copy.put("a", "m1");
        assertSays("lost: m2 was accepted");
    }

    /** As by a relay that deletes from the queue before Kafka has acknowledged. */
    @Test
    void an_event_that_is_not_on_the_topic_is_lost() {
        topic = versions(FIRST, OTHER);
        assertSays("lost: the topic lacks Version[record=a, version=2");
        topic = versions(SECOND, OTHER);
        assertSays("order: in the topic version 2 of a follows version 0");
    }

    /** As by an event that is made anew each time that it is sent. */
    @Test
    void an_event_that_comes_again_under_another_id_is_seen() {
        topic = versions(FIRST, SECOND, new Version("a", 2, "m2", "e9"), OTHER);
        assertSays("twice: the topic has version 2 of a again");
    }

    /** As by a topic whose events are made anew, even if each is sent but once. */
    @Test
    void an_event_that_has_another_id_than_in_the_change_log_is_seen() {
        topic = versions(FIRST, new Version("a", 2, "m2", "e9"), OTHER);
        assertSays("twice: the topic has version 2 of a as the event e9, the change log as e2");
        topic = versions(FIRST, SECOND, OTHER);
        stream = versions(FIRST, SECOND, new Version("b", 1, "m3", "e9"));
        assertSays("twice: the change stream has version 1 of b as the event e9");
    }

    /** As by relays that skip rows which another has locked. */
    @Test
    void versions_out_of_order_are_seen() {
        topic = versions(SECOND, FIRST, OTHER);
        assertSays("order: in the topic version 2 of a follows version 0");
    }

    @Test
    void a_write_that_was_refused_and_is_recorded_is_seen() {
        ledger.add(entry("m3", "b", 0, Outcome.REFUSED));
        assertSays("refused with 503, but recorded: m3");
    }

    @Test
    void a_repeated_key_that_made_two_records_is_seen() {
        var again = new Version("z", 1, "m3", "e8");
        for (var place : List.of(record, log, topic, stream)) {
            place.add(again);
        }
        copy.put("z", "m3");
        assertSays("twice: m3 is in the record 2 times");
    }

    @Test
    void half_an_import_is_seen_and_a_whole_one_or_none_is_not() {
        ledger.add(new Entry("i", null, 0, 2, Outcome.UNKNOWN, 0, Instant.EPOCH, Duration.ZERO));
        assertEquals(List.of(), verdict());
        for (var place : List.of(record, log, topic, stream)) {
            place.add(new Version("x", 1, "i/0", "e10"));
        }
        copy.put("x", "i/0");
        assertSays("half: 1 of 2 rows of the import i");
        for (var place : List.of(record, log, topic, stream)) {
            place.add(new Version("y", 1, "i/1", "e11"));
        }
        copy.put("y", "i/1");
        assertEquals(List.of(), verdict());
    }

    @Test
    void a_subscriber_that_missed_one_and_a_copy_that_stayed_behind_are_seen() {
        stream = versions(FIRST, OTHER);
        assertSays("lost: the change stream lacks");
        copy.put("a", "m1");
        assertSays("copy: mobility has m1 of a, which is at m2");
    }

    @Test
    void an_event_of_what_was_never_recorded_is_seen() {
        topic.add(new Version("q", 1, "m5", "e12"));
        assertSays("invented: the topic has Version[record=q");
    }

    /** As by a service that answers what it did not expect. */
    @Test
    void an_error_of_ours_is_never_an_answer() {
        assertEquals(List.of(), answers(Fault.SERVICE_KILLED, 200, 502, 503, 504, 0));
        assertEquals(List.of("broken: something was answered with 500"), answers(Fault.SERVICE_KILLED, 200, 500));
    }

    @Test
    void writes_and_reads_go_on_without_kafka() {
        assertEquals(List.of(), answers(Fault.KAFKA_STOPPED, 200));
        assertEquals(List.of("stood: 1 of 2 reads failed while Kafka was away"), answers(Fault.KAFKA_AWAY, 200, 503));
        assertEquals(List.of("stood: 0 of 0 reads failed while Kafka was away"), answers(Fault.KAFKA_AWAY));
        ledger.removeIf(entry -> entry.outcome() == Outcome.ACCEPTED);
        assertEquals(List.of("stood: no write was accepted while Kafka was away"), answers(Fault.KAFKA_KILLED, 200));
        // What was accepted before or after says nothing of the time between.
        ledger.add(new Entry("m9", "e", 1, 1, Outcome.ACCEPTED, 200, BEGAN.minusSeconds(1), Duration.ofMillis(5)));
        ledger.add(new Entry("m9", "e", 1, 1, Outcome.ACCEPTED, 200, OVER.plusSeconds(1), Duration.ofMillis(5)));
        assertEquals(List.of("stood: no write was accepted while Kafka was away"), answers(Fault.KAFKA_KILLED, 200));
    }

    @Test
    void no_more_reads_fail_with_a_replica_than_it_was_about_to_answer() {
        assertEquals(List.of(), answers(Fault.REPLICA_KILLED, 200, 502, 0));
        assertEquals(1, answers(Fault.REPLICA_KILLED, 502, 502, 502).size());
    }

    @Test
    void an_answer_that_is_late_is_slow_where_the_database_is_away_and_nowhere_else() {
        assertEquals(List.of(), round(Fault.POSTGRES_AWAY, 2900).slow());
        assertEquals(List.of("slow: answered only after 3100 ms"), round(Fault.POSTGRES_AWAY, 3100).slow());
        assertEquals(List.of(), round(Fault.SERVICE_STOPPED, 20_000).slow());
    }

    @Test
    void without_the_database_what_is_sent_can_only_be_refused() {
        for (var fault : List.of(Fault.POSTGRES_KILLED, Fault.POSTGRES_STOPPED, Fault.POSTGRES_AWAY)) {
            assertEquals(List.of(), answers(fault, 503, 503, 200));
            assertEquals(List.of("unrefused: nothing was answered with 503 while PostgreSQL was away"), answers(fault, 200));
            assertEquals(List.of("unrefused: nothing was answered with 503 while PostgreSQL was away",
                    "unrefused: while PostgreSQL was away, 2 were answered with 504"), answers(fault, 504, 504));
            assertEquals(List.of("unrefused: while PostgreSQL was away, 1 were answered with 0",
                    "unrefused: while PostgreSQL was away, 1 were answered with 502"), answers(fault, 503, 502, 0));
        }
    }

    @Test
    void every_attempt_at_a_write_counts_but_those_that_were_on_their_way_when_the_database_went() {
        var all = new Ledger();
        all.read(new Answer(503, STRUCK.plusMillis(1), STRUCK.plusMillis(2)));
        all.attempted(new Answer(504, STRUCK.minusMillis(1), OVER));
        assertEquals(List.of(), Verdict.ofAnswers(all, Fault.POSTGRES_AWAY, BEGAN, STRUCK, OVER));
        all.part().attempted(new Answer(504, STRUCK.plusMillis(1), OVER));
        all.part().attempted(new Answer(504, OVER.plusMillis(1), OVER.plusMillis(2)));
        assertEquals(List.of("unrefused: while PostgreSQL was away, 1 were answered with 504"),
                Verdict.ofAnswers(all, Fault.POSTGRES_AWAY, BEGAN, STRUCK, OVER));
    }

    private static Round round(Fault fault, long slowestAnswerMillis) {
        return new Round(fault.id(), 1, 20, 1, 1, 1, 0, 1, null, slowestAnswerMillis, 1, 1, 0, 1, List.of());
    }

    private List<String> answers(Fault fault, int... reads) {
        var all = new Ledger();
        ledger.forEach(all::enter);
        Arrays.stream(reads).mapToObj(status -> new Answer(status, STRUCK.plusMillis(1), STRUCK.plusMillis(2)))
                .forEach(all::read);
        all.read(new Answer(503, BEGAN.minusMillis(5), BEGAN.minusMillis(1)));
        return Verdict.ofAnswers(all, fault, BEGAN, STRUCK, OVER);
    }

    private void assertSays(String beginning) {
        assertTrue(verdict().stream().anyMatch(line -> line.startsWith(beginning)), () -> verdict().toString());
    }

    private List<String> verdict() {
        return Verdict.of(ledger, new Evidence(record, log, topic, stream, Map.of("mobility", copy)));
    }

    private static List<Version> versions(Version... versions) {
        return new ArrayList<>(Arrays.asList(versions));
    }

    private static Entry entry(String mark, String record, int version, Outcome outcome) {
        return new Entry(mark, record, version, 1, outcome, outcome == Outcome.REFUSED ? 503 : 200, BEGAN.plusSeconds(1),
                Duration.ZERO);
    }
}
