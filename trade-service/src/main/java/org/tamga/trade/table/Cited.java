package org.tamga.trade.table;

import java.util.List;

import org.tamga.commons.json.Json;
import org.tamga.record.Citation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The sources of a record that is made of a file's row. */
public final class Cited {

    private static final ObjectMapper MAPPER = Json.mapper();

    private Cited() {
    }

    /** Gives the record its member {@code sources}. */
    public static void by(ObjectNode record, List<Citation> sources) {
        record.set("sources", MAPPER.valueToTree(sources));
    }
}
