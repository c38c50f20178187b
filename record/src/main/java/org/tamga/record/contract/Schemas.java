package org.tamga.record.contract;

import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.LanguageMap;
import org.tamga.commons.value.Money;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;
import org.tamga.record.Reason;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (2020-12) of what is sent and announced, read off the rooms' Java records, so that code and contract cannot
 * part. They say what is there and leave room for more: readers must ignore members that they do not know.
 */
public final class Schemas {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<Class<?>, ObjectNode> SCALARS = Map.ofEntries(
            Map.entry(String.class, text(null)),
            Map.entry(UUID.class, text("uuid")),
            Map.entry(LocalDate.class, text("date")),
            Map.entry(OffsetDateTime.class, text("date-time")),
            Map.entry(Instant.class, text("date-time")),
            Map.entry(Edtf.class, text(null).put("description", "A date with its precision (EDTF, ISO 8601-2 level 1)")),
            Map.entry(Country.class, text(null).put("pattern", "^[A-Z]{2}$").put("description", "ISO 3166-1 alpha-2")),
            Map.entry(Boolean.class, of("boolean")),
            Map.entry(boolean.class, of("boolean")),
            Map.entry(Integer.class, of("integer")),
            Map.entry(int.class, of("integer")),
            Map.entry(Long.class, of("integer")),
            Map.entry(BigDecimal.class, of("number")),
            Map.entry(LanguageMap.class, languageMap()),
            Map.entry(Money.class, money()));

    private Schemas() {
    }

    /** A period as it is read: the room's fields beside the period's own. */
    public static ObjectNode period(Class<? extends Record> content) {
        var schema = content(content);
        var properties = (ObjectNode) schema.get("properties");
        properties.set("id", text("uuid"));
        properties.set("parentId", text("uuid"));
        properties.set("version", of("integer").put("minimum", 1));
        for (var day : List.of("validFrom", "validTo")) {
            properties.set(day, nullable(text("date")));
        }
        properties.set("recordedAt", text("date-time"));
        properties.set("supersededAt", nullable(text("date-time")));
        properties.set("knownFrom", text("date-time"));
        properties.set("knownTo", text("date-time"));
        properties.set("recordedBy", text(null));
        properties.set("reason", schema(Reason.class));
        properties.set("confidence", schema(Confidence.class));
        properties.set("note", text(null));
        properties.set("sources", array(schema(Citation.class)).put("minItems", 1));
        schema.withArray("required").add("id").add("version").add("validFrom").add("validTo").add("recordedAt").add("sources");
        return schema;
    }

    /** What a PUT or POST states. */
    public static ObjectNode write(Class<? extends Record> content) {
        var schema = content(content);
        var properties = (ObjectNode) schema.get("properties");
        properties.set("validFrom", nullable(text("date")).put("description", "The first day; null is unbounded"));
        properties.set("validTo", nullable(text("date")).put("description", "The first day after; null is unbounded"));
        properties.set("confidence", schema(Confidence.class));
        properties.set("reason", schema(Reason.class));
        properties.set("note", text(null));
        properties.set("sources", array(schema(Citation.class)).put("minItems", 1));
        schema.withArray("required").add("sources");
        return schema;
    }

    /** What a POST to …/retraction states. */
    public static ObjectNode withdrawal() {
        var schema = of("object");
        var properties = schema.putObject("properties");
        properties.set("because", text(null).put("description", "Why it never held"));
        properties.set("validFrom", nullable(text("date")).put("description", "The first day on which it never held"));
        properties.set("validTo", nullable(text("date")).put("description", "The first day after"));
        properties.set("sources", array(schema(Citation.class)).put("minItems", 1));
        schema.withArray("required").add("because").add("sources");
        return schema;
    }

    /** A value of a type; of an array's, a list. */
    static ObjectNode value(Class<?> type) {
        return schema(type);
    }

    /** A member that a room computes, which may be null unless it is a list or a primitive. */
    static ObjectNode member(Class<?> type) {
        var schema = schema(type);
        return type.isArray() || type.isPrimitive() || !schema.has("type") ? schema : nullable(schema);
    }

