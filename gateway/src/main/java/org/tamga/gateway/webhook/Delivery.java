package org.tamga.gateway.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * One event on its way to one webhook.
 *
 * @param eventId the CloudEvent's id, which is the message's {@code webhook-id} at every try
 * @param attempt how many tries there have been
 * @param responseCode of the last try; null where there was no answer
 * @param problem why the last try failed, or null
 * @param at when the last try began, or null before the first
 * @param nextAt when the next is due; null if there is none, and while it waits for the one before of its record
 */
public record Delivery(UUID id, String eventId, int attempt, Status status, Integer responseCode, String problem, Instant at,
        Instant nextAt) {

    /** How far it is. */
    public enum Status {
        PENDING, DELIVERED, FAILED
    }
}
