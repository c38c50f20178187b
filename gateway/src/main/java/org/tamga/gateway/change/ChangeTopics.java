package org.tamga.gateway.change;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.tamga.gateway.service.Services;

/**
 * Knows which topics carry the public changes: {@code <domain>.<aggregate>} of the known domains, never their
 * {@code .state} and {@code .dlq} companions. Topics may come while the gateway runs.
 */
@Singleton
public class ChangeTopics {

    private static final Logger LOG = Logger.getLogger(ChangeTopics.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaClients kafka;
    private final Pattern pattern;
    private final Duration interval;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(task -> new Thread(task, "change-topics"));
    private volatile Admin admin;
    private boolean away;
    private volatile Seen seen;

    /**
     * What there was at the last look.
     *
     * @param epoch Kafka's cluster id
     * @param partitions of all change topics
     */
    public record Seen(String epoch, Set<TopicPartition> partitions) {}

    ChangeTopics(Services services, KafkaClients kafka, ChangesConfig config) {
        this.kafka = kafka;
        this.pattern = pattern(services.domains());
        this.interval = config.discovery();
    }

    static Pattern pattern(Iterable<String> domains) {
        return Pattern.compile("(" + String.join("|", domains) + ")\\.[a-z][a-z0-9-]*");
    }

    /** What the names of the topics are like. */
    public Pattern pattern() {
        return pattern;
    }

    /** Begins to look, and goes on looking. */
    void watch() {
        clock.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The topics as last seen; empty as long as Kafka has not been reached. */
    public Optional<Seen> seen() {
        return Optional.ofNullable(seen);
    }

    /**
     * The same.
     *
     * @throws org.tamga.commons.problem.Problem 503 as long as Kafka has not been reached
     */
    public Seen known() {
        return seen().orElseThrow(ChangeQuery::notReady);
    }

    /**
     * A cursor's text for the place before which all is committed: a relay has sent the states after those changes by then, into the
     * {@code .state} topics. Waits for Kafka.
     *
     * @param known whose partitions the cursor names: what comes to light later is read from its beginning
     * @throws org.tamga.commons.problem.Problem 503 as long as Kafka cannot be reached
     */
    public String committed(Seen known) {
        var ends = known.partitions().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        var next = new TreeMap<TopicPartition, Long>(Cursor.ORDER);
        try {
            admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, end) -> next.put(partition, end.offset()));
        } catch (ExecutionException | TimeoutException e) {
            throw ChangeQuery.notReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChangeQuery.notReady();
        }
        return new Cursor(known.epoch(), next).encoded();
    }

    private void look() {
        try {
            if (admin == null) {
                admin = Admin.create(kafka.settings(AdminClientConfig.configNames()));
            }
            var epoch = admin.describeCluster().clusterId().get();
            var topics = admin.listTopics().names().get().stream()
                    .filter(topic -> pattern.matcher(topic).matches()).collect(Collectors.toSet());
            var partitions = new HashSet<TopicPartition>();
            admin.describeTopics(topics).allTopicNames().get().forEach((topic, description) -> description.partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
            seen = new Seen(epoch, partitions);
            if (away) {
                LOG.info("Kafka is back");
                away = false;
            }
        } catch (ExecutionException | RuntimeException e) {
            // Once per absence: the next looks will go on finding the same.
            if (!away && !clock.isShutdown()) {
                LOG.warnf("Kafka is away, changes stand still: %s", e.getMessage());
                away = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
