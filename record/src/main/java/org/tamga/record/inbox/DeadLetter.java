package org.tamga.record.inbox;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An event that could not be taken in, or one that waits behind it.
 *
 * @param id in the order in which a key's letters are redriven
 * @param consumer the subscription
 * @param topic what it subscribes to
 * @param message the event as it came
 * @param error why it could not be taken in; null where it only waits
 */
record DeadLetter(long id, String consumer, String topic, String key, Message message, String error, Instant at) {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {
    };

    /** A message of a topic, headers as text. */
    record Message(String origin, int partition, long offset, String key, Map<String, String> headers, byte[] data) {

        static Message of(ConsumerRecord<String, byte[]> record) {
            var headers = new LinkedHashMap<String, String>();
            record.headers().forEach(header -> headers.put(header.key(),
                    header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8)));
            // A message without a key must not hold up any other.
            var key = record.key() == null ? record.partition() + "@" + record.offset() : record.key();
            return new Message(record.topic(), record.partition(), record.offset(), key, headers, record.value());
        }

        TopicPartition topicPartition() {
            return new TopicPartition(origin, partition);
        }

        /** Its position in the change log of the service that announced it. Throws IllegalArgumentException if it names none. */
        long sequence() {
            var text = header("ce_sequence");
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("has the ce_sequence " + text, e);
            }
        }

        /** As {@link #sequence()}, or null. */
        Long sequenceIfAny() {
            var text = headers.get("ce_sequence");
            return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
        }

        String header(String name) {
            var value = headers.get(name);
            if (value == null) {
                throw new IllegalArgumentException("has no " + name);
            }
            return value;
        }

        boolean isState() {
            return origin.endsWith(".state");
        }
    }

    static DeadLetter of(ResultSet row, ObjectMapper mapper) throws SQLException {
        try {
            return new DeadLetter(row.getLong("id"), row.getString("consumer"), row.getString("topic"), row.getString("key"),
                    new Message(row.getString("origin"), row.getInt("part"), row.getLong("offset"), row.getString("key"),
                            mapper.readValue(row.getString("headers"), HEADERS), row.getBytes("data")),
                    row.getString("error"), Transaction.instant(row, "at"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dead letter's headers cannot be read", e);
        }
    }
}
