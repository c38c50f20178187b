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
 */
public record Condition(String sql, List<Object> arguments) {

    /** More than anybody asks for together; each costs the planner something. */
    private static final int MOST_VALUES = 10;

    public static Condition of(String sql, Object... arguments) {
        return new Condition(sql, List.of(arguments));
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
        return new Condition(sql.formatted(inner), arguments);
    }

    /** What each of comma-separated values asks, all together. */
    public static Condition each(String values, Function<String, Condition> condition) {
        var parts = Stream.of(values.split(",", -1)).map(String::strip).distinct().toList();
        if (parts.size() > MOST_VALUES || parts.contains("")) {
            throw new IllegalArgumentException("takes 1 to " + MOST_VALUES + " values, separated by commas");
        }
        var conditions = parts.stream().map(condition).toArray();
        return nested(Stream.of(conditions).map(one -> "(%s)").collect(Collectors.joining(" and ")), conditions);
    }
}
