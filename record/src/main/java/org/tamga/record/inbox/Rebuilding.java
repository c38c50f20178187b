package org.tamga.record.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.tamga.record.change.Worker;
import org.tamga.record.database.Database;
import org.tamga.record.inbox.DeadLetter.Message;

/**
 * Builds what subscriptions hold from the {@code .state} topics: when one is new, when more is read of them, and when an
 * operator asks. It goes on beside {@link Receiving}, for each key's sequence decides which of the two is newer; what was in
 * nobody's state is dropped at the end.
 *
 * <p>One thing must be minded: an event that was taken in before the state it builds upon has been put. Such a state is found
 * behind what is held, and is left out; but the event's own state was announced together with it, so it follows in the topic,
 * and the topic is read on until nothing is found behind any more.
 *
 * <p>A topic that was made anew may tell of little, and that would be all that is left of a copy: from such a one nothing is built
 * until an operator, who has asked before and been told so, asks for it once more.
 */
final class Rebuilding implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Rebuilding.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(500);
    /** How long a broker may be silent that is asked for its topics. */
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int SWEPT_TOGETHER = 500;
    /** SQL for subscriptions {@code s} as they are read here, {@code reader}: arguments are names and {@link #revisions}. */
    static final String READ = "subscription s join unnest(?::text[], ?::bigint[]) as reader (name, revision) using (name)";
    /** SQL for whether all is built that was asked for, with all that is read here. */
    static final String BUILT = "(s.built_for is not distinct from s.asked_at and s.built_as >= reader.revision)";
    /** Without a sign of life for so long, another replica may begin the rebuild anew. */
    private static final String CLAIM = "clock_timestamp() + interval '30 seconds'";

    private final Database database;
    private final Inbox inbox;
    private final Intake intake;
    private final Map<String, Subscription<?, ?>> byName;
    private final Map<String, Object> kafka;
    private final Map<String, Object> settings;
    private final Worker worker = new Worker("rebuilding", () -> true, () -> LOOK_EVERY, this::step);
    private volatile boolean running = true;
    private boolean introduced;

    /**
     * A rebuild that is this replica's to do.
     *
     * @param builtFrom the id of the topic that the copy was built from before, or null
     */
    private record Claim(Subscription<?, ?> subscription, String askedAt, String beganAt, String builtFrom) {}

    Rebuilding(Database database, Inbox inbox, Intake intake, List<Subscription<?, ?>> subscriptions,
            Map<String, Object> kafka) {
        this.database = database;
        this.inbox = inbox;
        this.intake = intake;
        this.byName = subscriptions.stream().collect(Collectors.toMap(Subscription::name, Function.identity()));
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) SILENCE.toMillis());
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) SILENCE.dividedBy(2).toMillis());
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        this.settings = settings;
    }

    void start() {
        worker.start();
    }

    /** Asks for a rebuild as an operator, also from topics that were found made anew when one asked before; returns at once. */
    void ask(List<String> names) {
        database.write(transaction -> transaction.update("update subscription set asked_at = clock_timestamp(), failure = null,"
                + " asked_by_operator = true, built_from = coalesce(found_instead, built_from), found_instead = null"
                + " where name = any (?)", names));
        worker.wake();
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
        worker.wake();
        return asked;
    }

    @Override
    public void close() {
        running = false;
        worker.close();
    }

    private boolean step() {
        if (!introduced) {
            introduce();
            introduced = true;
        }
        var claim = claim();
        claim.ifPresent(this::rebuild);
        return claim.isPresent();
    }

    /**
     * Subscriptions that are new here are built for the first time; what a version built that did not note from which topic, was built
     * from the one that there is.
     */
    private void introduce() {
        database.write(transaction -> {
            var rows = byName.values().stream().map(by -> new Object[]{by.name(), by.topic()}).toList();
            transaction.batch("insert into subscription (name, topic) values (?, ?) on conflict do nothing", rows);
            return null;
        });
        var topics = topics();
        database.write(transaction -> {
            transaction.batch(
                    "update subscription set built_from = ? where name = ? and built_from is null and built_for is not null",
                    byName.values().stream().map(by -> new Object[]{topics.get(by.stateTopic()), by.name()}).toList());
            return null;
        });
    }

    /** The ids of the topics that there are, by their names. */
    private Map<String, String> topics() {
        try (var admin = Admin.create(kafka)) {
            return admin.listTopics().listings().get().stream()
                    .collect(Collectors.toMap(TopicListing::name, listing -> listing.topicId().toString()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private Optional<Claim> claim() {
        return database.write(transaction -> transaction.first(
                """
                update subscription set claimed_until = %s, began_at = clock_timestamp(), restored = 0, forgotten = 0
                where name = (
                  select s.name from %s where not %s and s.claimed_until < clock_timestamp()
                  order by s.asked_at, s.name limit 1 for update of s skip locked)
                returning name, asked_at::text, began_at::text, built_from""".formatted(CLAIM, READ, BUILT),
                row -> new Claim(byName.get(row.getString(1)), row.getString(2), row.getString(3), row.getString(4)),
                byName.values().stream().map(Subscription::name).toList(), revisions(byName.values())));
    }

    /** Their revisions, in their order. */
    static List<Long> revisions(Collection<Subscription<?, ?>> subscriptions) {
        return subscriptions.stream().map(subscription -> (long) subscription.revision()).toList();
    }

    private void rebuild(Claim claim) {
        var by = claim.subscription();
        try {
            var topic = topics().get(by.stateTopic());
            if (topic == null) {
                giveBack(claim, "there is no topic " + by.stateTopic() + " yet", null);
            } else if (claim.builtFrom != null && !claim.builtFrom.equals(topic)) {
                giveBack(claim, "the topic " + by.stateTopic() + " was made anew since " + by.name()
                        + " was built from it, and what"
                        + " it does not tell of would be dropped: ask once more when all that stands has been announced on it",
                        topic);
            } else {
                rebuild(claim, topic);
            }
        } catch (RuntimeException | Error e) {
            LOG.warnf("%s could not be built from %s, and is tried again: %s", by.name(), by.stateTopic(), Intake.error(e));
            giveBack(claim, Intake.error(e), null);
        }
    }

    private void rebuild(Claim claim, String topic) {
        var by = claim.subscription();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            readStates(consumer, claim);
        }
        sweep(claim);
        database.write(transaction -> transaction.update("update subscription set built_for = ?::timestamptz,"
                + " built_as = ?, ended_at = clock_timestamp(), claimed_until = '-infinity', failure = null, built_from = ?,"
                + " found_instead = null, asked_by_operator = asked_by_operator and asked_at <> ?::timestamptz where name = ?",
                claim.askedAt, by.revision(), topic, claim.askedAt, by.name()));
        LOG.infof("%s is built from %s.", by.name(), by.stateTopic());
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

    /** @param foundInstead the id of a topic that is to be built from only when somebody asks once more, or null */
    private void giveBack(Claim claim, String failure, String foundInstead) {
        database.write(transaction -> transaction.update("update subscription set failure = ?,"
                + " found_instead = case when asked_by_operator then ?::text end,"
                + " claimed_until = clock_timestamp() + interval '2 seconds' where name = ?", failure, foundInstead,
                claim.subscription().name()));
    }
}
