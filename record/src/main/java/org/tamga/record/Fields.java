package org.tamga.record;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.constraints.Size;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Decimals;
import org.tamga.commons.value.Edtf;
import org.tamga.commons.value.Years;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * The fields of a room's content, read off its Java record: each component is a JSON member of its name and a column of
 * that name in snake case. Scalars have typed columns and are equality filters; everything else is jsonb.
 */
final class Fields<C extends Record> {

    /** Longest text of a scalar field that does not say otherwise by {@link Size}; keeps its index entry legal. */
    private static final int MAX_TEXT = 500;

    private final Class<C> type;
    private final Constructor<C> constructor;
    private final List<Field> fields;
    private final List<Method> stored;

    Fields(Class<C> type, ObjectMapper mapper) {
        this.type = type;
        this.constructor = canonical(type);
        this.fields = Arrays.stream(type.getRecordComponents()).map(component -> Field.of(component, mapper)).toList();
        // Sorted, because reflection gives no order and both halves of an INSERT need the same.
        this.stored = Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Stored.class))
                .sorted(Comparator.comparing(Method::getName)).toList();
        stored.forEach(method -> method.setAccessible(true));
    }

    Class<C> type() {
        return type;
    }

    private static <C> Constructor<C> canonical(Class<C> type) {
        try {
            var parameters = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    List<Field> all() {
        return fields;
    }

    Optional<Field> named(String name) {
        return fields.stream().filter(field -> field.name.equals(name)).findFirst();
    }

    /** Makes the content of values in the order of the components. An exception of its constructor comes out as it is. */
    C create(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    /** A content of a row that has the columns by their names. */
    C read(ResultSet row) throws SQLException {
        return read(values(row, row.findColumn(fields.get(0).column)));
    }

    /** The values of the columns as they are stored, beginning at that place; JSON as text. */
    Object[] values(ResultSet row, int first) throws SQLException {
        var values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).value(row, first + i);
        }
        return values;
    }

    /** A content of such values. */
    C read(Object[] stored) {
        var values = new Object[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).read(stored[i]);
        }
        return create(values);
    }

    /** What a period is read from: the fields. */
    String columns(String prefix) {
        return fields.stream().map(field -> prefix + field.column).collect(Collectors.joining(", "));
    }

    /** What a period is written to: the fields, and what is only stored. */
    String writtenColumns() {
        return Stream.concat(fields.stream().map(field -> field.column), stored.stream().map(method -> snake(method.getName())))
                .collect(Collectors.joining(", "));
    }

    String placeholders() {
        return Stream.concat(fields.stream().map(field -> field.isJson() ? "?::jsonb" : "?"),
                stored.stream().map(method -> "?::" + method.getAnnotation(Stored.class).value()))
                .collect(Collectors.joining(", "));
    }

    Stream<Object> arguments(C content) {
        return Stream.concat(fields.stream().map(field -> field.toColumn(field.of(content))),
                stored.stream().map(method -> {
                    try {
                        return method.invoke(content);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(method + " cannot be read", e);
                    }
                }));
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** One component: its name in JSON, its column, and how it goes between them. */
    static final class Field {

        final String name;
        final String column;
        final JavaType type;
        final int maxLength;
        private final RecordComponent component;
        private final Scalar<?> scalar;
        private final ObjectMapper mapper;
        private final ObjectReader reader;

        private Field(RecordComponent component, ObjectMapper mapper) {
            this.component = component;
            this.name = component.getName();
            var column = component.getAnnotation(Column.class);
            this.column = column == null ? snake(name) : column.value();
            this.type = mapper.constructType(component.getGenericType());
            this.scalar = Scalar.of(component.getType());
            this.mapper = mapper;
            this.reader = mapper.readerFor(type);
            var size = component.getAccessor().getAnnotation(Size.class);
            this.maxLength = size == null ? MAX_TEXT : size.max();
            component.getAccessor().setAccessible(true);
        }

        static Field of(RecordComponent component, ObjectMapper mapper) {
            return new Field(component, mapper);
        }

        boolean isJson() {
            return scalar == null;
        }

        boolean isText() {
            return type.hasRawClass(String.class);
        }

        /** True of what has no comma in it and is told apart by its name alone: an id, a country, one of a few words. */
        boolean isName() {
            return component.getType().isEnum() || component.getType() == Country.class || component.getType() == UUID.class;
        }

        /** True of what stands in JSON, and in a cell of a table, as a text. */
        boolean isWrittenAsText() {
            return scalar != null && !Number.class.isAssignableFrom(component.getType())
                    && component.getType() != Boolean.class;
        }

        Object of(Object content) {
            try {
                return component.getAccessor().invoke(content);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(name + " cannot be read", e);
            }
        }

        Object toColumn(Object value) {
            if (value == null) {
                return null;
            }
            return scalar == null ? json(value) : scalar.toColumn(value);
        }

        /** A query parameter's text as the column's value; throws IllegalArgumentException where it cannot be one. */
        Object parse(String text) {
            return scalar.toColumn(scalar.parse.apply(text));
        }

        private Object value(ResultSet row, int column) throws SQLException {
            return scalar == null ? row.getString(column) : row.getObject(column, scalar.columnType);
        }

        private Object read(Object stored) {
            if (scalar != null) {
                return stored == null ? null : scalar.read(stored);
            }
            try {
                // Absent lists are empty, as they are when read from a body.
                return stored == null ? isList() ? List.of() : null : reader.readValue((String) stored);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("column " + column + " holds what its field cannot", e);
            }
        }

        private boolean isList() {
            return type.isTypeOrSubTypeOf(List.class);
        }

        /** Writes a member of what the column holds, without making an object of it; none where it is absent. */
        void write(JsonGenerator json, Object stored) throws IOException {
            if (stored == null && !isList()) {
                return;
            }
            json.writeFieldName(name);
            if (stored == null) {
                json.writeStartArray();
                json.writeEndArray();
            } else if (scalar == null) {
                json.writeRawValue((String) stored);
            } else if (scalar.isWrittenAsStored) {
                json.writeString((String) stored);
            } else {
                mapper.writeValue(json, scalar.read(stored));
            }
        }

        private String json(Object value) {
            try {
                return mapper.writerFor(type).writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(name + " cannot be written", e);
            }
        }
    }

    /** A type that has a plain column: how it is read from one, written to one, and made of a query parameter's text. */
    private static final class Scalar<T> {

        private final Class<?> columnType;
        private final Function<Object, T> fromColumn;
        private final Function<T, Object> toColumn;
        private final Function<String, T> parse;
        /** True if the column's text is that of the JSON, too. */
        private final boolean isWrittenAsStored;

        private Scalar(Class<?> columnType, Function<Object, T> fromColumn, Function<T, Object> toColumn,
                Function<String, T> parse, boolean isWrittenAsStored) {
            this.isWrittenAsStored = isWrittenAsStored;
            this.columnType = columnType;
            this.fromColumn = fromColumn;
            this.toColumn = toColumn;
            this.parse = parse;
        }

        private static final Map<Class<?>, Scalar<?>> KNOWN = Map.of(
                String.class, text(text -> text, text -> text),
                Country.class, text(Country::new, Country::code),
                Edtf.class, text(Edtf::new, Edtf::text),
                // As text, because the offset that the source gave is kept.
                OffsetDateTime.class, new Scalar<OffsetDateTime>(String.class, value -> OffsetDateTime.parse((String) value),
                        OffsetDateTime::toString, readable(text -> Years.check(OffsetDateTime.parse(text))), false),
                UUID.class, plain(UUID.class, UUID::fromString),
                Integer.class, plain(Integer.class, Integer::valueOf),
                Long.class, plain(Long.class, Long::valueOf),
                BigDecimal.class, plain(BigDecimal.class, Decimals::parse),
                Boolean.class, plain(Boolean.class, Scalar::truth),
                LocalDate.class, plain(LocalDate.class, text -> Years.check(LocalDate.parse(text))));

        static Scalar<?> of(Class<?> type) {
            return type.isEnum() ? enumeration(type) : KNOWN.get(type);
        }

        private static <T> Scalar<T> text(Function<String, T> parse, Function<T, Object> format) {
            return new Scalar<>(String.class, value -> parse.apply((String) value), format, readable(parse), true);
        }

        private static <T> Scalar<T> plain(Class<T> type, Function<String, T> parse) {
            return new Scalar<>(type, type::cast, value -> value, readable(parse), false);
        }

        private static Scalar<Enum<?>> enumeration(Class<?> type) {
            var byName = new LinkedHashMap<String, Enum<?>>();
            for (var constant : type.getEnumConstants()) {
                byName.put(Json.name((Enum<?>) constant), (Enum<?>) constant);
            }
            return new Scalar<>(String.class, name -> byName.get(name), Json::name, text -> {
                if (!byName.containsKey(text)) {
                    throw new IllegalArgumentException("is one of " + String.join(", ", byName.keySet()));
                }
                return byName.get(text);
            }, true);
        }

        private static <T> Function<String, T> readable(Function<String, T> parse) {
            return text -> {
                try {
                    return parse.apply(text);
                } catch (DateTimeException | NumberFormatException e) {
                    throw new IllegalArgumentException("\"" + text + "\" cannot be a value of this field", e);
                }
            };
        }

        private static Boolean truth(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException("is true or false");
        }

        Object read(Object stored) {
            return fromColumn.apply(stored);
        }

        @SuppressWarnings("unchecked")
        Object toColumn(Object value) {
            return toColumn.apply((T) value);
        }
    }
}
