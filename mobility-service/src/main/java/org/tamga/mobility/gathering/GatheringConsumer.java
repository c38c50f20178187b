package org.tamga.mobility.gathering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.inbox.Inbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Takes in what events-service announces of gatherings. One event after the other: while the database is away it waits with
 * the event in hand; an event that nobody could read goes to the dead letters, and the next is taken.
 */
@Singleton
public class GatheringConsumer {

    private static final String NAME = "mobility.gathering";
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Database database;
    private final Inbox inbox;
    private final GatheringCopies copies;
    private final ObjectReader reader;
    private final Counter deadLetters;

    GatheringConsumer(Ledger ledger, Inbox inbox, GatheringCopies copies, ObjectMapper mapper, MeterRegistry metrics) {
        this.database = ledger.database();
        this.inbox = inbox;
        this.copies = copies;
        this.reader = mapper.readerFor(GatheringChanged.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.deadLetters = Counter.builder("tamga.dead.letters").tag("consumer", NAME)
                .description("Events that could not be taken in and were put aside").register(metrics);
    }

    /** The next event is handed over when the answer is there, so that the order of a gathering's events is kept. */
    @Incoming("gatherings")
    Uni<Void> consume(ConsumerRecord<String, byte[]> event) {
        return Uni.createFrom().<Void>item(() -> {
            takeIn(event);
            return null;
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()).onFailure(GatheringConsumer::mayPass).retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT).indefinitely().onFailure()
                .invoke(() -> deadLetters.increment());
    }

    private void takeIn(ConsumerRecord<String, byte[]> event) {
        var change = read(event.value());
        var sequence = Long.parseLong(header(event, "ce_sequence"));
        var id = header(event, "ce_id");
        database.write(transaction -> {
            if (inbox.takeIn(transaction, NAME, event.topic(), event.key(), sequence, id)) {
                copies.replace(transaction, change);
            }
            return null;
        });
    }

    private GatheringChanged read(byte[] data) {
        try {
            return reader.readValue(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        var header = event.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("has no " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == ProblemType.UNAVAILABLE;
    }
}
