package org.tamga.commons.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Decimals;
import org.tamga.commons.value.Years;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.quarkus.jackson.ObjectMapperCustomizer;

/**
 * How Tamga writes and reads JSON, everywhere: ISO 8601 times, enum constants in lower-case kebab ({@code VISA_FREE} is
 * {@code visa-free}), absent and null alike, absent lists empty, unknown members refused, nothing coerced from another type.
 */
@Singleton
public class Json implements ObjectMapperCustomizer {

    /** Deeper nesting than any of our documents has; keeps hostile ones from our stack. */
    private static final int MAX_DEPTH = 50;
    /** Characters in one string: a long speech, not a book. */
    private static final int MAX_STRING = 1_000_000;

    /** A mapper of its own, for use where no container runs. */
    public static ObjectMapper mapper() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new Json().customize(mapper);
        return mapper;
    }

    /** The JSON name of an enum's constant. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The enum's constant with that JSON name. Throws IllegalArgumentException if there is none. */
    public static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH).maxStringLength(MAX_STRING).maxNumberLength(100).build());
        mapper.setAnnotationIntrospector(new KebabEnums());
        mapper.registerModule(new SimpleModule("tamga").addDeserializer(BigDecimal.class, new PlainDecimal())
                .setDeserializerModifier(new YearsChecked()));
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    }

    /** Numbers of a sane size, the same whether or not their writer kept trailing zeros. */
    private static final class PlainDecimal extends NumberDeserializers.BigDecimalDeserializer {

        private static final long serialVersionUID = 1L;

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var number = super.deserialize(parser, context);
            try {
                return number == null ? null : Decimals.plain(number);
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }

    /** Days and times of years that there is a record of. */
    private static final class YearsChecked extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;
        private static final Set<Class<?>> TIMES = Set.of(LocalDate.class, OffsetDateTime.class, Instant.class);

        @Override
        public JsonDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription type,
                JsonDeserializer<?> deserializer) {
            return TIMES.contains(type.getBeanClass()) ? new YearChecked(deserializer) : deserializer;
        }
    }

    private static final class YearChecked extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        YearChecked(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new YearChecked(deserializer);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var time = super.deserialize(parser, context);
            try {
                return time == null ? null : Years.check((TemporalAccessor) time);
            } catch (DateTimeException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }

    private static final class KebabEnums extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            var annotated = super.findEnumValues(config, type, constants, names);
            for (int i = 0; i < constants.length; i++) {
                if (annotated[i] == null) {
                    annotated[i] = name(constants[i]);
                }
            }
            return annotated;
        }
    }
}
