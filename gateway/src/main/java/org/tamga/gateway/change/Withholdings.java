package org.tamga.gateway.change;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which subjects are withheld just now, by what the change topics say: what Kafka still has of them is not to be read any more. The tail
 * tells of what is new; what was before it is looked through, the latest first, by those who go back so far, and once for all of them.
 * Where Kafka does not keep a withholding any more, it keeps nothing from before it either.
 */
@Singleton
public class Withholdings {

    /** How much is looked through in one go. */
    private static final long STRETCH = 2_000;

    /** What was last announced of a subject, and where. */
    private record Announced(long offset, boolean isWithheld) {}

    /** A part of a partition that nobody has looked through; {@code next} is where to go on. */
    record Stretch(TopicPartition partition, long from, long next, long to) {}

    // Guarded by this. All is known from a partition's place on, and of a partition that has none, from its beginning.
    private final Map<TopicPartition, Long> known = new HashMap<>();
    private final Map<TopicPartition, Stretch> begun = new HashMap<>();
    private final Map<TopicPartition, Map<String, Announced>> announced = new HashMap<>();
    private String epoch;

    /** From these places on the tail tells of what is new. */
    synchronized void begin(String cluster, Map<TopicPartition, Long> places) {
        if (!cluster.equals(epoch)) {
            announced.clear();
            epoch = cluster;
        }
        begun.clear();
        known.clear();
        known.putAll(places);
    }

    /** Takes note of a record if it says that its subject is withheld, or not any more. */
    void note(ConsumerRecord<byte[], byte[]> record) {
        var type = Change.type(record);
        if (type.endsWith(Change.WITHHELD) || type.endsWith(Change.RESTORED)) {
            Change.of(record).ifPresent(change -> note(partition(record), change.subject(),
                    new Announced(record.offset(), change.isWithholding())));
        }
    }

    private synchronized void note(TopicPartition partition, String subject, Announced one) {
        announced.computeIfAbsent(partition, any -> new HashMap<>()).merge(subject, one,
                (former, other) -> former.offset > other.offset ? former : other);
    }

    /** What is to be looked through next, before anything behind those places is read; empty where all is known. */
    synchronized Optional<Stretch> unknown(Collection<TopicPartition> partitions, Map<TopicPartition, Long> places) {
        return partitions.stream().map(partition -> unknown(partition, places.getOrDefault(partition, 0L)))
                .flatMap(Optional::stream).findFirst();
    }

    private Optional<Stretch> unknown(TopicPartition partition, long place) {
        var to = known.getOrDefault(partition, 0L);
        var from = Math.max(to - STRETCH, place);
        var former = begun.get(partition);
        // What lies before the place may have been dropped meanwhile.
        return from >= to
                ? Optional.empty()
                : Optional.of(former == null || former.to != to
                        ? new Stretch(partition, from, from, to)
                        : new Stretch(partition, Math.max(former.from, place), Math.max(former.next, place), to));
    }

    /** What is in the stretch up to there has been noted; whoever looks next goes on from there. */
    synchronized void left(Stretch stretch, long reached) {
        begun.merge(stretch.partition, new Stretch(stretch.partition, stretch.from, reached, stretch.to),
                (former, other) -> former.to == other.to && former.next > other.next ? former : other);
    }

    /** All that is in the stretch has been noted. */
    synchronized void looked(Stretch through) {
        known.computeIfPresent(through.partition,
                (partition, place) -> place <= through.to ? Math.min(place, through.from) : place);
    }

    /** True if the change, which that record is, is of a subject that was withheld after it. */
    public synchronized boolean hides(ConsumerRecord<byte[], byte[]> record, Change change) {
        var last = announced.getOrDefault(partition(record), Collections.emptyMap()).get(change.subject());
        return last != null && last.isWithheld && record.offset() < last.offset;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
