package org.tamga.record.search;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.NameKey;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * Finds records by what they are called, in whichever script it is typed. Each of the collections stores {@link NameKey#text} in a
 * column {@code name_key} with two indexes: of its trigrams, {@code gin (name_key gin_trgm_ops)}, and of its lines, the whole names,
 * {@code gin (string_to_array(name_key, E'\n'))}.
 *
 * <p>
 * A search compares a bounded number, however many have a word. Those that are called just so, and nothing else, are always among
 * them. Of others, what one in twenty or more have is soon met in the order of ids, while its index would first gather all of them;
 * what fewer have is found by the index. PostgreSQL cannot tell the two apart, so a sample is looked at first.
 */
public final class SearchByName implements SearchAnswer.Finder {

    /** How many of a collection are compared that have a word which many have, and how many the index gives at most. */
    private static final int CANDIDATES = 1000;
    private static final int GATHERED = 5000;
    /** Pages of a table that are looked at: some hundred records. */
    private static final int SAMPLE = 50;
    private static final int ONE_IN = 20;

    private final Database database;
    private final String domain;
    private final List<Kind<?>> kinds;

    /** @param domain where the answers' addresses begin */
    public SearchByName(Database database, String domain, Kind<?>... kinds) {
        this.database = database;
        this.domain = domain;
        this.kinds = List.of(kinds);
    }

    /**
     * A collection that is searched.
     *
     * @param type its record's name, in the singular
     * @param exactly a condition on {@code v} for words that may be a code of it, by an index; empty where they cannot be one
     * @param shown what an answer says of a record
     */
    public record Kind<C extends Record>(String type, Records<C> records, BiFunction<String, At, Optional<Condition>> exactly,
            Function<C, Shown> shown) {

        /** A collection without codes. */
        public static <C extends Record> Kind<C> of(String type, Records<C> records, Function<C, Shown> shown) {
            return new Kind<>(type, records, (words, at) -> Optional.empty(), shown);
        }

        /** Whether so many have these words that they are met by walking through. */
        Condition isCommon(String words) {
            return Condition.nested("""
                                    select count(*) filter (where %%s) * %s >= count(*) from %s v tablesample system ((
                                      select least(100, %s * 8192 * 100.0 / greatest(pg_relation_size('%2$s'), 1))))"""
                    .formatted(ONE_IN, table(), SAMPLE), NameKey.condition("v.name_key", words));
        }

        /** Those that have words like these, the most alike first. */
        Condition alike(String words, At at, boolean isCommon, int limit) {
            var named = NameKey.condition("v.name_key", words);
            var some = isCommon
                    // For the planner, of half of all.
                    ? Condition.nested("case when %s then true end and %s order by v.id limit " + CANDIDATES, named, at.on("v"))
                    : Condition.nested("%s and %s limit " + GATHERED, named, at.on("v"));
            return Condition.nested(
                    "select v.id, %s::float8 as score, length(v.name_key) as length from (select v.id, v.name_key"
                            + " from " + table() + " v where %s) v order by score desc, length, id limit ?",
                    NameKey.score("v.name_key", words), some, limit);
        }

        /** Those that are called just so, or have that code. */
        Condition exact(String words, At at, int limit) {
            var ways = Stream.concat(Stream.of(NameKey.whole("v.name_key", words)), exactly.apply(words, at).stream())
                    .map(way -> Condition.nested("(select v.id, length(v.name_key) as length from " + table()
                            + " v where %s and %s limit " + CANDIDATES + ")", way, at.on("v")))
                    .toArray();
            return Condition.nested("select v.id, 1 as score, 0 as length from ("
                    + Stream.of(ways).map(way -> "%s").collect(Collectors.joining(" union "))
                    + ") v order by v.length, v.id limit ?", Stream.concat(Stream.of(ways), Stream.of(limit)).toArray());
        }

        private String table() {
            return type + "_version";
        }

        private Collection<Hit> hits(Database database, String words, At at, int limit) {
            return database.snapshot(transaction -> {
                var hits = new LinkedHashMap<UUID, Hit>();
                var common = isCommon(words);
                if (transaction.first(common.sql(), row -> row.getBoolean(1), common.arguments().toArray()).orElseThrow()) {
                    hits(transaction, alike(words, at, true, limit), hits);
                    byIndexesAlone(transaction);
                } else {
                    byIndexesAlone(transaction);
                    hits(transaction, alike(words, at, false, limit), hits);
                }
                hits(transaction, exact(words, at, limit), hits);
                return hits.values();
            });
        }

        private static void byIndexesAlone(Transaction transaction) throws SQLException {
            transaction.update("set local enable_seqscan = off");
            transaction.update("set local enable_indexscan = off");
        }

        private void hits(Transaction transaction, Condition query, Map<UUID, Hit> hits) throws SQLException {
            transaction.list(query.sql(), row -> new Hit(type, row.getObject("id", UUID.class),
                    Math.round(row.getDouble("score") * 1000) / 1000.0, row.getInt("length")), query.arguments().toArray())
                    .forEach(hit -> hits.merge(hit.id, hit, (one, other) -> one.score <= other.score ? other : one));
        }

        private Stream<Found> found(List<Hit> hits, String domain, At at) {
            var ids = hits.stream().filter(hit -> hit.type.equals(type)).map(Hit::id).toList();
            return ids.isEmpty()
                    ? Stream.empty()
                    : records.matching(Condition.of("v.id = any (?)", ids), at, ids.size()).stream().map(period -> {
                        var what = shown.apply(period.content());
                        var score = hits.stream().filter(hit -> hit.id.equals(period.id())).findFirst().orElseThrow().score;
                        return new Found(type, period.id(), what.title, what.text, what.snippet, domain,
                                "/api/" + domain + "/" + plural() + "/" + period.id(), score);
                    });
        }

        private String plural() {
            return type.endsWith("y") ? type.substring(0, type.length() - 1) + "ies" : type + "s";
        }
    }

    /** What an answer says of a record; see {@link Found}. */
    public record Shown(String title, LanguageMap text, String snippet) {

        /** What is called so in languages. */
        public static Shown of(LanguageMap name, String snippet) {
            return new Shown(name.in("en"), name, snippet);
        }
    }

    /** @param length of all its names, of which the shortest comes first of those as alike; 0 where it is called just so */
    private record Hit(String type, UUID id, double score, int length) {}

    /** The collections that are searched, in the singular. */
    public List<String> types() {
        return kinds.stream().<String>map(Kind::type).toList();
    }

    @Override
    public List<Found> find(String words, Set<String> types, At at, int limit) {
        if (NameKey.of(words).isEmpty()) {
            return List.of();
        }
        var asked = kinds.stream().filter(kind -> types.contains(kind.type)).toList();
        var hits = asked.stream().flatMap(kind -> kind.hits(database, words, at, limit).stream())
                .sorted(Comparator.comparing(Hit::score).reversed().thenComparing(Hit::length).thenComparing(Hit::id))
                .limit(limit).toList();
        var found = new ArrayList<Found>();
        asked.forEach(kind -> kind.found(hits, domain, at).forEach(found::add));
        found.sort(Comparator.comparing(Found::score).reversed().thenComparing(one -> types().indexOf(one.type()))
                .thenComparing(one -> one.title().length()).thenComparing(Found::id));
        return found;
    }
}
