package org.tamga.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A record's JSON: the period's own members and the room's fields side by side in one object. */
final class RecordJson<C extends Record> {

    /** Members that we give and that a body may bring back: read past, never taken over. */
    private static final Set<String> READ_ONLY = Set.of("id", "parentId", "version", "recordedAt", "supersededAt", "knownFrom",
            "knownTo", "recordedBy", "warnings", "changed");
    private static final Set<String> PERIOD = Set.of("validFrom", "validTo", "confidence", "sources", "reason", "note");

    /** Thins nothing out. */
    static final Predicate<String> EVERYTHING = name -> true;

    private static final int MAX_NOTE = 2000;
    /** Values, names and brackets of one body: as a tree, a small one takes a hundred bytes of memory for three of text. */
    private static final int MAX_TOKENS = 100_000;

    private final Fields<C> fields;
    private final Supplier<Set<String>> derived;
    private final ObjectMapper mapper;
    private final ObjectReader bodies;
    private final Validator validator;
    private final JavaType citations;

    /** @param derived names of the members that the room computes on reading; a body may bring them back */
    RecordJson(Fields<C> fields, Supplier<Set<String>> derived, ObjectMapper mapper, Validator validator) {
        this.fields = fields;
        this.derived = derived;
        this.mapper = mapper;
        this.bodies = bodies(mapper);
        this.validator = validator;
        this.citations = mapper.getTypeFactory().constructCollectionType(List.class, Citation.class);
    }

    /** Reads a body: 400 where it is no JSON object, 413 where it is too long, 422 with every violation found. */
    ObjectNode tree(InputStream body) {
        return tree(bodies, body);
    }

    /** What reads bodies as a tree that is bounded. */
    static ObjectReader bodies(ObjectMapper mapper) {
        var factory = mapper.getFactory().copy();
        factory.setStreamReadConstraints(factory.streamReadConstraints().rebuild().maxTokenCount(MAX_TOKENS).build());
        return mapper.reader().with(factory);
    }

