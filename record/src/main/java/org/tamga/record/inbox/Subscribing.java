package org.tamga.record.inbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.record.change.KafkaConnection;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Starts and stops what reads foreign topics, with the service. The service is ready without Kafka: the copies grow old. */
@Singleton
final class Subscribing {

    private final List<Subscription<?, ?>> subscriptions;
    private final Database database;
    private final DeadLetterTopic deadLetters;
    private final Intake intake;
    private final Receiving receiving;
    private final Rebuilding rebuilding;
    private final MeterRegistry metrics;

    @Inject
    Subscribing(Instance<Subscription<?, ?>> subscriptions, Database database, Inbox inbox, ObjectMapper mapper,
            MeterRegistry metrics, OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "tamga.domain") String domain,
            KafkaConnection kafka) {
        this(subscriptions.stream().collect(Collectors.toUnmodifiableList()), database, inbox, mapper, metrics, telemetry,
                service,
                domain, kafka.settings());
    }

    Subscribing(List<Subscription<?, ?>> subscriptions, Database database, Inbox inbox, ObjectMapper mapper,
            MeterRegistry metrics, OpenTelemetry telemetry, String service, String domain, Map<String, Object> kafka) {
        this.subscriptions = subscriptions;
        this.database = database;
        this.deadLetters = new DeadLetterTopic(kafka, domain);
        this.intake = new Intake(database, inbox, mapper, deadLetters, telemetry.getTracer("org.tamga.record.inbox"), metrics);
        this.rebuilding = new Rebuilding(database, inbox, intake, subscriptions, kafka);
        this.receiving = new Receiving(intake, rebuilding, subscriptions, service, kafka, metrics);
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        CompletableFuture.delayedExecutor(KafkaConnection.HEAD_START.toMillis(), TimeUnit.MILLISECONDS).execute(this::start);
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    void start() {
        if (subscriptions.isEmpty()) {
            return;
        }
        for (var subscription : subscriptions) {
            metrics.counter("tamga.dead.letters", "consumer", subscription.name());
            metrics.counter(Receiving.GAPS, "consumer", subscription.name());
            Gauge.builder("tamga.waiting.keys", () -> waitingKeys(subscription)).tag("consumer", subscription.name())
                    .description("Keys whose events wait behind one that could not be taken in").register(metrics);
        }
        receiving.start();
        rebuilding.start();
    }

    void stop() {
        receiving.close();
        rebuilding.close();
        deadLetters.close();
    }

    List<Subscription<?, ?>> subscriptions() {
        return subscriptions;
    }

    Intake intake() {
        return intake;
    }

    Rebuilding rebuilding() {
        return rebuilding;
    }

    private double waitingKeys(Subscription<?, ?> subscription) {
        return database.read(transaction -> transaction.first("select count(distinct key) from dead_letter where consumer = ?",
                row -> row.getDouble(1), subscription.name())).orElseThrow();
    }
}
