package org.tamga.record;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import org.tamga.commons.http.IdempotencyKey;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.database.Transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A POST that records: its repeats within 24 hours, under the same Idempotency-Key, get the first answer and write nothing.
 *
 * @param subject whose key it is
 * @param path the address that was posted to
 * @param key the header's value, or null where there is none: then it has no repeats
 * @param digest of the body, so that a key that comes with another one is noticed; null without a key
 */
public record Repeatable(String subject, String path, String key, byte[] digest) {

    /** The answer that was given. */
    record Answer(UUID id, byte[] body, String etag) {}

    /** Does what is asked for, and says what came of it. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Does the work, and answers with what came of it, as JSON; a repeat, with what came of it the first time. The first thing in its
     * transaction: whatever the work locks may be held by the request that this one repeats.
     *
     * @param record of which the answer tells: with that it is withheld, released and erased
     */
    public byte[] once(Transaction transaction, UUID record, ObjectMapper mapper, Work<?> work) throws SQLException {
        return once(transaction, record, () -> new Answer(record, bytes(mapper, work.run()), "")).body();
    }

    private static byte[] bytes(ObjectMapper mapper, Object given) {
        try {
            return mapper.writeValueAsBytes(given);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    /** As {@link #once(Transaction, UUID, ObjectMapper, Work)}, of work that makes the answer itself. */
    Answer once(Transaction transaction, UUID record, Work<Answer> work) throws SQLException {
        if (key == null) {
            return work.run();
        }
        var earlier = claim(transaction, record);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        var given = work.run();
        transaction.update("update idempotency_key set answer = ?, etag = ? where subject = ? and path = ? and key = ?",
                new String(given.body(), StandardCharsets.UTF_8), given.etag(), subject, path, key);
        return given;
    }

    /**
     * Claims the key for this transaction, or gives the answer that its first use got. A second request with the same key
     * waits here until the first has ended.
     */
    private Optional<Answer> claim(Transaction transaction, UUID id) throws SQLException {
        // Some of what has expired, past whatever another request is clearing away.
        transaction.update(
                "delete from idempotency_key where (subject, path, key) in (select subject, path, key from idempotency_key"
                        + " where at < clock_timestamp() - " + IdempotencyKey.KEPT
                        + " limit 100 for update skip locked)");
        var claimed = transaction.update("insert into idempotency_key (subject, path, key, request, record, answer, etag)"
                + " values (?, ?, ?, ?, ?, '', '') on conflict do nothing", subject, path, key, digest, id);
        if (claimed == 1) {
            return Optional.empty();
        }
        return transaction.first(
                "select record, request, answer, etag, withheld from idempotency_key where subject = ? and path = ? and key = ?",
                row -> {
                    if (!Arrays.equals(row.getBytes("request"), digest)) {
                        throw new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED,
                                "The Idempotency-Key " + key + " came before with another body.");
                    }
                    if (row.getString("answer").isEmpty() || row.getBoolean("withheld")) {
                        throw new Problem(ProblemType.NOT_FOUND, "What this request made is withheld.");
                    }
                    return new Answer(row.getObject("record", UUID.class),
                            row.getString("answer").getBytes(StandardCharsets.UTF_8),
                            row.getString("etag"));
                }, subject, path, key);
    }

    /** Gives no more what was answered on a record, and keeps it; the keys stay used, so that nothing is made twice. */
    static void withhold(Transaction transaction, UUID record) throws SQLException {
        transaction.update(
                "update idempotency_key set withheld = true, kept = answer, answer = '' where record = ? and answer <> ''",
                record);
    }

    /** Gives it again. */
    static void release(Transaction transaction, UUID record) throws SQLException {
        transaction.update(
                "update idempotency_key set withheld = false, answer = coalesce(kept, answer), kept = null where record = ?",
                record);
    }

    /** Forgets for good what was answered on a record; the keys stay used. */
    static void erase(Transaction transaction, UUID record) throws SQLException {
        transaction.update("update idempotency_key set answer = '', kept = null where record = ?", record);
    }
}
