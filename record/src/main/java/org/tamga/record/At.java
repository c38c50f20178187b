package org.tamga.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.tamga.commons.json.Json;

/**
 * The pair of times that a read looks from.
 *
 * @param validAt the day in the world, or null for whatever day
 * @param knownAt what was known at that instant; null is what is held now
 * @param basis what counts as known
 */
public record At(LocalDate validAt, Instant knownAt, Basis basis) {

    /** What a row must meet to count by source: a dated row that was trimmed stays superseded; an ordinary one is so in both times at once. */
    static final String COUNTS = "(upper_inf(%1$s.recorded) or upper(%1$s.recorded) = upper(%1$s.known))";

    /** What counts as known at an instant. */
    public enum Basis {
        /** What the source made known by then, even where it was imported later (dated imports). */
        SOURCE,
        /** Only what this record itself held then. */
        RECORDED
    }

    /** As it is held now, for that day. */
    public static At now(LocalDate validAt) {
        return new At(validAt, null, Basis.SOURCE);
    }

    /** As it is held now, for whatever day. */
    public static At everyDay() {
        return new At(null, null, Basis.SOURCE);
    }

    /** The same as query parameters, for an address that shows what was seen from here. */
    public String parameters() {
        return "validAt=" + validAt + knownParameters();
    }

    /** The known time alone, each parameter with an ampersand before it, for an address that has a day of its own. */
    public String knownParameters() {
        return (knownAt == null ? "" : "&knownAt=" + knownAt)
                + (basis == Basis.SOURCE ? "" : "&knownBasis=" + Json.name(basis));
    }

    /** What a version table's row must meet to hold on that day and to be known then; {@code row} is its alias. */
    public Condition on(String row) {
        var known = known(row);
        if (validAt == null) {
            return known;
        }
        var arguments = new ArrayList<Object>(known.arguments());
        arguments.add(validAt);
        return new Condition(known.sql() + " and " + holds(row), arguments);
    }

    /**
     * What a record says on that day, as known then: a subquery for one column. Between, before and after its recorded days it is
     * what was said last, else first. Where nothing of it was known yet, as of what refers to it in a declaration that is older than
     * all that is recorded of it, it is what was known first: what somebody learns later does not change an answer about then.
     *
     * @param record such as {@code company}
     * @param id SQL for whose
     */
    public Condition said(String record, String column, String id) {
        var of = "select o.%2$s from %1$s_version o where o.id = %3$s and ".formatted(record, column, id);
        var onTheDay = """
                       coalesce(lower(o.valid) > ?::date, false),
                         case when lower(o.valid) > ?::date then null else lower(o.valid) end desc nulls last, lower(o.valid)
                       limit 1""";
        return knownAt == null
                ? Condition.nested(of + "%s order by " + onTheDay, known("o"), validAt, validAt)
                : Condition.nested(
                        of + "not o.withheld and %s order by case when %s then null else lower(o.%s) end nulls first, "
                                + onTheDay,
                        Condition.of(basis == Basis.RECORDED ? "true" : "coalesce(" + COUNTS.formatted("o") + ", false)"),
                        known("o"), Condition.of(basis == Basis.RECORDED ? "recorded" : "known"), validAt, validAt);
    }

    /** What a row must meet to hold on a day, its one argument. */
    String holds(String row) {
        // Of what stands now most holds today, but the planner takes a day that it does not see for a rare one, and would go by the
        // exclusion constraint's index, which is for the past, or sort a whole table; of coalesce it makes no such guess.
        return knownAt == null ? "coalesce(" + row + ".valid @> ?::date, false)" : row + ".valid @> ?::date";
    }

    /** What a version table's row must meet to be known then, whatever day it holds. */
    Condition known(String row) {
        var sql = knownAt == null
                ? "%1$s.standing"
                : basis == Basis.RECORDED
                        ? "%1$s.known @> ?::timestamptz and %1$s.recorded @> ?::timestamptz and not %1$s.withheld"
                        : "%1$s.known @> ?::timestamptz and " + COUNTS + " and not %1$s.withheld";
        var arguments = knownAt == null ? List.of() : basis == Basis.RECORDED ? List.of(knownAt, knownAt) : List.of(knownAt);
        return new Condition(sql.formatted(row), List.copyOf(arguments));
    }
}
