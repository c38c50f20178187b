package org.tamga.gateway.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A subscription that is delivered to an address.
 *
 * @param ordered changes of one record come one after the other: the next waits until the one before has arrived or is given up
 * @param secret to check signatures with; shown once, when it is made, else null
 * @param failingSince since when no delivery has succeeded; null where the last one has
 * @param notice why it was disabled; null while it is active
 */
public record Webhook(UUID id, String url, @JsonUnwrapped Wanted wanted, boolean ordered, String secret, Status status,
        Instant failingSince, String notice, Instant createdAt) {

    /** Whether deliveries are made. */
    public enum Status {
        ACTIVE, DISABLED
    }

    /**
     * Which changes are delivered, as in the change stream: values of one kind are alternatives, kinds add up, what is empty asks
     * for nothing.
     *
     * @param topics beginnings of topics
     * @param pair two countries, such as {@code KR-KZ}, or null
     * @param measure the readings of one measure, or null
     */
    public record Wanted(List<String> topics, List<String> types, List<String> subjects, List<String> countries, String pair,
            Measure measure) {}

    /** A measure with values for some of its dimensions. */
    public record Measure(String code, Map<String, String> dimensions) {}

    /**
     * What a subscriber sends.
     *
     * @param secret the subscriber's own, or null for one that is made
     */
    public record Subscribe(String url, List<String> topics, List<String> types, List<String> subjects, List<String> countries,
            String pair, Measure measure, Boolean ordered, String secret) {}

    Webhook withSecret(Secret made) {
        return new Webhook(id, url, wanted, ordered, made.text(), status, failingSince, notice, createdAt);
    }
}
