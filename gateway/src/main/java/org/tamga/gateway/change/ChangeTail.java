package org.tamga.gateway.change;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.tamga.gateway.service.Services;

import io.vertx.core.buffer.Buffer;

/**
 * The one reader of what is new, shared by all live streams: however many listen, Kafka is read once. Each domain's topics are read by
 * a consumer of their own, for a change costs the broker a look at every partition that its reader waits for.
 * <p>
 * It has a place among the changes, and everything that happens to that place and to the followers happens under one lock.
 * So whoever joins knows exactly which change is the first that he will be handed: the one after the place that joining
 * returned.
 */
@Singleton
public class ChangeTail {

    /** Somebody who wants each new change. Called under the tail's lock: must neither wait nor call back. */
    interface Follower {

        /**
         * Takes a change.
         *
         * @param change the change
         * @param frame it, with the place right after it, as it goes out; made once for all who ask
         * @return false to hear no more
         */
        boolean take(Change change, Supplier<Buffer> frame);

        /** The tail has lost its place, and the follower hears no more. */
        void lost();
    }

    private static final Logger LOG = Logger.getLogger(ChangeTail.class);
    /** Bounds how soon a new topic joins in; a change is seen at once. */
    private static final int MAX_WAIT_MILLIS = 250;
    private static final int FETCH_BYTES = 4 << 20;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ChangeTopics topics;
    private final KafkaClients kafka;
    private final Withholdings withholdings;
    private final List<String> domains;
    private volatile boolean stopped;

    // Guarded by this; the epoch is null as long as there is no place. Whoever reads on for a place that was lost is not heard.
    private int beginnings;
    private final TreeMap<TopicPartition, Long> place = new TreeMap<>(Cursor.ORDER);
    private final Set<Follower> followers = new LinkedHashSet<>();
    private String epoch;
    private String cursor;

    ChangeTail(ChangeTopics topics, KafkaClients kafka, Withholdings withholdings, Services services) {
        this.topics = topics;
        this.kafka = kafka;
        this.withholdings = withholdings;
        this.domains = services.domains();
    }

    void start(@Observes Startup event) {
        topics.watch();
        for (var domain : domains) {
            var thread = new Thread(() -> run(domain + "."), "change-tail-" + domain);
            thread.setDaemon(true);
            thread.start();
        }
    }

    void stop(@Observes Shutdown event) {
        // Seen after one more poll; an interrupt would have the client complain of its own end.
        stopped = true;
    }

    /** Where the tail stands; empty as long as it has not reached Kafka. */
    synchronized Optional<Cursor> place() {
        return Optional.ofNullable(epoch).map(known -> new Cursor(known, place));
    }

    /** True if it has reached Kafka: from then on it tells of all that is new. */
    public boolean isFollowing() {
        return place().isPresent();
    }

    /** Hands the follower every change after the place that is returned; none where there is no place. */
    synchronized Optional<Cursor> join(Follower follower) {
        if (epoch != null) {
            followers.add(follower);
        }
        return place();
    }

    /** The follower hears no more. */
    synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    /** How many follow. */
    synchronized int followers() {
        return followers.size();
    }

    /** Gives a follower the place as text, at a moment between two changes; not if it has left. */
    synchronized void tell(Follower follower, Consumer<String> listener) {
        if (followers.contains(follower)) {
            listener.accept(cursor());
        }
    }

