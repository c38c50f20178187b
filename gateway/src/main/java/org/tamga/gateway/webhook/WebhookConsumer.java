package org.tamga.gateway.webhook;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.tamga.gateway.change.Change;
import org.tamga.gateway.change.ChangeHistory;
import org.tamga.gateway.change.ChangeTail;
import org.tamga.gateway.change.ChangeTopics;
import org.tamga.gateway.change.KafkaClients;
import org.tamga.gateway.change.Withholdings;

/**
 * Puts each change into the queues of the webhooks that want it. The place in Kafka moves on after the database has committed, and
 * a change that comes twice stands in a queue once: so each is delivered, whatever fails in between. Replicas share the partitions.
 * However far the place is behind, what is withheld by the time it gets there comes into no queue.
 */
@Singleton
class WebhookConsumer {

    private static final Logger LOG = Logger.getLogger(WebhookConsumer.class);
    private static final String GROUP = "gateway-webhooks";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_SECONDS = 1;
    /**
     * How much earlier a change may be dated than a webhook that was made before it appeared: a change has the instant at which its
     * record was locked, and its transaction may take five minutes from there to its commit, as a strict import does.
     */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(5);

    private final KafkaClients kafka;
    private final ChangeTopics topics;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final Withholdings withholdings;
    private final Records records;
    private final WebhookRecords webhooks;
    private final Filters filters;
    private final Courier courier;
    private final Thread thread = new Thread(this::run, "webhook-consumer");
    private volatile boolean stopped;

    WebhookConsumer(KafkaClients kafka, ChangeTopics topics, ChangeTail tail, ChangeHistory history, Withholdings withholdings,
            Records records, WebhookRecords webhooks, Filters filters, Courier courier) {
        this.kafka = kafka;
        this.topics = topics;
        this.tail = tail;
        this.history = history;
        this.withholdings = withholdings;
        this.records = records;
        this.webhooks = webhooks;
        this.filters = filters;
        this.courier = courier;
    }

    void start(@Observes Startup event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes Shutdown event) {
        // Seen after one more poll; an interrupt would have the client complain of its own end.
        stopped = true;
    }

    private void run() {
        try {
            records.await();
            while (!stopped) {
                consume();
                TimeUnit.SECONDS.sleep(stopped ? 0 : RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until something fails; then all that was not committed is read again. */
    private void consume() {
        // Without a broker there would be nothing but attempts to reach one, and without the tail nobody to tell what is withheld.
        if (!tail.isFollowing()) {
            return;
        }
        try (var consumer = kafka.member(GROUP); var measured = kafka.measured(consumer)) {
            consumer.subscribe(topics.pattern());
            while (!stopped) {
                take(consumer, consumer.poll(POLL));
            }
        } catch (RuntimeException e) {
            // Whatever it is, such as a webhook that is deleted at this very moment: the thread must not end.
            if (!stopped) {
                LOG.warnf("Webhooks read the changes again from where they stood: %s", e.getMessage());
            }
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        history.awaitWithheld(places(polled));
        records.useTransaction(handle -> {
            // Read after the changes were: whoever subscribed before a change was published is among them.
            var wanting = webhooks.active(handle);
            for (var record : polled) {
                Change.of(record).filter(change -> !withholdings.hides(record, change)).ifPresent(change -> {
                    if (change.isWithholding()) {
                        DeliveryRecords.withhold(handle, change);
                    }
                    wanting.stream().filter(webhook -> record.timestamp() >= webhook.createdAt()
                            .minus(LONGEST_TRANSACTION).toEpochMilli() && filters.of(webhook.wanted()).matches(change))
                            .forEach(webhook -> DeliveryRecords.add(handle, webhook.id(), change));
                });
            }
        });
        consumer.commitSync();
        courier.wake();
    }

    private static Map<TopicPartition, Long> places(ConsumerRecords<byte[], byte[]> polled) {
        var places = new HashMap<TopicPartition, Long>();
        polled.partitions().forEach(partition -> places.put(partition, polled.records(partition).get(0).offset()));
        return places;
    }
}
