package org.tamga.record;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A room's own filter, as SQL over the version table's row {@code v}.
 *
 * @param sql such as {@code v.names @> ?::jsonb}
 * @param arguments in the order of its question marks
 * @param ofSome the same, asked of the records {@link #SOME} alone; null where it would be the condition itself
 */
public record Condition(String sql, List<Object> arguments, Condition ofSome) {

    /**
     * The ids of the records that are asked about, in SQL, where {@link #SOME_ARE} stands before it. Bound once for all who ask, and
     * out of the planner's sight, which would weigh every one of them each time.
     */
    static final String SOME = "any ((select ids from some_records)::uuid[])";
    static final String SOME_ARE = "with some_records as materialized (select ?::uuid[] as ids) ";

    /** More than anybody asks for together; each costs the planner something. */
    private static final int MOST_VALUES = 10;

    public Condition(String sql, List<Object> arguments) {
        this(sql, arguments, null);
    }

    public static Condition of(String sql, Object... arguments) {
        return new Condition(sql, List.of(arguments));
    }

    /**
     * Records whose ids a query gives, such as {@code select s.id from statement_version s where …}. Where many have what it asks
     * for, a list need not know them all: it asks it of its next records alone.
     *
     * @param ids of records of the version table {@code v}, each once or more
     */
    public static Condition among(Condition ids) {
        // What is true is no join: it is asked once for all the records, and not once for each.
        return new Condition("v.id in (" + ids.sql() + ")", ids.arguments(), Condition
                .nested("(v.id in (select one.id from (%s) one where one.id = " + SOME + ")) is true", ids));
    }

    /**
     * SQL with conditions inside it.
     *
     * @param sql where each {@code %s} stands for the next of the parts
     * @param parts conditions, or arguments of the question marks that stand between them, in the order of the SQL
     */
    public static Condition nested(String sql, Object... parts) {
        var inner = Stream.of(parts).filter(Condition.class::isInstance).map(part -> ((Condition) part).sql()).toArray();
        var arguments = Stream.of(parts).flatMap(part -> part instanceof Condition condition
                ? condition.arguments().stream()
                : Stream.of(part)).toList();
        var ofSome = Stream.of(parts).anyMatch(part -> part instanceof Condition condition && condition.ofSome() != null)
                ? nested(sql, Stream.of(parts).map(part -> part instanceof Condition condition ? condition.orOfSome() : part)
                        .toArray())
                : null;
        return new Condition(sql.formatted(inner), arguments, ofSome);
    }

    /** This condition, asked of some records alone. */
    Condition orOfSome() {
        return ofSome == null ? this : ofSome;
    }

    /** What each of comma-separated values asks, all together. */
    public static Condition each(String values, Function<String, Condition> condition) {
        return joined(" and ", values, condition);
    }

    /** What one of comma-separated values asks, or another. */
    public static Condition any(String values, Function<String, Condition> condition) {
        return joined(" or ", values, condition);
    }

    private static Condition joined(String word, String values, Function<String, Condition> condition) {
        var conditions = values(values).stream().map(condition).toArray();
        return nested(Stream.of(conditions).map(one -> "(%s)").collect(Collectors.joining(word)), conditions);
    }

    /** Comma-separated values, each once; throws an IllegalArgumentException where they are too many, or one is empty. */
    public static List<String> values(String text) {
        return values(text, MOST_VALUES);
    }

    static List<String> values(String text, int most) {
        var values = Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
        if (values.size() > most || values.contains("")) {
            throw new IllegalArgumentException("takes 1 to " + most + " values, separated by commas");
        }
        return values;
    }
}