    private void run(String domain) {
        while (!stopped) {
            try {
                follow(domain);
            } catch (KafkaException e) {
                if (!stopped) {
                    LOG.warnf("Reading of the changes begins again: %s", e.getMessage());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | OutOfMemoryError e) {
                // Not everybody may have been handed what was read. Nobody may be led past it unseen.
                LOG.error("The changes are followed anew: they could not be handed out", e);
                forget(beginning());
            }
        }
    }

    private void follow(String domain) throws InterruptedException {
        while (topics.seen().isEmpty()) {
            Thread.sleep(MAX_WAIT_MILLIS);
            if (stopped) {
                return;
            }
        }
        try (var consumer = kafka.consumer(Thread.currentThread().getName(), MAX_WAIT_MILLIS, FETCH_BYTES);
                var measured = kafka.measured(consumer)) {
            follow(consumer, domain, begin(consumer, topics.seen().get()));
        } finally {
            Thread.sleep(stopped ? 0 : RETRY.toMillis());
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, String domain, int beginning) throws InterruptedException {
        try {
            while (isOf(topics.seen().get(), beginning)) {
                assign(consumer, domain, topics.seen().get());
                if (consumer.assignment().isEmpty()) {
                    Thread.sleep(MAX_WAIT_MILLIS);
                } else {
                    var records = consumer.poll(Duration.ofMillis(MAX_WAIT_MILLIS));
                    records.forEach(record -> hand(record, beginning));
                    // Beyond the last record too: a transaction's end takes an offset.
                    records.nextOffsets().forEach((partition, next) -> advance(partition, next.offset(), beginning));
                }
            }
        } catch (InvalidOffsetException e) {
            // What comes next is no longer there. Nobody may be led past it unseen.
            LOG.errorf("The place among the changes is lost: %s", e.getMessage());
            forget(beginning);
        }
    }

    /** The first time, reading begins at the end of everything; gives the number of the beginning. */
    private int begin(KafkaConsumer<byte[], byte[]> consumer, ChangeTopics.Seen seen) {
        if (place().isEmpty()) {
            begin(seen.epoch(), consumer.endOffsets(seen.partitions()));
        }
        return beginning();
    }

    private synchronized void begin(String seenEpoch, Map<TopicPartition, Long> ends) {
        if (epoch == null) {
            epoch = seenEpoch;
            beginnings++;
            withholdings.begin(seenEpoch, ends);
            ends.forEach((partition, end) -> advance(partition, end, beginnings));
        }
    }

    private synchronized int beginning() {
        return beginnings;
    }

    /** A partition that comes to light later is read from its beginning. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer, String domain, ChangeTopics.Seen seen) {
        var wanted = seen.partitions().stream().filter(partition -> partition.topic().startsWith(domain))
                .collect(Collectors.toSet());
        var added = new LinkedHashSet<>(wanted);
        added.removeAll(consumer.assignment());
        if (added.isEmpty() && consumer.assignment().size() == wanted.size()) {
            return;
        }
        consumer.assign(wanted);
        for (var partition : added) {
            var next = next(partition);
            if (next > 0) {
                consumer.seek(partition, next);
            } else {
                consumer.seekToBeginning(Set.of(partition));
            }
        }
        retain(domain, wanted);
    }

    private synchronized long next(TopicPartition partition) {
        return place.getOrDefault(partition, 0L);
    }

    private synchronized void retain(String domain, Set<TopicPartition> wanted) {
        if (place.keySet().removeIf(partition -> partition.topic().startsWith(domain) && !wanted.contains(partition))) {
            cursor = null;
        }
    }

    private synchronized boolean isOf(ChangeTopics.Seen seen, int beginning) {
        if (epoch != null && !epoch.equals(seen.epoch())) {
            LOG.warn("Kafka is another cluster than before");
            forget(beginnings);
        }
        return !stopped && epoch != null && beginning == beginnings;
    }

    private synchronized void hand(ConsumerRecord<byte[], byte[]> record, int beginning) {
        if (!advance(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, beginning)) {
            return;
        }
        withholdings.note(record);
        if (followers.isEmpty()) {
            return;
        }
        Change.of(record).ifPresent(change -> {
            var frame = new Once(change);
            followers.removeIf(follower -> !follower.take(change, frame));
        });
    }

    private synchronized boolean advance(TopicPartition partition, long next, int beginning) {
        if (epoch == null || beginning != beginnings) {
            return false;
        }
        if (next > 0 && !Long.valueOf(next).equals(place.put(partition, next))) {
            cursor = null;
        }
        return true;
    }

    private String cursor() {
        if (cursor == null) {
            cursor = Cursor.encoded(epoch, place);
        }
        return cursor;
    }

    /** Only if reading has not begun anew meanwhile. */
    private synchronized void forget(int beginning) {
        if (epoch == null || beginning != beginnings) {
            return;
        }
        followers.forEach(Follower::lost);
        followers.clear();
        place.clear();
        epoch = null;
        cursor = null;
    }

    /** The frame of the change that is being handed out, made when the first follower asks. */
    private final class Once implements Supplier<Buffer> {

        private final Change change;
        private Buffer frame;

        Once(Change change) {
            this.change = change;
        }

        @Override
        public Buffer get() {
            if (frame == null) {
                frame = Frames.event(change, cursor());
            }
            return frame;
        }
    }
}
