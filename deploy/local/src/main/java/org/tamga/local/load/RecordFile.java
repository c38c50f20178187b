package org.tamga.local.load;

import static java.util.Comparator.naturalOrder;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The records of one file.
 *
 * @param name the file's
 * @param collection the path of the collection, such as {@code /api/trade/companies}
 */
public record RecordFile(String name, String collection, List<Entry> records) {

    /**
     * One record.
     *
     * @param id a UUID
     * @param periods bodies of PUT, in the order in which they are to be recorded; at least one
     */
    public record Entry(String id, List<ObjectNode> periods) {

        /** The periods, each that has no end of its own with the next one's beginning for it: as they stand once all are recorded. */
        List<ObjectNode> endedPeriods() {
            return periods.stream().map(this::ended).toList();
        }

        private ObjectNode ended(ObjectNode period) {
            if (period.hasNonNull("validTo")) {
                return period;
            }
            return periods.stream().map(Entry::start).filter(start -> start.compareTo(start(period)) > 0).min(naturalOrder())
                    .map(next -> period.deepCopy().put("validTo", next)).orElse(period);
        }

        /** The first day; empty, and so before all others, if it has none. */
        private static String start(ObjectNode period) {
            return period.path("validFrom").asText("");
        }
    }
}
