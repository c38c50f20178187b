package org.tamga.record.measure;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** A number that a service computes from its records, the same way for everybody: its bean makes it known. */
public interface Measure {

    /** What the definition ends with of a measure that takes for its value what is sure ({@link Confidence#isSure}) alone. */
    String SURE_ALONE = " What is only planned, or disputed, is left out of the value and named in the breakdown.";

    /** Such as {@code trade.companies.foreign-capital}. */
    String code();

    /** What people call it. */
    LanguageMap name();

    /** Such as {@code companies}. */
    String unit();

    /** The dimensions that a reading needs, such as {@code reporter} and {@code partner}. */
    List<Dimension> dimensions();

    /**
     * Tells of each dimension that has no such value why; of nothing where there is a reading of these values.
     *
     * @param refuse takes the name of the dimension, and what its value must be
     */
    default void check(Map<String, String> dimensions, BiConsumer<String, String> refuse) {
        for (var dimension : dimensions()) {
            try {
                dimension.check().accept(dimensions.get(dimension.name()));
            } catch (IllegalArgumentException e) {
                refuse.accept(dimension.name(), e.getMessage());
            }
        }
    }

    /** What is counted and what is not. */
    LanguageMap definition();

    /** Counts changes of the definition. */
    int version();

    /** The part of the value by which words that state it may round it: 0.02 is two per cent. */
    default BigDecimal tolerance() {
        return new BigDecimal("0.02");
    }

    /**
     * The value for these dimensions at these times.
     *
     * @param dimensions values in which {@link #check} finds nothing wrong
     */
    Reading read(Map<String, String> dimensions, At at);

    /** The kinds of records that it rests on: a change of one of them has the readings that it may move computed anew. */
    default List<Ground<?>> grounds() {
        return List.of();
    }

    /**
     * What it may count for these dimensions, on whatever day: SQL that gives {@code valid} (a daterange in which the value may
     * differ from before and after) and {@code sources} (a jsonb array of citations). Only what stands now.
     */
    default Condition rows(Map<String, String> dimensions) {
        return Condition.of("select null::daterange as valid, '[]'::jsonb as sources where false");
    }

    /**
     * SQL for {@link #rows}' sources of a version table's row, by its alias: none where it is not sure, and so not counted.
     *
     * @param others the aliases of rows that must be sure as well
     */
    static String sources(String row, String... others) {
        var sure = Stream.concat(Stream.of(row), Stream.of(others)).map(Confidence::sure).collect(Collectors.joining(" and "));
        return "case when " + sure + " then " + row + ".sources else '[]'::jsonb end as sources";
    }

    /**
     * The values of all days at once, for a measure of so many rows that reading it day by day would take too long; days
     * without a value are left out. Empty where it is read day by day.
     *
     * @param transaction in which the {@link #rows} are gone through afterwards: what it is told to expect holds for them too
     */
    default Optional<List<Counted>> counted(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        return Optional.empty();
    }

    /** The days on which something would count if it were not disputed; asked where all are {@link #counted} at once. */
    default List<Interval> disputed(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        return List.of();
    }

    /** A value and the days on which it is. */
    record Counted(Interval valid, BigDecimal value) {}

    /**
     * A kind of record that a measure rests on.
     *
     * @param moves which readings a period of it may move
     * @param movesWhenNew the same of a record that is only being made, to which nothing can refer yet; an import of many is the
     *        quicker for each of its rows that needs no statement of its own
     */
    record Ground<C extends Record>(Records<C> records, Moves<C> moves, Moves<C> movesWhenNew) {

        public Ground(Records<C> records, Moves<C> moves) {
            this(records, moves, moves);
        }

        /** The readings that this change may move; none where it is of another kind of record. */
        public <D extends Record> Set<Map<String, String>> movedBy(Transaction transaction, Records<D> changed,
                Change<D> change) throws SQLException {
            if (changed != records) {
                return Set.of();
            }
            @SuppressWarnings("unchecked")
            var own = (Change<C>) change;
            var moves = change.version() == 1 ? movesWhenNew : this.moves;
            return moves.ofAll(transaction, Stream.concat(own.before().stream(), own.after().stream()).toList())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** Tells which readings a period that comes, goes or changes may move, by the values of their dimensions. */
    @FunctionalInterface
    interface Moves<C extends Record> {
        Stream<Map<String, String>> of(Transaction transaction, Period<C> period) throws SQLException;

        /** Those of all periods of one record that a change concerns; to be overridden where they can be asked for at once. */
        default Stream<Map<String, String>> ofAll(Transaction transaction, List<Period<C>> periods) throws SQLException {
            var all = Stream.<Map<String, String>>builder();
            for (var period : periods) {
                of(transaction, period).forEach(all);
            }
            return all.build();
        }
    }

    /** The readings of all ordered pairs of these countries, for a measure between two. */
    static Stream<Map<String, String>> pairs(String one, String other, Collection<String> countries) {
        return countries.stream().flatMap(first -> countries.stream().filter(second -> !second.equals(first))
                .map(second -> Map.of(one, first, other, second)));
    }

    /**
     * A dimension and the values that it takes.
     *
     * @param isCountry true if they are countries
     * @param check throws an IllegalArgumentException that says what its values are where it is given none of them, or null
     */
    record Dimension(String name, boolean isCountry, Consumer<String> check) {

        /** A dimension whose values are countries: ISO 3166-1 alpha-2. */
        public static Dimension country(String name) {
            return new Dimension(name, true, Country::new);
        }

        /** A dimension whose values are years. */
        public static Dimension year(String name) {
            return text(name, "\\d{4}", "is a year of four digits");
        }

        /**
         * A dimension whose values have a form of their own.
         *
         * @param form a regular expression
         * @param otherwise what they are, such as {@code is a year of four digits}
         */
        public static Dimension text(String name, String form, String otherwise) {
            return new Dimension(name, false, value -> {
                if (value == null || !value.matches(form)) {
                    throw new IllegalArgumentException(otherwise);
                }
            });
        }

        /** A dimension whose values are an enum's constants. */
        public static Dimension choice(String name, Class<? extends Enum<?>> type) {
            var choices = Stream.of(type.getEnumConstants()).map(Json::name).toList();
            return text(name, String.join("|", choices), "is one of " + String.join(", ", choices));
        }
    }
}
