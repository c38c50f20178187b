package org.tamga.record.change;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.inbox.Subscription;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts and stops what carries changes to Kafka, with the service. The service is ready without Kafka: the queue waits. */
@Singleton
class Announcing {

    private static final Logger LOG = Logger.getLogger(Announcing.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final Instance<Records<?>> records;
    private final Topics topics;
    private final Instance<Announced> derived;
    private final Instance<Subscription<?, ?>> subscriptions;
    private final String domain;
    private final boolean makesTopics;
    private final Map<String, Object> kafka;
    private final Relay relay;
    private final Queue queue;
    private final MeterRegistry metrics;
    private final Thread start;
    private volatile boolean topicsStand;

    Announcing(Database database, Queue queue, ChangeLog changes, Instance<Records<?>> records, MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.application.name") String service,
            KafkaConnection kafka, Foreground foreground,
            @ConfigProperty(name = "tamga.topics.make") boolean makesTopics,
            @ConfigProperty(name = "tamga.topics.partitions") int partitions,
            @ConfigProperty(name = "tamga.topics.replication") short replication,
            Instance<Announced> derived, Instance<Subscription<?, ?>> subscriptions,
            @ConfigProperty(name = "tamga.domain") String domain) {
        this.records = records;
        this.makesTopics = makesTopics;
        this.topics = new Topics(partitions, replication);
        this.derived = derived;
        this.subscriptions = subscriptions;
        this.domain = domain;
        this.kafka = kafka.settings();
        this.relay = new Relay(database, service, Relay.LEASE, this.kafka, foreground, stage -> {
        });
        changes.whenAppended(relay::wake);
        this.start = new Thread(this::begin, "announcing");
        this.queue = queue;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("tamga.relay.holding", relay, r -> r.isHolding() ? 1 : 0).description("1 on the replica that relays")
                .register(metrics);
        Gauge.builder("tamga.relay.stopped.keys", relay, Relay::stoppedKeys)
                .description("Keys whose next event could not be sent, while others go on").register(metrics);
        queue.watch(metrics);
        start.setDaemon(true);
        start.start();
    }

    void stop(@Observes ShutdownEvent event) {
        start.interrupt();
        queue.stop();
        relay.close();
    }

    /** Beside what the service's readiness depends on, what it waits for meanwhile. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck topics() {
        return () -> {
            var check = HealthCheckResponse.named("Topics").up();
            return topicsStand
                    ? check.build()
                    : check.withData("waits for", "Kafka, to make its topics; changes queue").build();
        };
    }

    private void begin() {
        try {
            Thread.sleep(KafkaConnection.HEAD_START.toMillis());
            while (makesTopics && !madeTopics()) {
                Thread.sleep(BETWEEN_TRIES.toMillis());
            }
            topicsStand = true;
            relay.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean madeTopics() throws InterruptedException {
        var settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        try (var admin = Admin.create(settings)) {
            topics.make(admin, Stream.concat(records.stream().map(Records::topic),
                    derived.stream().flatMap(some -> some.topics().keySet().stream())).toList(),
                    subscriptions.stream().map(subscription -> subscription.deadLetterTopic(domain)).distinct().toList());
            return true;
        } catch (ExecutionException e) {
            // Another replica was quicker with some of them: the next try makes the rest.
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warnf("The topics could not be made yet: %s", e.getCause().getMessage());
            }
        } catch (TimeoutException | KafkaException e) {
            LOG.warnf("Kafka does not answer yet: %s", e.getMessage());
        }
        return false;
    }
}
