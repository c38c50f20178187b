package org.tamga.record;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Years;
import org.tamga.record.change.Horizon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a list was asked for: which periods, in which order, from where on. The order is by id (or by the instant of
 * recording where {@code updatedAfter} is asked), so that every page is found by its key and costs the same.
 *
 * @param conditions what the periods must meet
 * @param order how they are sorted
 * @param after where the page before ended, or null
 * @param limit how many a page has
 * @param include names of the members that a page shows beside the fields
 * @param at the times of the list
 * @param terms what it is found by, or null
 * @param planned true if it is best planned for what it asks: how many were known then, and what a room's own filters leave of
 *        them, differs from one question to the next
 */
record Listing(List<Condition> conditions, Order order, Cursor after, int limit, List<String> include, At at,
        Records.Terms terms, boolean planned) {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;
    /** As many ids as an address of four kilobytes has room for. */
    private static final int MOST_IDS = 100;
    /** By so much the clocks of a service and of its database may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);
    /** How many periods are looked at for each of a page. */
    private static final int LOOKED = 20;
    private static final int MOST_LOOKED = 4000;

    /** So far ahead each term is looked at to tell which is the rarest. */
    private static final int AHEAD = 200;

    private static final Set<String> COMMON = Set.of("id", "validAt", "knownAt", "knownBasis", "limit", "after", "sort",
            "sourceUrl", "updatedAfter", "includeHistory", "fields", "confidence", Exchange.FORMAT);

    /** How a list is sorted: the columns of the key, and how a page begins after one. */
    enum Order {
        BY_ID("v.id, v.row_id", "(v.id, v.row_id) > (?::uuid, ?::uuid)"),
        BY_ID_DESCENDING("v.id desc, v.row_id desc",
                "(v.id, v.row_id) < (?::uuid, ?::uuid)"),
        BY_RECORDED("lower(v.recorded), v.row_id",
                "(lower(v.recorded), v.row_id) > (?::timestamptz, ?::uuid)");

        private final String columns;
        private final String beyond;

        Order(String columns, String beyond) {
            this.columns = columns;
            this.beyond = beyond;
        }
    }

    /** The key of the last period of a page; opaque to clients. */
    record Cursor(String first, UUID rowId) {

        String encode(Order order) {
            var text = order.ordinal() + " " + first + " " + rowId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        }

        static Cursor decode(String text, Order order) {
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(" ");
                if (parts.length == 3 && Integer.parseInt(parts[0]) == order.ordinal()) {
                    var first = order == Order.BY_RECORDED
                            ? Years.check(OffsetDateTime.parse(parts[1])).toInstant().toString()
                            : UUID.fromString(parts[1]).toString();
                    return new Cursor(first, UUID.fromString(parts[2]));
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                // Said below, as for a cursor of another list.
            }
            throw Problem.invalidParameter("after", "after is the cursor of another list; follow `next` as it was given.");
        }

        static Cursor of(Period<?> period, Order order) {
            return new Cursor(order == Order.BY_RECORDED ? period.recordedAt().toString() : period.id().toString(),
                    period.rowId());
        }
    }

    /** The names of the query parameters that a list of these records takes. */
    static Set<String> parameters(Records<?> records) {
        var known = new TreeSet<>(COMMON);
        records.fields().all().stream().filter(field -> !field.isJson()).forEach(field -> known.add(field.name));
        known.addAll(records.filters().keySet());
        if (!records.inclusions().isEmpty()) {
            known.add("include");
        }
        return known;
    }

    /** Reads the parameters of a list request; 400 where one is unknown or impossible. */
    static <C extends Record> Listing of(Parameters parameters, Records<C> records, UUID parentId, Horizon horizon) {
        var filters = records.filters();
        parameters.allow(parameters(records));

        var at = parameters.at();
        var include = parameters.list("include");
        if (!records.inclusions().keySet().containsAll(include)) {
            throw Problem.invalidParameter("include",
                    "include takes " + String.join(", ", records.inclusions().keySet()) + ".");
        }
        var conditions = new ArrayList<Condition>();
        if (parentId != null) {
            conditions.add(Condition.of("v.parent_id = ?", parentId));
        }
        var updatedAfter = parameters.instant("updatedAfter");
        var includeHistory = parameters.truth("includeHistory");
        conditions.add(includeHistory ? Condition.of("not v.withheld") : at.known("v"));
        if (includeHistory && at.knownAt() != null && at.basis() == At.Basis.RECORDED) {
            conditions.add(Condition.of("lower(v.recorded) <= ?::timestamptz", at.knownAt()));
        }
        if (at.knownAt() != null) {
            // Implied by the rest, but with an index: where little was known yet, no more than that is looked at.
            conditions.add(Condition.of("lower(v.known) <= ?::timestamptz", at.knownAt()));
        }
        if (updatedAfter.isPresent()) {
            if (!updatedAfter.get().isBefore(at.knownAt() == null ? Instant.now().plus(CLOCKS) : at.knownAt())) {
                throw Problem.invalidParameter("updatedAfter",
                        "updatedAfter must be before knownAt, which is now where it is not given.");
            }
            conditions.add(Condition.of("lower(v.recorded) > ?::timestamptz and lower(v.recorded) <= ?::timestamptz",
                    updatedAfter.get(), horizon.now().instant()));
        }
        // Who asks for all versions, or for what was recorded since, wants every day of it unless a day is named.
        var ofOneDay = parameters.has("validAt") || !includeHistory && updatedAfter.isEmpty();
        if (ofOneDay) {
            conditions.add(Condition.of(at.holds("v"), at.validAt()));
        }
        parameters.text("id").ifPresent(ids -> conditions.add(filter("id", () -> Condition.of("v.id = any (?::uuid[])",
                Condition.values(ids, MOST_IDS).stream().map(RecordResource::uuid).toList()))));
        parameters.text("sourceUrl").ifPresent(url -> conditions.add(Condition.of("v.sources @> ?::jsonb", sourceWith(url))));
        parameters.text("confidence").ifPresent(name -> conditions
                .add(filter("confidence", () -> Condition.of("v.confidence = ?", Json.name(confidence(name))))));
        for (var field : records.fields().all()) {
            if (!field.isJson() && !filters.containsKey(field.name)) {
                parameters.text(field.name).ifPresent(value -> conditions
                        .add(filter(field.name, () -> equal(field, value))));
            }
        }
        filters.forEach((name, filter) -> parameters.text(name)
                .ifPresent(value -> conditions.add(filter(name, () -> filter.of(value, at, parameters)))));

        if (updatedAfter.isPresent() && parameters.has("sort")) {
            throw Problem.invalidParameter("sort", "What was recorded since comes as it was recorded; leave sort out.");
        }
        var order = updatedAfter.isPresent()
                ? Order.BY_RECORDED
                : parameters.text("sort").map(Listing::order).orElse(Order.BY_ID);
        var terms = order == Order.BY_RECORDED
                ? null
                : records.terms(parameters).map(found -> narrowed(found, at, ofOneDay)).orElse(null);
        return new Listing(conditions, order, parameters.text("after").map(text -> Cursor.decode(text, order)).orElse(null),
                (int) parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT), include, at, terms,
                at.knownAt() != null || filters.keySet().stream().anyMatch(parameters::has));
    }

    /** The whole of it, in its order. */
    Condition all(String record) {
        if (terms != null) {
            return under(record, List.copyOf(terms.terms()), beginning(), "");
        }
        var arguments = new ArrayList<Object>();
        return new Condition("from " + record + "_version v where " + where(conditions, arguments) + " order by "
                + order.columns, arguments);
    }

    /**
     * One page and one period more, which tells whether there is a next.
     *
     * @param terms those of {@link #rarest}
     */
    Condition page(String record, List<String> terms) {
        return terms.isEmpty()
                ? following(record, conditions, limit + 1)
                : under(record, terms, from(), " limit " + (limit + 1));
    }

    /**
     * Whether a condition asks for records that another query gives, which may be nearly all or nearly none; not of what is listed as it
     * was recorded, for there a record's periods do not lie together, and one that was looked up brings its later ones.
     */
    boolean asksAmong() {
        return order != Order.BY_RECORDED && conditions.stream().anyMatch(condition -> condition.ofSome() != null);
    }

    /** The next periods by what can be told of each by itself: so many that those of a page are among them unless few are. */
    Condition next(String record) {
        return following(record, conditions.stream().filter(condition -> condition.ofSome() == null).toList(), looked());
    }

    /** How many {@link #next} gives at most. */
    int looked() {
        return Math.min(LOOKED * (limit + 1), MOST_LOOKED);
    }

    /** As {@link #page(String, List)}, of {@link Condition#SOME} records alone. */
    Condition pageOfSome(String record) {
        return following(record, Stream.concat(Stream.of(Condition.of("v.id = " + Condition.SOME)),
                conditions.stream().map(Condition::orOfSome)).toList(), limit + 1);
    }

    private Condition following(String record, List<Condition> conditions, int limit) {
        var arguments = new ArrayList<Object>();
        var sql = new StringBuilder("from " + record + "_version v where " + where(conditions, arguments));
        if (after != null) {
            sql.append(" and ").append(order.beyond);
            arguments.add(after.first);
            arguments.add(after.rowId);
        }
        sql.append(" order by ").append(order.columns).append(" limit ").append(limit);
        return new Condition(sql.toString(), arguments);
    }

    /** The query that puts the terms in the order in which they are best gone by: first the one that reaches farthest from here. */
    Optional<Condition> rarest(String record) {
        return terms == null
                ? Optional.empty()
                : Optional.of(new Condition("""
                                            select k.term from unnest(?::text[]) k (term) order by (
                                              select t.id from %s_term t where t.term = k.term and %s
                                              order by %s offset %d limit 1) %s nulls first"""
                        .formatted(record, order.beyond.replace("v.", "t."), order.columns.replace("v.", "t."), AHEAD,
                                order == Order.BY_ID ? "desc" : "asc"),
                        List.of(terms.terms(), from().first, from().rowId)));
    }

    /** Goes through the rows of the first term in their order, and looks at each period that stands under the others, too. */
    private Condition under(String record, List<String> terms, Cursor from, String limit) {
        var arguments = new ArrayList<Object>();
        // "offset 0" keeps the planner from another way, of which it thinks well because it takes the terms for rare.
        var sql = new StringBuilder("from " + record + "_term t cross join lateral (select * from " + record
                + "_version v where v.row_id = t.row_id and " + where(conditions, arguments)
                + " offset 0) v where t.term = ? and "
                + order.beyond.replace("v.", "t.") + " and " + this.terms.narrowed().sql());
        arguments.addAll(List.of(terms.get(0), from.first, from.rowId));
        arguments.addAll(this.terms.narrowed().arguments());
        terms.stream().skip(1).forEach(term -> {
            sql.append(" and (select true from " + record
                    + "_term o where o.term = ? and o.id = t.id and o.row_id = t.row_id)");
            arguments.add(term);
        });
        return new Condition(sql + " order by " + order.columns.replace("v.", "t.") + limit, arguments);
    }

    /** What a table of terms says of its periods' times, so that of those out of question no period is read. */
    private static Records.Terms narrowed(Records.Terms terms, At at, boolean ofOneDay) {
        // A case, of which the planner thinks that half are so: of what it takes for rare it would gather and sort all.
        var narrowed = Condition.nested("case when %s then true end", terms.narrowed());
        if (ofOneDay) {
            narrowed = Condition.nested("%s and case when t.valid @> ?::date then true end", narrowed, at.validAt());
        }
        if (at.knownAt() != null) {
            narrowed = Condition.nested("%s and case when t.known_from <= ?::timestamptz then true end", narrowed,
                    at.knownAt());
        }
        return new Records.Terms(terms.terms(), narrowed);
    }

    /** Where the page begins. */
    private Cursor from() {
        return after == null ? beginning() : after;
    }

    /** Before all ids. */
    private Cursor beginning() {
        var none = order == Order.BY_ID ? new UUID(0, 0) : new UUID(-1, -1);
        return new Cursor(none.toString(), none);
    }

    /** One value, by equality; of what is an id, a country or one of a few words any of several. */
    private static Condition equal(Fields.Field field, String value) {
        var values = field.isName()
                ? Condition.values(value).stream().map(field::parse).toList()
                : List.of(field.parse(value));
        return new Condition("v." + field.column + (values.size() == 1
                ? " = ?"
                : " in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")"), values);
    }

    private static String where(List<Condition> conditions, List<Object> arguments) {
        if (conditions.isEmpty()) {
            return "true";
        }
        conditions.forEach(condition -> arguments.addAll(condition.arguments()));
        return String.join(" and ", conditions.stream().map(condition -> "(" + condition.sql() + ")").toList());
    }

    private static Confidence confidence(String name) {
        return Stream.of(Confidence.values()).filter(value -> Json.name(value).equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is one of confirmed, reported, planned, disputed"));
    }

    private static Order order(String sort) {
        return switch (sort) {
            case "id" -> Order.BY_ID;
            case "-id" -> Order.BY_ID_DESCENDING;
            default -> throw Problem.invalidParameter("sort", "sort is id or -id.");
        };
    }

    private static Condition filter(String name, Supplier<Condition> filter) {
        try {
            return filter.get();
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(name, name + " " + e.getMessage());
        }
    }

    private static String sourceWith(String url) {
        var nodes = JsonNodeFactory.instance;
        return nodes.arrayNode().add(nodes.objectNode().put("url", url)).toString();
    }
}
