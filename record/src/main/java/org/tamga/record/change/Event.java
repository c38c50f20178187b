package org.tamga.record.change;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A change as it is announced; fixed, bytes and all, in the transaction that makes it.
 *
 * @param id CloudEvents id (UUIDv7): the same however often it is sent
 * @param topic {@code <domain>.<aggregate>}
 * @param key the record's id, or the code and dimensions of what is derived
 * @param type CloudEvents type, {@code org.tamga.<domain>.<aggregate>.<past tense>.v1}
 * @param at when it was recorded
 * @param countries ISO 3166-1 codes of the countries concerned
 * @param traceparent W3C trace context, or null
 * @param data the event's data as JSON
 * @param state what is known of the key now, as JSON; null where nothing is known any more
 */
public record Event(UUID id, String topic, String key, String type, Instant at, Set<String> countries, String traceparent,
        String data, String state) {}
