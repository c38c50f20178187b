package org.tamga.record.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.tamga.record.database.Database;
import org.tamga.record.inbox.DeadLetter.Message;

/**
 * Builds what subscriptions hold from the {@code .state} topics: when one is new, and when an operator asks. It goes on beside
 * {@link Receiving}, for each key's sequence decides which of the two is newer; what was in nobody's state is dropped at the end.
 *
 * <p>One thing must be minded: an event that was taken in before the state it builds upon has been put. Such a state is found
 * behind what is held, and is left out; but the event's own state was announced together with it, so it follows in the topic,
 * and the topic is read on until nothing is found behind any more.
 */
final class Rebuilding implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Rebuilding.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SWEPT_TOGETHER = 500;
    /** Without a sign of life for so long, another replica may begin the rebuild anew. */
    private static final String CLAIM = "clock_timestamp() + interval '30 seconds'";

    private final Database database;
    private final Inbox inbox;
    private final Intake intake;
    private final Map<String, Subscription<?, ?>> byName;
    private final Map<String, Object> settings;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    /** A rebuild that is this replica's to do. */
    private record Claim(Subscription<?, ?> subscription, String askedAt, String beganAt) {}

    Rebuilding(Database database, Inbox inbox, Intake intake, List<Subscription<?, ?>> subscriptions,
            Map<String, Object> kafka) {
        this.database = database;
        this.inbox = inbox;
        this.intake = intake;
        this.byName = subscriptions.stream().collect(Collectors.toMap(Subscription::name, Function.identity()));
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        this.settings = settings;
        this.thread = new Thread(this::run, "rebuilding");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks for a rebuild of some subscriptions; returns at once. */
    void ask(List<String> names) {
        database.write(
                transaction -> transaction.update("update subscription set asked_at = clock_timestamp() where name = any (?)",
                        names));
        signal.release();
    }

    /**
     * Asks for a rebuild of those that are built, for some of their events are gone unread; what is being built just now has what
     * those left.
     *
     * @return their names
     */
    List<String> fillGaps(List<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        var asked = database.write(transaction -> transaction.list("update subscription set asked_at = clock_timestamp()"
                + " where name = any (?) and built_for = asked_at returning name", row -> row.getString(1), names));
        signal.release();
        return asked;
    }

    @Override
    public void close() {
        running = false;
        signal.release();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var introduced = false;
        while (running) {
            try {
                if (!introduced) {
                    introduce();
                    introduced = true;
                }
                for (var claim = claim(); claim.isPresent() && running; claim = claim()) {
                    rebuild(claim.get());
                }
                await();
            } catch (RuntimeException e) {
                LOG.debugf("Rebuilding tries again: %s", e.getMessage());
                await();
            }
        }
    }

    /** Subscriptions that are new here are built for the first time. */
    private void introduce() {
        database.write(transaction -> {
            var rows = byName.values().stream().map(by -> new Object[]{by.name(), by.topic()}).toList();
            transaction.batch("insert into subscription (name, topic) values (?, ?) on conflict do nothing", rows);
            return null;
        });
    }

    private Optional<Claim> claim() {
        return database.write(transaction -> transaction.first(
                """
                update subscription set claimed_until = %s, began_at = clock_timestamp(), restored = 0, forgotten = 0
                where name = (
                  select name from subscription
                  where built_for is distinct from asked_at and claimed_until < clock_timestamp() and name = any (?)
                  order by asked_at, name limit 1 for update skip locked)
                returning name, asked_at::text, began_at::text""".formatted(CLAIM),
                row -> new Claim(byName.get(row.getString(1)), row.getString(2), row.getString(3)),
                List.copyOf(byName.keySet())));
    }

    private void rebuild(Claim claim) {
        var by = claim.subscription();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            if (!consumer.listTopics().containsKey(by.stateTopic())) {
                giveBack(claim, "there is no topic " + by.stateTopic() + " yet");
                return;
            }
            readStates(consumer, claim);
            sweep(claim);
            database.write(transaction -> transaction.update("update subscription set built_for = ?::timestamptz,"
                    + " ended_at = clock_timestamp(), claimed_until = '-infinity', failure = null where name = ?",
                    claim.askedAt, by.name()));
            LOG.infof("%s is built from %s.", by.name(), by.stateTopic());
        } catch (RuntimeException e) {
            LOG.warnf("%s could not be built from %s, and is tried again: %s", by.name(), by.stateTopic(), e.getMessage());
            giveBack(claim, e.getMessage());
        }
    }

    private void readStates(KafkaConsumer<String, byte[]> consumer, Claim claim) {
        var partitions = consumer.partitionsFor(claim.subscription().stateTopic()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var behind = new HashSet<String>();
        read(consumer, claim, ends, behind);
        while (!behind.isEmpty()) {
            var later = consumer.endOffsets(partitions);
            if (later.equals(ends)) {
                // The topic itself is behind what was taken in: it was made anew, or lost its end.
                throw new KafkaException("the topic ends before what " + claim.subscription().name() + " has taken in");
            }
            ends = later;
            read(consumer, claim, ends, behind);
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer, Claim claim, Map<TopicPartition, Long> ends,
            Set<String> behind) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (!running) {
                throw new KafkaException("the service stops");
            }
            var states = consumer.poll(POLL);
            for (var partition : states.partitions()) {
                intake.restore(claim.subscription(), states.records(partition).stream().map(Message::of).toList(), behind);
            }
            database.write(transaction -> transaction.update(
                    "update subscription set restored = restored + ?, claimed_until = " + CLAIM + " where name = ?",
                    states.count(), claim.subscription().name()));
        }
    }

    /** Drops what no state told of. */
    private void sweep(Claim claim) {
        var by = claim.subscription();
        var swept = SWEPT_TOGETHER;
        while (swept == SWEPT_TOGETHER) {
            swept = database.write(transaction -> {
                var keys = inbox.untouched(transaction, by, claim.beganAt, SWEPT_TOGETHER);
                intake.forget(transaction, by, keys);
                transaction.update("update subscription set forgotten = forgotten + ?, claimed_until = " + CLAIM
                        + " where name = ?", keys.size(), by.name());
                return keys.size();
            });
        }
    }

    private void giveBack(Claim claim, String failure) {
        database.write(transaction -> transaction.update("update subscription set failure = ?,"
                + " claimed_until = clock_timestamp() + interval '2 seconds' where name = ?", failure,
                claim.subscription().name()));
    }

    private void await() {
        try {
            if (signal.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
