package org.tamga.gateway.change;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * One reader's way through the past, up to a place that may move on. What is withheld now is left out, but for the announcement of it:
 * so nothing is read before all that comes after it has been looked through for such. Used by one thread at a time.
 */
final class Passage {

    /** How much one turn may bring, so that others get theirs. */
    private static final int TURN_RECORDS = 1000;

    private final ChangeHistory history;
    private final Withholdings withholdings;
    private final ChangeFilter filter;
    private final String epoch;
    private final TreeMap<TopicPartition, Long> place;

    Passage(ChangeHistory history, Withholdings withholdings, ChangeFilter filter, String epoch,
            TreeMap<TopicPartition, Long> place) {
        this.history = history;
        this.withholdings = withholdings;
        this.filter = filter;
        this.epoch = epoch;
        this.place = place;
        place.values().removeIf(next -> next == 0);
    }

    /** The place reached, as a cursor's text. */
    String cursor() {
        return Cursor.encoded(epoch, place);
    }

    /** True if that other place is not behind this one anywhere. */
    boolean isCoveredBy(Cursor other) {
        return other.covers(place);
    }

    /** How many offsets lie between here and there. */
    long distance(Cursor until) {
        return behind(until).stream().mapToLong(partition -> until.of(partition) - of(partition)).sum();
    }

    /**
     * Reads on for one turn.
     *
     * @param until where to stop
     * @param sink takes each wanted change, the place being right after it; false to stop there
     * @return true if {@code until} is reached
     * @throws org.tamga.commons.problem.Problem 410 if the changes in between have been dropped meanwhile
     */
    boolean read(Cursor until, Predicate<Change> sink) {
        until.next().forEach((partition, next) -> {
            if (!filter.wants(partition.topic())) {
                place.merge(partition, next, Math::max);
            }
        });
        var behind = behind(until);
        if (behind.isEmpty()) {
            return true;
        }
        try {
            return history.look(behind, place) && read(history.consumer(), behind, until, sink);
        } catch (InvalidOffsetException e) {
            throw ChangeQuery.gone("The changes after this cursor are no longer all kept.");
        }
    }

    private boolean read(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> behind, Cursor until,
            Predicate<Change> sink) {
        consumer.assign(behind);
        // A partition that is assigned anew stays as it was when a former turn left it.
        consumer.resume(behind);
        behind.forEach(partition -> consumer.seek(partition, of(partition)));
        var turnEnds = System.nanoTime() + ChangeHistory.TURN.toNanos();
        for (var count = 0; !behind.isEmpty() && count < TURN_RECORDS && System.nanoTime() < turnEnds;) {
            var records = consumer.poll(ChangeHistory.POLL);
            if (!pass(records, until, sink)) {
                return false;
            }
            count += records.count();
            var reached = new HashSet<TopicPartition>();
            for (var partition : behind) {
                // Beyond the last record too: a transaction's end takes an offset.
                var next = Math.min(consumer.position(partition), until.of(partition));
                if (next > of(partition)) {
                    place.put(partition, next);
                }
                if (of(partition) >= until.of(partition)) {
                    reached.add(partition);
                }
            }
            consumer.pause(reached);
            behind.removeAll(reached);
        }
        return behind.isEmpty();
    }

    private boolean pass(ConsumerRecords<byte[], byte[]> records, Cursor until, Predicate<Change> sink) {
        for (var record : records) {
            var partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() < until.of(partition)) {
                place.put(partition, record.offset() + 1);
                var change = Change.of(record).filter(filter::matches)
                        .filter(found -> !withholdings.hides(record, found));
                if (change.isPresent() && !sink.test(change.get())) {
                    return false;
                }
            }
        }
        return true;
    }

    private Set<TopicPartition> behind(Cursor until) {
        var behind = new HashSet<TopicPartition>();
        until.next().forEach((partition, next) -> {
            if (filter.wants(partition.topic()) && of(partition) < next) {
                behind.add(partition);
            }
        });
        return behind;
    }

    private long of(TopicPartition partition) {
        return place.getOrDefault(partition, 0L);
    }
}
