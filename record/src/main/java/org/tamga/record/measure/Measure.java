package org.tamga.record.measure;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;

/** A number that a service computes from its records, the same way for everybody: its bean makes it known. */
public interface Measure {

    /** Such as {@code trade.companies.foreign-capital}. */
    String code();

    /** What people call it. */
    LanguageMap name();

    /** Such as {@code companies}. */
    String unit();

    /** The names of the dimensions that a reading needs, such as {@code reporter} and {@code partner}. */
    List<Dimension> dimensions();

    /** What is counted and what is not. */
    LanguageMap definition();

    /** Counts changes of the definition. */
    int version();

    /**
     * The value for these dimensions at these times.
     *
     * @param dimensions a valid value for each of {@link #dimensions()}
     * @throws java.lang.IllegalArgumentException never for values that the dimensions accept
     */
    Reading read(Map<String, String> dimensions, At at);

    /**
     * A dimension and the values that it takes.
     *
     * @param choices all of its values where it is a {@link Kind#CHOICE}
     */
    record Dimension(String name, Kind kind, List<String> choices) {

        /** A dimension whose values are countries. */
        public static Dimension country(String name) {
            return new Dimension(name, Kind.COUNTRY, List.of());
        }

        /** A dimension whose values are years. */
        public static Dimension year(String name) {
            return new Dimension(name, Kind.YEAR, List.of());
        }

        /** A dimension with any other values. */
        public static Dimension text(String name) {
            return new Dimension(name, Kind.TEXT, List.of());
        }

        /** A dimension whose values are an enum's constants. */
        public static Dimension choice(String name, Class<? extends Enum<?>> type) {
            return new Dimension(name, Kind.CHOICE, Stream.of(type.getEnumConstants()).map(Json::name).toList());
        }
    }

    /** What a dimension's values are. */
    enum Kind {
        /** ISO 3166-1 alpha-2 */
        COUNTRY,
        /** four digits */
        YEAR,
        /** one of a few */
        CHOICE, TEXT
    }
}
