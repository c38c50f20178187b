package org.tamga.events.progress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is read of an event that a commitment may be bound to: a change of another service's record.
 *
 * @param recordId the record
 * @param recordedAt when it was changed
 * @param before the periods that no longer stand as they were
 * @param after the periods that stand instead
 */
record BoundEvent(UUID recordId, Instant recordedAt, List<JsonNode> before, List<JsonNode> after) {

    /**
     * True if what stands after it, or where nothing does, what stood before, has all these values; those within a list all in one
     * of its elements.
     */
    boolean has(Map<String, String> filter) {
        return (after.isEmpty() ? before : after).stream().anyMatch(period -> has(period, filter));
    }

    private static boolean has(JsonNode node, Map<String, String> filter) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).anyMatch(element -> has(element, filter));
        }
        var value = filter.get("");
        var members = new TreeMap<String, Map<String, String>>();
        filter.forEach((path, wanted) -> {
            var dot = path.indexOf('.');
            if (!path.isEmpty()) {
                members.computeIfAbsent(dot < 0 ? path : path.substring(0, dot), member -> new TreeMap<>())
                        .put(dot < 0 ? "" : path.substring(dot + 1), wanted);
            }
        });
        return (value == null || node.isValueNode() && !node.isNull() && value.equals(node.asText()))
                && members.entrySet().stream().allMatch(member -> has(node.path(member.getKey()), member.getValue()));
    }
}
