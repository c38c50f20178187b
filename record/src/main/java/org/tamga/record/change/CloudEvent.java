package org.tamga.record.change;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The attributes of an event (CloudEvents 1.0); its data travels beside them, in Kafka's binary mode.
 *
 * @param id the same however often the event is sent
 * @param source {@code /trade-service}
 * @param type {@code org.tamga.trade.company.registered.v1}
 * @param topic {@code trade.company}; names the schema of the data
 * @param subject the record's id, or the key of what is derived
 * @param time when it was recorded
 * @param sequence the position in the service's change log
 * @param countries ISO 3166-1 codes of those concerned
 * @param traceparent W3C trace context, or null
 */
public record CloudEvent(UUID id, String source, String type, String topic, String subject, Instant time, long sequence,
        List<String> countries,
        String traceparent) {

    /** The prefix of attributes that are Kafka headers. */
    public static final String PREFIX = "ce_";

    private static final String SCHEMAS = "https://tamga.example/contracts/events/";

    /** Where the schema of the data is, as an address that contracts/ answers to. */
    public String dataSchema() {
        return SCHEMAS + topic + ".v1.schema.json";
    }

    /** The attributes as Kafka headers. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_source", source);
        headers.put("ce_type", type);
        headers.put("ce_subject", subject);
        headers.put("ce_time", time.toString());
        headers.put("ce_dataschema", dataSchema());
        // CloudEvents' Kafka binding calls it content-type; some readers look for the prefixed name.
        headers.put("content-type", "application/json");
        headers.put("ce_datacontenttype", "application/json");
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("ce_countries", String.join(",", countries));
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        return headers;
    }
}
