package org.tamga.events.progress;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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

    /** True if what stands after it, or where nothing does, what stood before, has all these values. */
    boolean has(Map<String, String> filter) {
        return Stream.concat(after.stream(), after.isEmpty() ? before.stream() : Stream.empty()).anyMatch(
                period -> filter.entrySet().stream()
                        .allMatch(value -> values(period, value.getKey()).anyMatch(value.getValue()::equals)));
    }

    private static Stream<String> values(JsonNode node, String path) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false).flatMap(element -> values(element, path));
        }
        if (path.isEmpty()) {
            return node.isValueNode() && !node.isNull() ? Stream.of(node.asText()) : Stream.empty();
        }
        var dot = path.indexOf('.');
        return values(node.path(dot < 0 ? path : path.substring(0, dot)), dot < 0 ? "" : path.substring(dot + 1));
    }
}
