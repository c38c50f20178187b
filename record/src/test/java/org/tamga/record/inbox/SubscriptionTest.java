package org.tamga.record.inbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tamga.record.Patiently;
import org.tamga.record.Shelf;
import org.tamga.record.change.Foreground;
import org.tamga.record.change.Relay;
import org.tamga.testing.TestKafka;

/** Real PostgreSQL, real Kafka: what is announced is taken in once and in order, whatever is poisoned, lost or killed. */
class SubscriptionTest {

    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private Shelf shelf;
    private Relay relay;
    private ThingCopies copies;
    private Subscribing subscribing;
    private Process process;

    @BeforeEach
    void start() throws Exception {
        shelf = Shelf.fresh();
        shelf.database().write(transaction -> transaction.update(ThingCopies.TABLE));
        try (var admin = admin()) {
            admin.createTopics(
                    List.of(topic(shelf.topic()), topic(shelf.topic() + ".state"), topic(shelf.topic() + ".test.dlq")))
                    .all().get();
        }
        relay = new Relay(shelf.database(), shelf.topic(), Relay.LEASE,
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()), new Foreground(),
                stage -> {
                });
        relay.start();
        copies = new ThingCopies(shelf.ledger(), shelf.topic());
        subscribing = SubscriberProcess.subscribing(shelf, copies, TestKafka.bootstrapServers());
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        subscribing.stop();
        relay.close();
        shelf.close();
    }

    @Patiently
    void a_poisoned_event_holds_up_its_own_key_alone_until_it_is_redriven_in_order() {
        copies.isAllergic = true;
        subscribing.start();
        var ill = UUID.randomUUID();
        var well = UUID.randomUUID();
        shelf.add(ill, "red");
        shelf.add(well, "red");
        awaitColour(ill, "red");
        // None if the first copy was still being built, and had it from the state.
        var first = effects(ill);
        shelf.paint(ill, ThingCopies.POISON);
        shelf.paint(ill, "green");
        shelf.paint(ill, "blue");
        shelf.paint(well, "green");
        awaitColour(well, "green");
        await().atMost(PATIENCE).until(() -> letters().size() == 3);
        assertEquals("red", colour(ill));
        assertEquals(List.of("has the colour poison", "-", "-"), letters());

        assertEquals(new Intake.Redriven(0, 3), subscribing.intake().redrive(copies));
        assertEquals("red", colour(ill));

        copies.isAllergic = false;
        assertEquals(new Intake.Redriven(3, 0), subscribing.intake().redrive(copies));
        assertEquals("blue", colour(ill));
        shelf.paint(ill, "white");
        awaitColour(ill, "white");
        assertEquals(first + 4, effects(ill), "each of its events had its effect once");
    }

    @Patiently
    void what_cannot_be_had_just_now_holds_up_its_own_partition_alone() {
        copies.soldOut = "blue";
        subscribing.start();
        awaitBuilt();
        var waiting = idIn(0);
        var other = idIn(1);
        shelf.add(waiting, "red");
        shelf.add(other, "red");
        awaitColour(waiting, "red");
        shelf.paint(waiting, "blue");
        shelf.paint(other, "green");
        shelf.paint(waiting, "white");
        awaitColour(other, "green");
        assertEquals("red", colour(waiting));
        assertEquals(List.of(), letters());

        copies.soldOut = null;
        awaitColour(waiting, "white");
        assertEquals(3, effects(waiting), "each of its events had its effect once");
        assertEquals(2, effects(other), "each of its events had its effect once");
    }

    private static UUID idIn(int partition) {
        return Stream.generate(UUID::randomUUID).filter(id -> Utils.toPositive(Utils.murmur2(
                id.toString().getBytes(StandardCharsets.UTF_8))) % PARTITIONS == partition).findFirst().orElseThrow();
    }

    @Patiently
    void what_the_room_does_not_heed_is_passed_over_and_holds_up_nothing() {
        subscribing.start();
        awaitBuilt();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        awaitColour(id, "red");
        var before = effects(id);
        copies.unheeded = ".corrected.v1";
        shelf.paint(id, "green");
        shelf.retract(id);
        await().atMost(PATIENCE).until(() -> !held().containsKey(id));
        assertEquals(before + 1, effects(id), "of what came it has taken the last in alone");
        copies.unheeded = null;
        shelf.paint(id, "blue");
        shelf.paint(id, "white");
        awaitColour(id, "white");
        assertEquals(before + 3, effects(id));
    }

    @Patiently
    void a_rebuild_ends_equal_whatever_was_lost_spoilt_or_left_over() {
        subscribing.start();
        var ids = IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, "red"));
        ids.subList(0, 10).forEach(id -> shelf.paint(id, "green"));
        ids.subList(0, 3).forEach(shelf::retract);
        await().atMost(PATIENCE).until(() -> held().equals(recorded()));

        var gone = UUID.randomUUID();
        shelf.database().write(transaction -> {
            transaction.update("delete from thing_copy where id = ?", ids.get(5));
            transaction.update("delete from inbox where key = ?", ids.get(5).toString());
            transaction.update("update thing_copy set colour = 'spoilt' where id = ?", ids.get(6));
            transaction.update("insert into thing_copy (id, valid, colour) values (?, '(,)', 'left over')", gone);
            return transaction.update("insert into inbox (consumer, topic, key, sequence, event_id) values (?, ?, ?, 1, '')",
                    copies.name(), copies.topic(), gone.toString());
        });
        rebuild();
        assertEquals(recorded(), held());

        shelf.database().write(transaction -> transaction.update("truncate thing_copy, inbox"));
        rebuild();
        assertEquals(recorded(), held());
    }

    @Patiently
    void what_is_withheld_is_forgotten_by_those_who_hold_a_copy() {
        subscribing.start();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        awaitColour(id, "red");
        shelf.withhold(id);
        awaitColour(id, "none");
        rebuild();
        assertEquals(recorded(), held());
    }

    @Patiently
    void a_new_subscriber_has_what_the_change_topic_no_longer_holds() throws Exception {
        var old = UUID.randomUUID();
        shelf.add(old, "red");
        awaitSent();
        deleteChanges();
        subscribing.start();
        awaitColour(old, "red");
        shelf.paint(old, "green");
        awaitColour(old, "green");
    }

    @Patiently
    void what_the_change_topic_dropped_before_it_was_read_is_had_from_the_states() throws Exception {
        subscribing.start();
        awaitBuilt();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        awaitColour(id, "red");
        subscribing.stop();
        shelf.paint(id, "green");
        awaitSent();
        deleteChanges();
        subscribing = SubscriberProcess.subscribing(shelf, copies, TestKafka.bootstrapServers());
        subscribing.start();
        awaitColour(id, "green");
        shelf.paint(id, "blue");
        awaitColour(id, "blue");
    }

    @Patiently
    void a_version_that_reads_more_of_the_states_builds_its_copy_anew_whatever_the_one_before_has_built() {
        subscribing.start();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        awaitColour(id, "red");
        rebuild();
        subscribing.stop();
        shelf.database().write(transaction -> transaction.update("update thing_copy set colour = 'read in part'"));
        copies.revision = 1;
        subscribing = SubscriberProcess.subscribing(shelf, copies, TestKafka.bootstrapServers());
        subscribing.start();
        awaitColour(id, "red");
        await().atMost(PATIENCE).until(() -> shelf.database().read(transaction -> transaction.first(
                "select built_as from subscription", row -> row.getInt(1))).orElse(0) == 1);
    }

    @Patiently
    void where_each_event_counts_a_rebuild_loses_none_of_those_that_wait() {
        var events = new ThingEvents(shelf.topic());
        subscribing = SubscriberProcess.subscribing(shelf, events, TestKafka.bootstrapServers());
        subscribing.start();
        awaitBuilt();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        await().atMost(PATIENCE).until(() -> effects(id) == 1);
        events.waits = true;
        shelf.paint(id, "green");
        shelf.paint(id, "blue");
        awaitSent();
        rebuild(events);
        events.waits = false;
        await().atMost(PATIENCE).until(() -> effects(id) == 3);

        events.isAllergic = true;
        shelf.paint(id, "white");
        shelf.paint(id, "black");
        await().atMost(PATIENCE).until(() -> letters().size() == 2);
        rebuild(events);
        assertEquals(List.of("is poison", "-"), letters());
        events.isAllergic = false;
        assertEquals(new Intake.Redriven(2, 0), subscribing.intake().redrive(events));
        rebuild(events);
        assertEquals(5, effects(id), "each of its events had its effect once");
    }

    @Patiently
    void a_topic_of_states_that_was_made_anew_takes_nothing_away_until_an_operator_asks_once_more() throws Exception {
        subscribing.start();
        var ids = IntStream.range(0, 3).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, "red"));
        await().atMost(PATIENCE).until(() -> held().equals(recorded()));
        awaitBuilt();
        try (var admin = admin()) {
            admin.deleteTopics(List.of(copies.stateTopic())).all().get();
            await().atMost(PATIENCE).ignoreExceptions()
                    .until(() -> admin.createTopics(List.of(topic(copies.stateTopic()))).all().get() == null);
        }
        shelf.paint(ids.get(0), "green");
        awaitColour(ids.get(0), "green");
        awaitSent();

        subscribing.rebuilding().fillGaps(List.of(copies.name()));
        await().atMost(PATIENCE).until(() -> failure().contains("was made anew"));
        assertEquals(recorded(), held());

        subscribing.rebuilding().ask(List.of(copies.name()));
        await().atMost(PATIENCE).until(() -> failure().contains("was made anew"));
        assertEquals(recorded(), held(), "the first to ask is told, and loses nothing");

        rebuild(copies);
        assertEquals(Map.of(ids.get(0), "green"), held());
        rebuild(copies);
    }

    @Patiently
    void a_rebuild_that_overflowed_the_stack_is_tried_again() {
        subscribing.start();
        var id = UUID.randomUUID();
        shelf.add(id, "red");
        awaitColour(id, "red");
        awaitBuilt();
        copies.overflows = true;
        subscribing.rebuilding().ask(List.of(copies.name()));
        await().atMost(PATIENCE).until(() -> failure().contains("StackOverflowError"));
        copies.overflows = false;
        awaitBuilt();
        assertEquals("red", colour(id));
    }

    @Patiently
    void a_rebuild_beside_writes_ends_equal() {
        subscribing.start();
        var ids = IntStream.range(0, 30).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, "red"));
        await().atMost(PATIENCE).until(() -> held().equals(recorded()));
        var random = new Random(1);
        for (int round = 0; round < 3; round++) {
            shelf.database().write(transaction -> transaction.update("truncate thing_copy, inbox"));
            subscribing.rebuilding().ask(List.of(copies.name()));
            for (int write = 0; write < 60; write++) {
                shelf.paint(ids.get(random.nextInt(ids.size())), "colour " + random.nextInt());
            }
            awaitBuilt();
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(recorded(), held()));
        }
    }

    @Patiently
    void every_effect_happens_once_although_the_reader_is_killed_again_and_again() throws Exception {
        var ids = IntStream.range(0, 8).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, "new"));
        var random = new Random(2);
        for (int kill = 0; kill < 4; kill++) {
            var before = allEffects();
            process = replica();
            // What was written before it stood comes to it as a state: written on until it takes an event in.
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                shelf.paint(ids.get(random.nextInt(ids.size())), "colour " + random.nextInt());
                return allEffects() > before;
            });
            for (int write = 0; write < 200; write++) {
                shelf.paint(ids.get(random.nextInt(ids.size())), "colour " + random.nextInt());
            }
            process.destroyForcibly().waitFor();
        }
        subscribing.start();
        await().atMost(PATIENCE).until(() -> held().equals(recorded()));
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(0, shelf.database().read(transaction -> transaction.first(
                "select count(*) from (select id, sequence from thing_effect group by id, sequence having count(*) > 1) twice",
                row -> row.getLong(1))).orElseThrow()));
        assertTrue(allEffects() > 100);
    }

    private Process replica() throws IOException {
        var postgres = shelf.postgres();
        var started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                SubscriberProcess.class.getName(), postgres.url(), postgres.username(), postgres.password(),
                TestKafka.bootstrapServers(), shelf.topic()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return started;
    }

    private void rebuild() {
        rebuild(copies);
    }

    private void rebuild(Subscription<?, ?> subscription) {
        subscribing.rebuilding().ask(List.of(subscription.name()));
        awaitBuilt();
    }

    private String failure() {
        return shelf.database().read(transaction -> transaction.first("select coalesce(failure, '') from subscription",
                row -> row.getString(1))).orElseThrow();
    }

    private void awaitBuilt() {
        await().atMost(PATIENCE).until(() -> shelf.database().read(transaction -> transaction.first(
                "select built_for = asked_at from subscription", row -> row.getBoolean(1))).orElse(false));
    }

    private Map<UUID, String> recorded() {
        return colours("select id, colour from thing_version where standing");
    }

    private Map<UUID, String> held() {
        return colours("select id, colour from thing_copy");
    }

    private Map<UUID, String> colours(String sql) {
        return shelf.database().read(transaction -> {
            var colours = new HashMap<UUID, String>();
            transaction.stream(sql, row -> colours.put(row.getObject(1, UUID.class), row.getString(2)));
            return colours;
        });
    }

    private void awaitColour(UUID id, String colour) {
        await().atMost(PATIENCE).until(() -> colour(id).equals(colour));
    }

    private String colour(UUID id) {
        return copies.find(id, DAY).map(copy -> copy.content().colour()).orElse("none");
    }

    private List<String> letters() {
        return shelf.database().read(transaction -> transaction.list("select coalesce(error, '-') from dead_letter order by id",
                row -> row.getString(1)));
    }

    private long effects(UUID id) {
        return shelf.database().read(transaction -> transaction.first("select count(*) from thing_effect where id = ?",
                row -> row.getLong(1), id)).orElseThrow();
    }

    private long allEffects() {
        return shelf.database().read(transaction -> transaction.first("select count(*) from thing_effect",
                row -> row.getLong(1))).orElseThrow();
    }

    private void awaitSent() {
        await().atMost(PATIENCE).until(() -> shelf.database().read(transaction -> transaction.first(
                "select count(*) from outbox", row -> row.getLong(1))).orElseThrow() == 0);
    }

    private void deleteChanges() throws Exception {
        try (var admin = admin()) {
            var partitions = IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(shelf.topic(), i)).toList();
            var ends = admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()))).all()
                    .get();
            admin.deleteRecords(ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                    end -> RecordsToDelete.beforeOffset(end.getValue().offset())))).all().get();
        }
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    }
}
