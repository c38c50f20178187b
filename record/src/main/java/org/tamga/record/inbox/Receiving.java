package org.tamga.record.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.tamga.record.inbox.DeadLetter.Message;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;

/**
 * Reads the topics that a service subscribes to, as one member of the service's consumer group. Offsets are committed after the
 * effects; where an effect cannot be had just now, its partition alone waits, longer each time, and the others go on.
 */
final class Receiving implements AutoCloseable {

    /** The metric of how often events were gone before they were read. */
    static final String GAPS = "tamga.gaps";

    private static final Logger LOG = Logger.getLogger(Receiving.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Topics that do not exist yet are looked for this often. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    /** How long a reader may be silent, or a broker. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Intake intake;
    private final Rebuilding rebuilding;
    private final Map<String, List<Subscription<?, ?>>> byTopic;
    private final Map<String, Object> settings;
    private final MeterRegistry metrics;
    private final Thread thread;
    private final Map<TopicPartition, Pause> paused = new HashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<KafkaConsumer<?, ?>> open = new AtomicReference<>();

    /** A partition's next try, and how long it has waited for it. */
    private record Pause(Instant until, Duration length) {

        static Pause after(Pause former) {
            var length = former == null ? FIRST_WAIT : former.length.multipliedBy(2);
            var bounded = length.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : length;
            return new Pause(Instant.now().plus(bounded), bounded);
        }
    }

    Receiving(Intake intake, Rebuilding rebuilding, List<Subscription<?, ?>> subscriptions, String service,
            Map<String, Object> kafka, MeterRegistry metrics) {
        this.intake = intake;
        this.rebuilding = rebuilding;
        this.byTopic = subscriptions.stream().collect(Collectors.groupingBy(Subscription::topic));
        this.settings = settings(service, kafka);
        this.metrics = metrics;
        this.thread = new Thread(this::run, "receiving");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopping.countDown();
        var consumer = open.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (isRunning()) {
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
                    var clientMetrics = new KafkaClientMetrics(consumer)) {
                clientMetrics.bindTo(metrics);
                open.set(consumer);
                paused.clear();
                attend(consumer);
            } catch (WakeupException e) {
                // Told to stop: the loop sees it.
            } catch (RuntimeException | Error e) {
                LOG.warnf("Receiving could not go on (%s); it begins anew.", e);
                pause(LONGEST_WAIT);
            }
        }
    }

    private void attend(KafkaConsumer<String, byte[]> consumer) {
        Set<String> subscribed = new HashSet<>();
        var lookAt = Instant.MIN;
        while (isRunning()) {
            if (subscribed.size() < byTopic.size() && !Instant.now().isBefore(lookAt)) {
                lookAt = Instant.now().plus(LOOK_EVERY);
                var existing = new HashSet<>(byTopic.keySet());
                existing.retainAll(consumer.listTopics().keySet());
                if (!existing.equals(subscribed)) {
                    consumer.subscribe(existing);
                    subscribed = existing;
                }
            }
            if (subscribed.isEmpty()) {
                pause(LOOK_EVERY);
                continue;
            }
            resume(consumer);
            var messages = poll(consumer);
            messages.partitions().stream().collect(Collectors.groupingBy(TopicPartition::topic))
                    .forEach((topic, partitions) -> takeIn(consumer, topic, partitions, messages));
            if (!messages.isEmpty()) {
                commit(consumer);
            }
        }
    }

    private ConsumerRecords<String, byte[]> poll(KafkaConsumer<String, byte[]> consumer) {
        try {
            return consumer.poll(untilNextTry());
        } catch (InvalidOffsetException e) {
            beginAgain(consumer, e);
            return ConsumerRecords.empty();
        }
    }

    /**
     * Goes on with the first that is there, where it is not known which is the next, or that is there no more: Kafka has dropped it,
     * or forgotten how far this reader was. What it may so have missed, the states have.
     */
    private void beginAgain(KafkaConsumer<String, byte[]> consumer, InvalidOffsetException lost) {
        var first = consumer.beginningOffsets(lost.partitions());
        var missed = first.entrySet().stream()
                .filter(begin -> begin.getValue() > 0 || lost instanceof OffsetOutOfRangeException)
                .flatMap(begin -> byTopic.get(begin.getKey().topic()).stream()).map(Subscription::name).distinct().toList();
        for (var name : rebuilding.fillGaps(missed)) {
            LOG.errorf("%s may have missed events that Kafka keeps no longer; it is built anew. (%s)", name, lost.getMessage());
            metrics.counter(GAPS, "consumer", name).increment();
        }
        first.forEach((partition, offset) -> consumer.seek(partition, (long) offset));
        // Of a partition in which nothing comes for long, too.
        commit(consumer);
    }

    /** Of all partitions together, so that what came at one time costs one transaction; where that cannot be had just now, of each by itself. */
    private void takeIn(KafkaConsumer<String, byte[]> consumer, String topic, List<TopicPartition> partitions,
            ConsumerRecords<String, byte[]> messages) {
        var events = partitions.stream().flatMap(partition -> messages.records(partition).stream()).map(Message::of).toList();
        try {
            byTopic.get(topic).forEach(subscription -> intake.takeIn(subscription, events));
            partitions.forEach(paused::remove);
        } catch (RuntimeException | Error e) {
            if (!Intake.mayPass(e)) {
                throw e;
            }
            if (partitions.size() > 1) {
                partitions.forEach(partition -> takeIn(consumer, topic, List.of(partition), messages));
            } else {
                wait(consumer, partitions.get(0), messages, e);
            }
        }
    }

    private void wait(KafkaConsumer<String, byte[]> consumer, TopicPartition partition,
            ConsumerRecords<String, byte[]> messages, Throwable cause) {
        var pause = Pause.after(paused.get(partition));
        paused.put(partition, pause);
        LOG.warnf("%s waits %s: %s", partition, pause.length, cause.getMessage());
        consumer.seek(partition, messages.records(partition).get(0).offset());
        consumer.pause(Set.of(partition));
    }

    private void resume(KafkaConsumer<String, byte[]> consumer) {
        paused.keySet().retainAll(consumer.assignment());
        var now = Instant.now();
        paused.forEach((partition, pause) -> {
            if (!now.isBefore(pause.until)) {
                consumer.resume(Set.of(partition));
            }
        });
    }

    private Duration untilNextTry() {
        var now = Instant.now();
        return paused.values().stream().map(pause -> Duration.between(now, pause.until)).filter(wait -> !wait.isNegative())
                .reduce(POLL, (a, b) -> a.compareTo(b) < 0 ? a : b);
    }

    private static void commit(KafkaConsumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug("The partition is another's now; what it takes in again are repeats.", e);
        }
    }

    private boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Returns earlier where it is told to stop. */
    private void pause(Duration length) {
        try {
            stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private static Map<String, Object> settings(String service, Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        // A broker that was killed and is there again is asked anew, and not waited for as it was.
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) SILENCE.multipliedBy(2).toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) SILENCE.toMillis());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // We say ourselves where to begin, and so see what is missing.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        // More than a full batch of the slowest transactions takes, so that no partition is taken away meanwhile.
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) Duration.ofMinutes(10).toMillis());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SILENCE.toMillis());
        return settings;
    }
}