    /** The data of every event of a topic. */
    public static ObjectNode event(String topic, Class<? extends Record> content) {
        var schema = headed(topic);
        var properties = schema.putObject("properties");
        properties.set("recordId", text("uuid"));
        properties.set("parentId", text("uuid"));
        properties.set("version", of("integer").put("minimum", 1));
        properties.set("reason", schema(Reason.class));
        properties.set("recordedAt", text("date-time"));
        properties.set("before", array(JSON.objectNode().put("$ref", "#/$defs/period")));
        properties.set("after", array(JSON.objectNode().put("$ref", "#/$defs/period")));
        properties.set("sources", array(schema(Citation.class)).put("minItems", 1));
        properties.set("backdated", of("boolean"));
        properties.set("withheld", of("boolean").put("description", "Nothing of the record may be held or shown any more"));
        schema.withArray("required").add("recordId").add("version").add("reason").add("recordedAt").add("before").add("after")
                .add("sources");
        schema.putObject("$defs").set("period", period(content));
        return schema;
    }

    /** The data of every event of a topic on which something derived is announced. */
    public static ObjectNode derived(String topic, Class<? extends Record> data) {
        var schema = headed(topic);
        schema.setAll(record(data));
        return schema;
    }

    private static ObjectNode headed(String topic) {
        var schema = of("object");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://tamga.example/contracts/events/" + topic + ".v1.schema.json");
        schema.put("title", "Data of the events on " + topic);
        return schema;
    }

    private static ObjectNode content(Class<? extends Record> type) {
        return record(type);
    }

    private static ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Map.class) {
                var map = of("object");
                map.set("additionalProperties", schema(arguments[1]));
                return map;
            }
            return array(schema(arguments[0]));
        }
        var plain = (Class<?>) type;
        if (plain.isArray()) {
            return array(schema(plain.getComponentType()));
        }
        if (SCALARS.containsKey(plain)) {
            return SCALARS.get(plain).deepCopy();
        }
        if (plain.isEnum()) {
            var schema = text(null);
            for (var constant : plain.getEnumConstants()) {
                schema.withArray("enum").add(Json.name((Enum<?>) constant));
            }
            return schema;
        }
        return plain.isRecord() ? record(plain) : JSON.objectNode();
    }

    private static ObjectNode record(Class<?> type) {
        var schema = of("object");
        var properties = schema.putObject("properties");
        for (var component : type.getRecordComponents()) {
            var member = schema(component.getGenericType());
            if (isRequired(component)) {
                schema.withArray("required").add(component.getName());
            } else if (isWrittenAsNull(type) && member.has("type")) {
                nullable(member);
            }
            properties.set(component.getName(), member);
        }
        return schema;
    }

    private static boolean isWrittenAsNull(Class<?> type) {
        var inclusion = type.getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.ALWAYS;
    }

    private static boolean isRequired(RecordComponent component) {
        for (Class<? extends Annotation> constraint : List.of(NotNull.class, NotBlank.class, NotEmpty.class)) {
            if (component.getAccessor().isAnnotationPresent(constraint)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode of(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode text(String format) {
        var schema = of("string");
        return format == null ? schema : schema.put("format", format);
    }

    private static ObjectNode array(ObjectNode items) {
        var schema = of("array");
        schema.set("items", items);
        return schema;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        var type = schema.get("type").textValue();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private static ObjectNode languageMap() {
        var schema = of("object").put("minProperties", 1).put("description", "The text by language (BCP 47; und if unknown)");
        schema.set("additionalProperties", text(null));
        return schema;
    }

    private static ObjectNode money() {
        var schema = of("object");
        var properties = schema.putObject("properties");
        properties.set("amount", text(null).put("description", "A decimal number"));
        properties.set("currency", text(null).put("description", "ISO 4217"));
        schema.withArray("required").add("amount").add("currency");
        return schema;
    }
}
