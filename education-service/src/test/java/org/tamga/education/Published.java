package org.tamga.education;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.awaitility.Awaitility;
import org.tamga.record.database.Database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the service has announced of its measures, and what it is to announce of its records though nobody writes. */
public final class Published {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Published() {
    }

    /** Waits until the last that was announced of a reading has such a step; its end is null where there is none. */
    public static void awaitStep(Database database, String code, Map<String, String> dimensions, String from, String to,
            int value)
            throws JsonProcessingException {
        var key = code + "?" + new ObjectMapper().writeValueAsString(new TreeMap<>(dimensions));
        Awaitility.await(key).atMost(PATIENCE)
                .until(() -> database.read(transaction -> transaction.first(
                        """
                        select exists (select from measure_reading, jsonb_array_elements(published -> 'series') step
                          where key = ? and step ->> 'validFrom' is not distinct from ? and step ->> 'validTo' is not distinct from ?
                            and (step ->> 'value')::numeric = ?)""",
                        row -> row.getBoolean(1), key, from, to, value)).orElseThrow());
    }

    /** True if something of a record is to be announced on a day. */
    public static boolean isNoted(Database database, String topic, Object id, Object day) {
        return database.read(transaction -> transaction.first(
                "select exists (select from agenda where topic = ? and record = ?::uuid and day = ?::date)",
                row -> row.getBoolean(1), topic, id.toString(), day.toString())).orElseThrow();
    }
}
