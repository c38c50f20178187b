package org.tamga.record;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.tamga.commons.json.Json;
import org.tamga.record.change.Foreground;
import org.tamga.record.change.Horizon;
import org.tamga.record.change.Relay;
import org.tamga.testing.TestKafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Real PostgreSQL, real Kafka, relays in processes of their own: what is committed reaches its topic, in order, whatever dies. */
class RelayTest {

    private static final int PARTITIONS = 3;
    private static final Duration LEASE = Duration.ofMillis(800);

    private Shelf shelf;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        shelf = Shelf.fresh();
        try (var admin = Admin.create(kafka())) {
            admin.createTopics(List.of(new NewTopic(shelf.topic(), PARTITIONS, (short) 1),
                    new NewTopic(shelf.topic() + ".state", PARTITIONS, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        shelf.close();
    }

    @Patiently
    void nothing_is_lost_when_the_relay_is_killed_before_and_after_it_has_sent_and_committed() throws Exception {
        var ids = IntStream.range(0, 12).mapToObj(i -> UUID.randomUUID()).toList();
        ids.forEach(id -> shelf.add(id, "new"));
        var writing = new AtomicBoolean(true);
        var writers = Executors.newFixedThreadPool(3);
        for (int writer = 0; writer < 3; writer++) {
            var own = ids.subList(writer * 4, writer * 4 + 4);
            writers.submit(() -> {
                var random = new Random();
                while (writing.get()) {
                    shelf.paint(own.get(random.nextInt(own.size())), "colour " + random.nextInt());
                    Thread.sleep(20);
                }
                return null;
            });
        }
        var random = new Random();
        var stages = List.of("READ", "SENT", "COMMITTED");
        for (int kill = 0; kill < 12; kill++) {
            var process = relay(stages.get(kill % stages.size()), random.nextInt(4));
            waitFor(process, "STANDING STILL");
            process.destroyForcibly().waitFor();
        }
        writing.set(false);
        writers.shutdown();
        assertTrue(writers.awaitTermination(30, TimeUnit.SECONDS));
        relay("NONE", 0);
        awaitEmptyQueue();

        var repeats = assertTopicTellsTheLog("read_committed");
        assertTrue(repeats > 0, "killed after committing four times, but nothing was sent twice: the test does not test");
        assertTrue(assertTopicTellsTheLog("read_uncommitted") > repeats, "what was not committed came once more");
    }

    @Patiently
    void a_stopped_relay_that_wakes_cannot_put_an_old_state_over_a_new_one() throws Exception {
        var id = UUID.randomUUID();
        shelf.add(id, "old");
        var first = relay("READ", 0);
        var said = new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8));
        waitFor(said, line -> line.equals("STANDING STILL"));
        signal(first, "STOP");
        var stopped = Instant.now();
        relay("NONE", 0);
        shelf.paint(id, "new");
        awaitEmptyQueue();
        assertTrue(Duration.between(stopped, Instant.now()).compareTo(Duration.ofSeconds(30)) < 0,
                "the takeover took too long");
        // It wakes with the old row in its hands and sends it, as if nothing had happened.
        first.getOutputStream().write('\n');
        first.getOutputStream().flush();
        signal(first, "CONT");
        waitFor(said, line -> line.contains("Another replica has taken over"));
        shelf.paint(id, "newest");
        awaitEmptyQueue();
        assertTopicTellsTheLog("read_committed");
        var states = read(shelf.topic() + ".state", "read_committed");
        assertTrue(states.get(states.size() - 1).value().contains("\"newest\""), states.toString());
    }

    @Patiently
    void a_position_that_commits_after_a_later_one_is_neither_skipped_nor_settled() throws Exception {
        var horizon = new Horizon(shelf.database());
        assertEquals(0, horizon.now().sequence());
        var slow = UUID.randomUUID();
        var quick = UUID.randomUUID();
        var drawn = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var worker = Executors.newSingleThreadExecutor();
        var slowWrite = worker.submit(() -> shelf.database().write(transaction -> {
            shelf.things().writing().put(transaction, slow, null, Thing.painted("slow", Interval.ALWAYS), Precondition.NONE,
                    new Author("test", null));
            drawn.countDown();
            return awaited(mayCommit);
        }));
        drawn.await();
        shelf.add(quick, "quick");
        relay("NONE", 0);
        await().atMost(60, TimeUnit.SECONDS).until(() -> told().size() == 1);
        var before = horizon.now();
        assertEquals(0, before.sequence(), "settled although an earlier position can still appear");

        mayCommit.countDown();
        slowWrite.get(10, TimeUnit.SECONDS);
        worker.shutdown();
        await().atMost(60, TimeUnit.SECONDS).until(() -> told().size() == 2);
        await().atMost(60, TimeUnit.SECONDS).until(() -> horizon.now().sequence() == 2);
        assertTrue(horizon.now().instant().isAfter(before.instant()));
        assertTopicTellsTheLog("read_committed");
    }

    @Patiently
    void a_change_and_its_state_have_the_headers_that_the_contract_names() throws IOException {
        shelf.add(UUID.randomUUID(), "red");
        try (var relay = new Relay(shelf.database(), shelf.topic(), Relay.LEASE, kafka(), new Foreground(), stage -> {
        })) {
            relay.start();
            awaitEmptyQueue();
        }
        assertHeaders("change", read(shelf.topic(), "read_committed").get(0));
        assertHeaders("state", read(shelf.topic() + ".state", "read_committed").get(0));
    }

    private static void assertHeaders(String message, ConsumerRecord<?, ?> sent) throws IOException {
        var contract = new ObjectMapper(new YAMLFactory()).readTree(Path.of("../contracts/asyncapi.yaml").toFile());
        var schema = contract
                .at(contract.at("/components/messages/" + message + "/headers/$ref").textValue().substring(1));
        var names = Stream.of(sent.headers().toArray()).map(Header::key).collect(Collectors.toSet());
        schema.get("required").forEach(name -> assertTrue(names.contains(name.textValue()), () -> message + " lacks " + name));
        names.forEach(name -> assertTrue(schema.get("properties").has(name), () -> message + " has " + name));
    }

    @Patiently
    void one_key_that_cannot_be_sent_does_not_hold_back_the_others() {
        var good = UUID.randomUUID();
        shelf.database().write(transaction -> {
            for (var topic : List.of("absent.one", "absent.two", "absent.three", "absent.one")) {
                transaction.update("insert into outbox (position, id, aggregatetype, aggregateid, type, payload, at, countries)"
                        + " values (nextval('change_position'), gen_random_uuid(), ?, 'bad', 't', '{}', now(), '{}')", topic);
            }
            return null;
        });
        shelf.add(good, "red");
        try (var relay = new Relay(shelf.database(), shelf.topic(), Relay.LEASE, kafka(), new Foreground(), stage -> {
        })) {
            relay.start();
            await().atMost(60, TimeUnit.SECONDS).until(() -> told().size() == 1);
            await().atMost(60, TimeUnit.SECONDS).until(() -> relay.stoppedKeys() == 3);
        }
        assertEquals(4, queue());
    }

    @Patiently
    void full_passes_give_way_to_what_a_request_waits_for_and_yet_all_is_told() {
        var foreground = new Foreground();
        var times = new ConcurrentLinkedQueue<Map.Entry<Relay.Stage, Long>>();
        foreground.answering(() -> {
            try (var relay = new Relay(shelf.database(), shelf.topic(), Relay.LEASE, kafka(), foreground,
                    stage -> times.add(Map.entry(stage, System.nanoTime())))) {
                relay.start();
                await().atMost(60, TimeUnit.SECONDS).until(relay::isHolding);
                shelf.database().write(transaction -> {
                    for (int i = 0; i < 1200; i++) {
                        shelf.things().writing().put(transaction, UUID.randomUUID(), null,
                                Thing.painted("red", Interval.ALWAYS), Precondition.NONE, new Author("test", null));
                    }
                    return null;
                });
                awaitEmptyQueue();
            }
            return null;
        });
        assertTopicTellsTheLog("read_committed");
        var first = new EnumMap<Relay.Stage, Long>(Relay.Stage.class);
        times.forEach(time -> first.putIfAbsent(time.getKey(), time.getValue()));
        var second = times.stream().filter(time -> time.getKey() == Relay.Stage.READ).skip(1).findFirst().orElseThrow()
                .getValue();
        var took = first.get(Relay.Stage.DELETED) - first.get(Relay.Stage.READ);
        assertTrue(second - first.get(Relay.Stage.DELETED) >= Math.min(10 * took, Duration.ofSeconds(2).toNanos()),
                "the second full pass did not wait");
    }

    /** Every event of the log is on the topic, per key in order; what is there twice has the same id. Gives how many repeats. */
    private int assertTopicTellsTheLog(String isolation) {
        var logged = shelf.database()
                .read(transaction -> transaction.list("select id from change_log", row -> row.getString(1)));
        var seen = new HashSet<String>();
        var versions = new HashMap<String, Integer>();
        var repeats = 0;
        for (var event : read(shelf.topic(), isolation)) {
            if (!seen.add(header(event, "ce_id"))) {
                repeats++;
                continue;
            }
            var version = versions.merge(event.key(), 1, Integer::sum);
            try {
                assertEquals(version, Json.mapper().readTree(event.value()).get("version").asInt(), "order of " + event.key());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(new HashSet<>(logged), seen);
        return repeats;
    }

    /** The ids of the events on the topic: an event may be there more than once. */
    private Set<String> told() {
        return read(shelf.topic(), "read_committed").stream().map(event -> header(event, "ce_id")).collect(Collectors.toSet());
    }

    private Process relay(String stage, int passes) throws IOException {
        var postgres = shelf.postgres();
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), RelayProcess.class.getName(),
                postgres.url(),
                postgres.username(), postgres.password(), TestKafka.bootstrapServers(), Long.toString(LEASE.toMillis()), stage,
                Integer.toString(passes), shelf.topic()).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static void waitFor(Process process, String line) throws IOException {
        waitFor(new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)), line::equals);
    }

    private static void waitFor(BufferedReader output, Predicate<String> line) throws IOException {
        var said = new ArrayList<String>();
        for (String next; (next = output.readLine()) != null;) {
            said.add(next);
            if (line.test(next)) {
                return;
            }
        }
        throw new AssertionError("the relay ended: " + said);
    }

    private static void signal(Process process, String signal) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
    }

    private void awaitEmptyQueue() {
        await().atMost(60, TimeUnit.SECONDS).until(() -> queue() == 0);
    }

    private long queue() {
        return shelf.database().read(transaction -> transaction.first("select count(*) from outbox", row -> row.getLong(1)))
                .orElseThrow();
    }

    private static List<ConsumerRecord<String, String>> read(String topic, String isolation) {
        try (var consumer = new KafkaConsumer<>(kafka("isolation.level", isolation), new StringDeserializer(),
                new StringDeserializer())) {
            var partitions = IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, String>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private static String header(ConsumerRecord<?, ?> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> kafka(String... more) {
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
