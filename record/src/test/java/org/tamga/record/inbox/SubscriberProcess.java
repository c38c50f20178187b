package org.tamga.record.inbox;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.tamga.commons.json.Json;
import org.tamga.record.Shelf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/** A replica that reads the things' topic in a process of its own, to be killed. */
public final class SubscriberProcess {

    private SubscriberProcess() {
    }

    /** Arguments: database url, user, password, bootstrap servers, topic. */
    public static void main(String[] arguments) throws InterruptedException {
        var shelf = Shelf.existing(arguments[0], arguments[1], arguments[2]);
        subscribing(shelf, new ThingCopies(shelf.ledger(), arguments[4]), arguments[3]).start();
        System.out.println("STARTED");
        new CountDownLatch(1).await();
    }

    static Subscribing subscribing(Shelf shelf, Subscription<?, ?> subscription, String bootstrapServers) {
        return new Subscribing(List.of(subscription), shelf.database(), new Inbox(), Json.mapper(), new SimpleMeterRegistry(),
                OpenTelemetry.noop(), "reader-of-" + subscription.topic(), "test",
                Map.of("bootstrap.servers", bootstrapServers));
    }
}
