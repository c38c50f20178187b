package org.tamga.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Takes what is due out of the queues and posts it, again and again until it has arrived or is given up. A try that a process
 * takes with it when it dies is made again by another once its lease has run out: so a message may come twice, with the same id.
 */
@Singleton
class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CLEANING = Duration.ofHours(1);
    /**
     * However little is delivered, there is a commit, for the sake of who restores the database as it was at an instant, and what waits for
     * nothing is found.
     */
    private static final Duration LOOKS_EVERY = Duration.ofMinutes(1);
    /** Beyond the limit on a target's answer, for what happens before and after it, connecting among it. */
    private static final Duration LEASE = Duration.ofSeconds(45);
    /** A wait is up to a fifth longer or shorter, so that what failed together does not come again together. */
    private static final double JITTER = 0.2;

    private final Records records;
    private final DeliveryRecords deliveries;
    private final Post post;
    private final WebhooksConfig config;
    private final MeterRegistry metrics;
    private final ThreadPoolExecutor posts;
    /** Deliveries of which a try is being made. */
    private final Set<UUID> underway = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "webhook-courier");
    private volatile boolean stopped;

    Courier(Records records, DeliveryRecords deliveries, Post post, WebhooksConfig config, MeterRegistry metrics) {
        this.records = records;
        this.deliveries = deliveries;
        this.post = post;
        this.config = config;
        this.metrics = metrics;
        this.posts = new ThreadPoolExecutor(config.atOnce(), config.atOnce(), 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> {
                    var poster = new Thread(task, "webhook-post");
                    poster.setDaemon(true);
                    return poster;
                });
        posts.allowCoreThreadTimeOut(true);
    }

    void start(@Observes Startup event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes Shutdown event) {
        stopped = true;
        wake();
        posts.shutdown();
    }

    /** There may be something to do. */
    void wake() {
        work.release();
    }

    private void run() {
        var cleaned = Instant.EPOCH;
        var looked = Instant.EPOCH;
        var place = DeliveryRecords.Queue.NONE;
        try {
            records.prepare();
            while (!stopped) {
                try {
                    if (cleaned.isBefore(Instant.now().minus(CLEANING))) {
                        deliveries.forget(config.kept());
                        cleaned = Instant.now();
                    }
                    if (!place.equals(DeliveryRecords.Queue.NONE) || looked.isBefore(Instant.now().minus(LOOKS_EVERY))) {
                        looked = Instant.now();
                        place = look(place);
                    }
                    if (!takeDue()) {
                        work.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                        work.drainPermits();
                    }
                } catch (RuntimeException e) {
                    // Nothing may end this thread; what was taken comes again when its lease has run out.
                    LOG.warnf("Deliveries wait: %s", e.getMessage());
                    Thread.sleep(RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it fails, what is due is taken all the same, and the next look begins anew. */
    private DeliveryRecords.Queue look(DeliveryRecords.Queue place) {
        try {
            records.commit();
            return deliveries.handOver(place);
        } catch (RuntimeException e) {
            LOG.warnf("What waits for nothing is looked for a little later: %s", e.getMessage());
            return DeliveryRecords.Queue.NONE;
        }
    }

    /** True if there may be more. */
    private boolean takeDue() {
        var busy = Set.copyOf(underway);
        if (busy.size() >= config.atOnce()) {
            return false;
        }
        var due = deliveries.take(config.atOnce() - busy.size(), config.atOnceToOne(), config.atOnceToSubscriber(), busy,
                config.timeout().plus(LEASE));
        for (var each : due) {
            underway.add(each.id());
            posts.execute(() -> deliver(each));
        }
        return !due.isEmpty();
    }

    private void deliver(DeliveryRecords.Due due) {
        try {
            var outcome = post.send(due);
            metrics.counter("tamga.webhooks.tries", "outcome", outcome.isSuccess() ? "delivered" : "failed").increment();
            if (outcome.isSuccess()) {
                deliveries.succeeded(due, outcome.responseCode());
            } else if (deliveries.failed(due, outcome.responseCode(), outcome.problem(), wait(due.attempt()),
                    config.patience())) {
                metrics.counter("tamga.webhooks.disabled").increment();
                LOG.warnf("Webhook %s is disabled: it has failed for %s", due.webhookId(), config.patience());
            }
        } catch (RuntimeException e) {
            LOG.warnf("The outcome of delivery %s is not noted, so it comes again: %s", due.id(), e.getMessage());
        } finally {
            underway.remove(due.id());
            wake();
        }
    }

    /** How long until the next try; null after the last. */
    private Duration wait(int attempt) {
        if (attempt > config.waits().size()) {
            return null;
        }
        var factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofMillis(Math.round(config.waits().get(attempt - 1).toMillis() * factor));
    }
}