    static ObjectNode tree(ObjectReader bodies, InputStream body) {
        try {
            var tree = bodies.readTree(body);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body must be one JSON object.");
        } catch (StreamConstraintsException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST,
                    "The JSON is nested too deeply, has more than " + MAX_TOKENS
                            + " values, or a text or number in it is too long.");
        } catch (JsonProcessingException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body is not well-formed JSON: " + where(e));
        } catch (IOException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "The body could not be read to its end.");
        }
    }

    /** A line of a table; what cannot be read as its member's JSON stays a text, which {@link #write} will refuse by name. */
    ObjectNode tree(Map<String, String> cells) {
        var tree = mapper.createObjectNode();
        cells.forEach((member, cell) -> {
            if (!cell.isEmpty()) {
                tree.set(member, isText(member) ? TextNode.valueOf(Export.unguarded(cell)) : json(cell));
            }
        });
        return tree;
    }

    private boolean isText(String member) {
        return fields.named(member).map(Fields.Field::isWrittenAsText).orElse(!member.equals("sources"));
    }

    private JsonNode json(String cell) {
        try {
            return bodies.readTree(cell);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(cell);
        }
    }

    /** What a PUT or POST states. */
    Write<C> write(ObjectNode body) {
        var violations = new ArrayList<Violation>();
        checkTexts(body, "", violations);
        body.fieldNames().forEachRemaining(name -> {
            if (fields.named(name).isEmpty() && !PERIOD.contains(name) && !READ_ONLY.contains(name)
                    && !derived.get().contains(name)) {
                violations.add(new Violation("/" + name, "there is no such field here"));
            }
        });
        var valid = interval(body, violations);
        var confidence = this.<Confidence>bind(body, "confidence", mapper.constructType(Confidence.class), violations);
        var reason = this.<Reason>bind(body, "reason", mapper.constructType(Reason.class), violations);
        if (reason == Reason.RETRACTION) {
            violations.add(new Violation("/reason", "is update or correction; to withdraw something, POST to …/retraction"));
        }
        var note = text(body, "note", MAX_NOTE, violations);
        var content = content(body, violations);
        var sources = sources(body, violations);
        if (content != null) {
            validator.validate(content).forEach(violation -> violations.add(violation(violation, "")));
        }
        throwIfAny(violations);
        return new Write<>(valid, content, confidence == null ? Confidence.REPORTED : confidence, sources,
                reason == Reason.NEW ? null : reason, note, body.path("recordedAt").textValue());
    }

    /** What a POST to …/retraction states. */
    Withdrawal withdrawal(ObjectNode body) {
        var violations = new ArrayList<Violation>();
        checkTexts(body, "", violations);
        body.fieldNames().forEachRemaining(name -> {
            if (!Set.of("because", "sources", "validFrom", "validTo").contains(name)) {
                violations.add(new Violation("/" + name, "there is no such field here"));
            }
        });
        var because = text(body, "because", MAX_NOTE, violations);
        if (because == null || because.isBlank()) {
            violations.add(new Violation("/because", "say why it never held"));
        }
        var valid = interval(body, violations);
        var sources = sources(body, violations);
        throwIfAny(violations);
        return new Withdrawal(valid, because, sources);
    }

    private C content(ObjectNode body, List<Violation> violations) {
        var values = new Object[fields.all().size()];
        var before = violations.size();
        for (int i = 0; i < values.length; i++) {
            var field = fields.all().get(i);
            values[i] = bind(body, field.name, field.type, violations);
            if (field.isText() && values[i] instanceof String text && text.length() > field.maxLength) {
                violations.add(new Violation("/" + field.name, "is longer than " + field.maxLength + " characters"));
            }
        }
        if (violations.size() > before) {
            return null;
        }
        try {
            return fields.create(values);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("", e.getMessage()));
            return null;
        }
    }

    private List<Citation> sources(ObjectNode body, List<Violation> violations) {
        var before = violations.size();
        List<Citation> sources = bind(body, "sources", citations, violations);
        if (violations.size() > before) {
            return List.of();
        }
        if (sources == null || sources.isEmpty()) {
            throw new Problem(ProblemType.SOURCE_REQUIRED, "A write needs at least one citation in sources.",
                    List.of(new Violation("/sources", "at least one citation is needed")));
        }
        for (int i = 0; i < sources.size(); i++) {
            var prefix = "/sources/" + i;
            if (sources.get(i) == null) {
                violations.add(new Violation(prefix, "is null"));
            } else {
                validator.validate(sources.get(i)).forEach(violation -> violations.add(violation(violation, prefix)));
            }
        }
        return sources;
    }

    private Interval interval(ObjectNode body, List<Violation> violations) {
        var day = mapper.constructType(LocalDate.class);
        var before = violations.size();
        LocalDate from = bind(body, "validFrom", day, violations);
        LocalDate to = bind(body, "validTo", day, violations);
        if (violations.size() > before) {
            return Interval.ALWAYS;
        }
        if (from != null && to != null && !from.isBefore(to)) {
            violations
                    .add(new Violation("/validTo", "must be after validFrom: it is the first day on which it no longer holds"));
        }
        return violations.size() > before ? Interval.ALWAYS : new Interval(from, to);
    }

    private String text(ObjectNode body, String name, int maxLength, List<Violation> violations) {
        String text = bind(body, name, mapper.constructType(String.class), violations);
        if (text != null && text.length() > maxLength) {
            violations.add(new Violation("/" + name, "is longer than " + maxLength + " characters"));
        }
        return text;
    }

    private <T> T bind(ObjectNode body, String name, JavaType type, List<Violation> violations) {
        var node = body.get(name);
        try {
            if (node == null || node.isNull()) {
                return type.isTypeOrSubTypeOf(List.class) ? mapper.convertValue(List.of(), type) : null;
            }
            return mapper.readerFor(type).readValue(node);
        } catch (JsonMappingException e) {
            violations.add(new Violation("/" + name + pointer(e), reason(e)));
            return null;
        } catch (IOException e) {
            violations.add(new Violation("/" + name, "cannot be read"));
            return null;
        }
    }

    static String pointer(JsonMappingException e) {
        var pointer = new StringBuilder();
        e.getPath().forEach(step -> pointer.append('/')
                .append(step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName())));
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** What is wrong, in words that name no class of ours. */
    static String reason(JsonMappingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && !(cause instanceof JsonMappingException)
                    && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no such field here; there are " + unknown.getKnownPropertyIds();
        }
        if (e instanceof InvalidFormatException format) {
            var target = format.getTargetType();
            if (target != null && target.isEnum()) {
                var names = new ArrayList<String>();
                for (var constant : target.getEnumConstants()) {
                    names.add(Json.name((Enum<?>) constant));
                }
                return "is one of " + String.join(", ", names);
            }
            return "\"" + format.getValue() + "\" is not " + expected(target);
        }
        if (e instanceof MismatchedInputException mismatch) {
            return "must be " + expected(mismatch.getTargetType());
        }
        return "cannot be read";
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of the right type";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == LocalDate.class) {
            return "a day such as 2025-12-17";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number in range";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time with its offset such as 2025-12-17T09:30:00+05:00";
        }
        return type == String.class || type.isEnum() ? "a text" : "an object";
    }

    static Violation violation(ConstraintViolation<?> violation, String prefix) {
        var pointer = new StringBuilder(prefix);
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return new Violation(pointer.toString(), violation.getMessage());
    }

    /** PostgreSQL can hold neither NUL nor half a surrogate pair; no honest text has either. */
    static void checkTexts(JsonNode node, String pointer, List<Violation> violations) {
        if (node.isTextual()) {
            if (isBroken(node.textValue())) {
                violations.add(new Violation(pointer, "holds a NUL character or half of a surrogate pair"));
            }
        } else if (node.isObject()) {
            node.fields().forEachRemaining(member -> {
                var inner = pointer + "/" + escape(member.getKey());
                if (isBroken(member.getKey())) {
                    violations.add(new Violation(pointer,
                            "has a member whose name holds a NUL character or half of a surrogate pair"));
                }
                checkTexts(member.getValue(), inner, violations);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkTexts(node.get(i), pointer + "/" + i, violations);
            }
        }
    }

    static boolean isBroken(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return true;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            var first = violations.get(0);
            throw new Problem(ProblemType.RULE_BROKEN, (first.pointer() + " " + first.detail()).strip(), violations);
        }
    }

    private static String where(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "it ends too early" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Writes one period as an object. Optional fields that have no value are left out; the period's bounds never are. */
    void write(JsonGenerator json, Period<C> period, Map<String, ?> extra, Predicate<String> wanted) throws IOException {
        json.writeStartObject();
        member(json, wanted, "id", period.id().toString());
        if (period.parentId() != null) {
            member(json, wanted, "parentId", period.parentId().toString());
        }
        if (wanted.test("version")) {
            json.writeNumberField("version", period.version());
        }
        var stated = period.stated();
        for (int i = 0; i < fields.all().size(); i++) {
            var field = fields.all().get(i);
            if (wanted.test(field.name)) {
                if (stated.isStored()) {
                    field.write(json, stated.field(i));
                } else if (field.of(stated.content()) != null) {
                    json.writeFieldName(field.name);
                    mapper.writeValue(json, field.of(stated.content()));
                }
            }
        }
        for (var member : extra.entrySet()) {
            if (wanted.test(member.getKey())) {
                json.writeFieldName(member.getKey());
                mapper.writeValue(json, member.getValue());
            }
        }
        member(json, wanted, "validFrom", text(period.valid().from()));
        member(json, wanted, "validTo", text(period.valid().to()));
        member(json, wanted, "recordedAt", text(period.recordedAt()));
        member(json, wanted, "supersededAt", text(period.supersededAt()));
        member(json, wanted, "knownFrom", text(period.knownFrom()));
        // Where it ends by a dated import alone; else it is supersededAt.
        if (period.supersededAt() == null && period.knownTo() != null) {
            member(json, wanted, "knownTo", text(period.knownTo()));
        }
        member(json, wanted, "recordedBy", period.recordedBy());
        member(json, wanted, "reason", Json.name(period.reason()));
        member(json, wanted, "confidence", Json.name(period.confidence()));
        if (period.note() != null) {
            member(json, wanted, "note", period.note());
        }
        if (wanted.test("sources")) {
            json.writeFieldName("sources");
            if (stated.isStored()) {
                json.writeRawValue(stated.sourcesJson());
            } else {
                mapper.writeValue(json, stated.sources());
            }
        }
        json.writeEndObject();
    }

    /** A list of periods. */
    void writeAll(JsonGenerator json, List<Period<C>> periods, Predicate<String> wanted) throws IOException {
        json.writeStartArray();
        for (var period : periods) {
            write(json, period, Map.of(), wanted);
        }
        json.writeEndArray();
    }

    /** A member that lists periods. */
    void writeAll(JsonGenerator json, String member, List<Period<C>> periods, Predicate<String> wanted) throws IOException {
        json.writeFieldName(member);
        writeAll(json, periods, wanted);
    }

    /** A member that lists periods, each with more members, found by their names and the period's record. */
    void writeAll(JsonGenerator json, String member, List<Period<C>> periods, Map<String, Map<UUID, ?>> more,
            Predicate<String> wanted) throws IOException {
        json.writeArrayFieldStart(member);
        for (var period : periods) {
            var extra = new LinkedHashMap<String, Object>();
            more.forEach((name, values) -> extra.put(name, values.get(period.id())));
            extra.values().removeIf(Objects::isNull);
            write(json, period, extra, wanted);
        }
        json.writeEndArray();
    }

    /** Names of the members that a period may have. */
    Set<String> members() {
        var members = new TreeSet<>(
                Set.of("id", "parentId", "version", "recordedAt", "supersededAt", "knownFrom", "knownTo", "recordedBy"));
        members.addAll(PERIOD);
        members.addAll(derived.get());
        fields.all().forEach(field -> members.add(field.name));
        return members;
    }

    /** Runs something that writes JSON and gives the text. */
    String text(Body body) {
        var text = new StringWriter();
        try (var json = mapper.getFactory().createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
        return text.toString();
    }

    /** Names of the content's fields in which two periods differ, and of the period's own members. */
    Set<String> differences(Period<C> now, Period<C> before) {
        var names = new HashSet<String>();
        for (var field : fields.all()) {
            if (!Objects.equals(field.of(now.content()), field.of(before.content()))) {
                names.add(field.name);
            }
        }
        if (!Objects.equals(now.valid().from(), before.valid().from())) {
            names.add("validFrom");
        }
        if (!Objects.equals(now.valid().to(), before.valid().to())) {
            names.add("validTo");
        }
        if (now.confidence() != before.confidence()) {
            names.add("confidence");
        }
        if (!now.sources().equals(before.sources())) {
            names.add("sources");
        }
        return names;
    }

    /** The same in UTF-8, as an answer needs it. */
    byte[] bytes(Body body) {
        var bytes = new ByteArrayOutputStream(1 << 11);
        try (var json = mapper.getFactory().createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
        return bytes.toByteArray();
    }

    /** Something that writes JSON. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static void member(JsonGenerator json, Predicate<String> wanted, String name, String value) throws IOException {
        if (wanted.test(name)) {
            json.writeStringField(name, value);
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
