package org.tamga.record.inbox;

import java.util.UUID;

/**
 * An event or a state as it came.
 *
 * @param topic {@code events.gathering}, also where it came from {@code events.gathering.state}
 * @param key the record's id, or the key of what is derived
 * @param sequence its position in the change log of the service that announced it
 * @param type its CloudEvents type; null for a state
 * @param id what {@code ce_id} says, a UUID of whoever keeps to the contract; null for a state
 * @param traceparent where what we do with it stands in its trace, for the events that it causes here; or null
 */
public record Received(String topic, String key, long sequence, String type, String id, String traceparent) {

    /** The event's id; null for a state. Throws IllegalArgumentException where it is no UUID. */
    public UUID eventId() {
        return id == null ? null : UUID.fromString(id);
    }
}
