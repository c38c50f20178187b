package org.tamga.gateway.change;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.common.TopicPartition;

/**
 * A place in the stream of changes: the next offset to read of every partition that has, or ever had, data.
 * <p>
 * A partition that it does not name stands at offset 0, its very beginning. So a cursor stays small – empty partitions cost
 * nothing – and yet nothing is missed: whatever a partition, or a whole topic, gets after the cursor was given is read from
 * its first record on.
 *
 * @param epoch Kafka's cluster id: offsets of another cluster mean nothing here
 * @param next offsets above 0 by partition
 */
record Cursor(String epoch, SortedMap<TopicPartition, Long> next) {

    static final Comparator<TopicPartition> ORDER = Comparator.comparing(TopicPartition::topic)
            .thenComparing(TopicPartition::partition);

    /** Raised when the form changes; a cursor of a former form is then one that cannot be gone on from. */
    private static final int FORM = 1;

    Cursor {
        var sorted = new TreeMap<TopicPartition, Long>(ORDER);
        next.forEach((partition, offset) -> {
            if (offset > 0) {
                sorted.put(partition, offset);
            }
        });
        next = Collections.unmodifiableSortedMap(sorted);
    }

    /** The next offset to read of that partition. */
    long of(TopicPartition partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** True if everything before that other place is before this one too. */
    boolean covers(Map<TopicPartition, Long> other) {
        return other.entrySet().stream().allMatch(entry -> of(entry.getKey()) >= entry.getValue());
    }

    /** Its text: base64url of the form's number, the epoch and, topic by topic, partitions and offsets as varints. */
    String encoded() {
        return encoded(epoch, next);
    }

    /** The same for a map that is already in {@link #ORDER} and has no offset below 1. */
    static String encoded(String epoch, SortedMap<TopicPartition, Long> next) {
        var bytes = new ByteArrayOutputStream(64 + 6 * next.size());
        bytes.write(FORM);
        writeText(bytes, epoch);
        for (var rest = next; !rest.isEmpty();) {
            var topic = rest.firstKey().topic();
            var ofTopic = rest.headMap(new TopicPartition(topic, Integer.MAX_VALUE));
            writeText(bytes, topic);
            writeNumber(bytes, ofTopic.size());
            ofTopic.forEach((partition, offset) -> {
                writeNumber(bytes, partition.partition());
                writeNumber(bytes, offset);
            });
            rest = next.tailMap(new TopicPartition(topic, Integer.MAX_VALUE));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** The cursor with that text; empty if it is none. */
    static Optional<Cursor> decoded(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() != FORM) {
                return Optional.empty();
            }
            var epoch = readText(bytes);
            var next = new TreeMap<TopicPartition, Long>(ORDER);
            while (bytes.hasRemaining()) {
                var topic = readText(bytes);
                for (var left = readNumber(bytes); left > 0; left--) {
                    next.put(new TopicPartition(topic, Math.toIntExact(readNumber(bytes))), readNumber(bytes));
                }
            }
            return Optional.of(new Cursor(epoch, next));
        } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static void writeText(ByteArrayOutputStream bytes, String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(bytes, encoded.length);
        bytes.writeBytes(encoded);
    }

    private static String readText(ByteBuffer bytes) {
        var length = readNumber(bytes);
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        var encoded = new byte[(int) length];
        bytes.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private static void writeNumber(ByteArrayOutputStream bytes, long number) {
        for (; number > 0x7F; number >>>= 7) {
            bytes.write((int) (number & 0x7F | 0x80));
        }
        bytes.write((int) number);
    }

    private static long readNumber(ByteBuffer bytes) {
        long number = 0;
        for (var shift = 0; shift < 63; shift += 7) {
            var part = bytes.get();
            number |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return number;
            }
        }
        throw new ArithmeticException("more than 63 bits");
    }
}
