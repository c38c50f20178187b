package org.tamga.gateway.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.buffer.Buffer;

/**
 * One change event: read from Kafka in CloudEvents' binary mode, written out as one line of structured JSON
 * (CloudEvents 1.0, Kafka protocol binding section 3.2, JSON format section 3).
 */
public final class Change {

    private static final Logger LOG = Logger.getLogger(Change.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = JSON.getFactory();
    private static final String PREFIX = "ce_";
    /** How the types of events end that say that their subject is not to be read any more. */
    public static final String WITHHELD = ".withheld.v1";
    /** And those that say that it is to be read again. */
    static final String RESTORED = ".restored.v1";
    private static final Set<String> REQUIRED = Set.of("id", "source", "specversion", "type");

    private final String topic;
    private final byte[] value;
    private final Map<String, String> attributes;
    private final Set<String> countries;
    private Buffer line;
    private JsonNode data;

    private Change(String topic, byte[] value, Map<String, String> attributes) {
        this.topic = topic;
        this.value = value;
        this.attributes = attributes;
        this.countries = Set.copyOf(Arrays.asList(attributes.getOrDefault("countries", "").split(",")));
    }

    /** The event in that record; empty if the record is none, which is logged: nothing but events belongs on these topics. */
    public static Optional<Change> of(ConsumerRecord<byte[], byte[]> record) {
        var attributes = new LinkedHashMap<String, String>();
        for (Header header : record.headers()) {
            var name = attribute(header.key());
            if (name != null && header.value() != null) {
                attributes.put(name, new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        if (!attributes.keySet().containsAll(REQUIRED) || record.value() == null) {
            LOG.warnf("%s-%d@%d is not a CloudEvent", record.topic(), record.partition(), record.offset());
            return Optional.empty();
        }
        return Optional.of(new Change(record.topic(), record.value(), attributes));
    }

    /** The event's type, of a record of which no more is looked at; empty if it has none. */
    static String type(ConsumerRecord<byte[], byte[]> record) {
        var type = record.headers().lastHeader(PREFIX + "type");
        return type == null || type.value() == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
    }

    private static String attribute(String header) {
        return switch (header) {
            case "content-type" -> "datacontenttype";
            // CloudEvents' distributed tracing extension has its attributes' names from the headers.
            case "traceparent", "tracestate" -> header;
            default -> header.startsWith(PREFIX) ? header.substring(PREFIX.length()) : null;
        };
    }

    /** The CloudEvent's id. */
    public String id() {
        return attributes.get("id");
    }

    /** The topic that it came by. */
    public String topic() {
        return topic;
    }

    String type() {
        return attributes.get("type");
    }

    /** The record's id; null where the event has no subject. */
    public String subject() {
        return attributes.get("subject");
    }

    /** True if it says that its subject is not to be read any more. */
    public boolean isWithholding() {
        return type().endsWith(WITHHELD);
    }

    /** ISO codes of the countries concerned. */
    Set<String> countries() {
        return countries;
    }

    /** The event's data; a missing node where they are not JSON. */
    JsonNode data() {
        if (data == null) {
            try {
                data = JSON.readTree(value);
            } catch (IOException e) {
                data = JSON.missingNode();
            }
        }
        return data;
    }

    /** The whole event as JSON on one line, without the line's end. */
    public Buffer line() {
        if (line == null) {
            line = structured();
        }
        return line;
    }

    private Buffer structured() {
        var bytes = new ByteArrayOutputStream(value.length + 512);
        try (var json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            for (var attribute : attributes.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            if (isJson()) {
                json.writeFieldName("data");
                // Line ends stand only between JSON's tokens, where a space means the same.
                json.writeRawValue(new String(value, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' '));
            } else {
                json.writeStringField("data_base64", Base64.getEncoder().encodeToString(value));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** What is put between others' tokens unchanged must not break them. */
    private boolean isJson() {
        try (var parser = FACTORY.createParser(value)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
