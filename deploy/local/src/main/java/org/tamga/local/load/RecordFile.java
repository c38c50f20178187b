package org.tamga.local.load;

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
    public record Entry(String id, List<ObjectNode> periods) {}
}
