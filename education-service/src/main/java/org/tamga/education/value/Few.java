package org.tamga.education.value;

import java.util.UUID;

import org.tamga.record.Condition;
import org.tamga.record.database.Database;

/**
 * Helps the planner with conditions of which it cannot tell whether they are met by few or by many, such as what an array or a
 * document contains: few are fetched by their ids, many are soon met in the order of a list.
 */
public final class Few {

    private static final int MOST = 3000;

    private Few() {
    }

    /**
     * The same condition, and where few records ever met it, which.
     *
     * @param table a version table, whose row the condition calls {@code v}
     */
    public static Condition of(Database database, String table, Condition condition) {
        var some = Condition.nested("select v.id from " + table + " v where %s limit " + (MOST + 1), condition);
        var ids = database.read(transaction -> transaction.list(some.sql(), row -> row.getObject("id", UUID.class),
                some.arguments().toArray()));
        return ids.isEmpty()
                ? Condition.of("false")
                : ids.size() > MOST ? condition : Condition.nested("(%s) and v.id = any(?)", condition, ids);
    }
}
