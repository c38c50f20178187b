package org.tamga.record.measure;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

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

    /** The part of the value by which words that state it may round it: 0.02 is two per cent. */
    default BigDecimal tolerance() {
        return new BigDecimal("0.02");
    }

    /**
     * The value for these dimensions at these times.
     *
     * @param dimensions a valid value for each of {@link #dimensions()}
     * @throws java.lang.IllegalArgumentException never for values that the dimensions accept
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
     * The values of all days at once, for a measure of so many rows that reading it day by day would take too long; days
     * without a value are left out. Empty where it is read day by day.
     */
    default Optional<List<Counted>> counted(Map<String, String> dimensions) {
        return Optional.empty();
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
            var moved = new LinkedHashSet<Map<String, String>>();
            for (var period : Stream.concat(own.before().stream(), own.after().stream()).toList()) {
                moves.of(transaction, period).forEach(moved::add);
            }
            return moved;
        }
    }

    /** Tells which readings a period that comes, goes or changes may move, by the values of their dimensions. */
    @FunctionalInterface
    interface Moves<C extends Record> {
        Stream<Map<String, String>> of(Transaction transaction, Period<C> period) throws SQLException;
    }

    /** The readings of all ordered pairs of these countries, for a measure between two. */
    static Stream<Map<String, String>> pairs(String one, String other, Collection<String> countries) {
        return countries.stream().flatMap(first -> countries.stream().filter(second -> !second.equals(first))
                .map(second -> Map.of(one, first, other, second)));
    }

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
        CHOICE,
        TEXT
    }
}
