package org.tamga.trade.company;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.record.Condition;
import org.tamga.record.database.Database;

/**
 * How a list finds companies by a part of their names. That many have is soon met in the order of the list; what few have is only
 * found by the names' index, which for what many have would gather them all. PostgreSQL cannot tell the two apart, least of all within
 * one country (a Korean word is in every fourth name, and in none of Kazakhstan's): so a sample is looked at first.
 */
final class NameLookup {

    /** Pages of the table that are looked at: some two thousand companies. */
    private static final int SAMPLE = 300;
    /** So many of those, and fifty are met within some thousands. */
    private static final int MANY = 8;
    /** What an index gathers at most. */
    private static final int MOST = 20_000;

    private NameLookup() {
    }

    /**
     * What any of the conditions finds, so that the planner does what is right.
     *
     * @param ways conditions on {@code v.name_text} or {@code v.name_key}, each of one index
     * @param among one that the list has besides and those indexes know, on {@code v.jurisdiction}
     */
    static Condition of(Database database, List<Condition> ways, Condition among) {
        var named = Condition.nested(ways.stream().map(way -> "(%s)").collect(Collectors.joining(" or ")), ways.toArray());
        var sample = Condition
                .nested("""
                        select count(*) >= %s from company_version v tablesample system (
                          (select least(100, %s * 8192 * 100.0 / greatest(pg_relation_size('company_version'), 1))))
                        where %%s and (%%s)""".formatted(MANY, SAMPLE), among, named);
        if (database.read(transaction -> transaction.first(sample.sql(), row -> row.getBoolean(1),
                sample.arguments().toArray())).orElseThrow()) {
            return met(named);
        }
        // Way by way: for both together the planner may take the country's half of an index alone.
        var gathered = Condition.nested(
                ways.stream().map(way -> "(select v.id from company_version v where %s and %s limit " + (MOST + 1) + ")")
                        .collect(Collectors.joining(" union ")),
                ways.stream().flatMap(way -> Stream.of(among, way)).toArray());
        var ids = database.snapshot(transaction -> {
            transaction.update("set local enable_seqscan = off");
            transaction.update("set local enable_indexscan = off");
            return transaction.list(gathered.sql(), row -> row.getObject(1, UUID.class), gathered.arguments().toArray());
        });
        return ids.isEmpty()
                ? Condition.of("false")
                : ids.size() > MOST ? met(named) : Condition.nested("(%s) is true and v.id = any (?)", named, ids);
    }

    /** For the planner, of half of all: nothing but walking through them is worth while. */
    private static Condition met(Condition named) {
        return Condition.nested("case when %s then true end", named);
    }
}
