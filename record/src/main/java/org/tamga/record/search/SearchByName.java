package org.tamga.record.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.NameKey;
import org.tamga.record.Records;
import org.tamga.record.database.Database;

/**
 * Finds records by what they are called, in whichever script it is typed. Each of the collections stores {@link NameKey#text} in a
 * column {@code name_key} with a trigram index.
 */
public final class SearchByName implements SearchAnswer.Finder {

    /** How many of a collection are compared, the most alike: where more have a word, those called nothing else come first. */
    private static final int CANDIDATES = 1000;

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

        private Stream<Condition> hits(String words, At at) {
            var name = Condition.nested("(select '" + type + "' as type, v.id, length(v.name_key) as length, %s as score from "
                    + type + "_version v where %s and %s order by score desc, length limit " + CANDIDATES + ")",
                    NameKey.score("v.name_key", words),
                    NameKey.condition("v.name_key", words), at.on("v"));
            var code = exactly.apply(words, at).map(condition -> Condition.nested("(select '" + type + "' as type, v.id,"
                    + " 0 as length, 1 as score from " + type + "_version v where %s and %s limit " + CANDIDATES + ")",
                    condition, at.on("v")));
            return Stream.concat(Stream.of(name), code.stream());
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

    private record Hit(String type, UUID id, double score) {}

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
        var branches = asked.stream().flatMap(kind -> kind.hits(words, at)).toArray();
        var query = Condition.nested("select type, id, max(score)::float8 as score from ("
                + String.join(" union all ", Stream.of(branches).map(branch -> "%s").toList())
                + ") hit group by type, id order by score desc, min(length), id limit ?",
                Stream.concat(Stream.of(branches), Stream.of(limit)).toArray());
        var hits = database.snapshot(transaction -> {
            // By the index of names alone: the planner cannot tell how many have a word, and would walk through all for a rare one.
            transaction.update("set local enable_seqscan = off");
            transaction.update("set local enable_indexscan = off");
            return transaction.list(query.sql(), row -> new Hit(row.getString("type"), row.getObject("id", UUID.class),
                    Math.round(row.getDouble("score") * 1000) / 1000.0), query.arguments().toArray());
        });
        var found = new ArrayList<Found>();
        asked.forEach(kind -> kind.found(hits, domain, at).forEach(found::add));
        found.sort(Comparator.comparing(Found::score).reversed().thenComparing(one -> types().indexOf(one.type()))
                .thenComparing(one -> one.title().length()).thenComparing(Found::id));
        return found;
    }
}
