package org.tamga.events.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.NameKey;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.database.Transaction.Plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Searches all collections that have names or words, as valid and known at a pair of times. */
@Singleton
public class SearchRecords {

    /** How many of a kind are compared: what is in more records than these says little, and must not cost more. */
    private static final int CANDIDATES = 300;
    /** Of so many, the last by their ids, it is seen whether many have the words … */
    private static final int SEEN = 200;
    /** … which this many show … */
    private static final int MANY = 10;
    /** … and then those to compare are sought among so many; an index would first gather all that have the words. */
    private static final int LATEST = 4000;
    /** A shorter word is too much like others. */
    private static final int SHORTEST_MISTYPED = 4;

    /**
     * What is searched.
     *
     * @param name of the records, singular
     * @param collection their address
     * @param words SQL for their words in the row {@code v}, a language map
     * @param translations the column of others' translations of them, or null
     * @param byName true where it is their names that are searched, false where it is words
     */
    private record Kind(String name, String collection, String words, String translations, boolean byName) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("person", "persons", "v.name", null, true),
            new Kind("organisation", "organisations", "v.name", null, true),
            new Kind("post", "posts", "coalesce(v.label, jsonb_build_object('und', v.role))", null, true),
            new Kind("format", "formats", "v.name", null, true),
            new Kind("gathering", "gatherings", "v.title", null, false),
            new Kind("statement", "statements", "v.text", "v.translations", false),
            new Kind("claim", "claims", "v.text", null, false),
            new Kind("commitment", "commitments", "v.text", null, false),
            new Kind("recommendation", "recommendations", "v.text", null, false));

    private final Database database;
    private final ObjectMapper mapper;

    SearchRecords(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    /** The kinds of things that can be found. */
    static List<String> kinds() {
        return KINDS.stream().map(Kind::name).toList();
    }

    /**
     * The best of what is found, the best first. Where no text has all the words, those that are in none are sought as the words that
     * are most like them.
     *
     * @param kinds which alone are wanted; empty for all
     * @param offset how many are left out before
     * @param limit how many at most
     */
    List<SearchHit> find(SearchQuery query, Set<String> kinds, At at, int offset, int limit) {
        return database.read(transaction -> {
            var hits = hits(transaction, query, kinds, at, offset, limit);
            var ofWords = KINDS.stream().filter(kind -> !kind.byName()).map(Kind::name)
                    .filter(kind -> kinds.isEmpty() || kinds.contains(kind)).collect(Collectors.toSet());
            if (ofWords.isEmpty() || hits.stream().anyMatch(hit -> ofWords.contains(hit.kind()))
                    || !hits(transaction, query, ofWords, at, 0, 1).isEmpty()) {
                return hits;
            }
            var unknown = new ArrayList<String>();
            for (var word : query.typedWords()) {
                if (word.length() >= SHORTEST_MISTYPED
                        && hits(transaction, SearchQuery.of(word), ofWords, at, 0, 1).isEmpty()) {
                    unknown.add(word);
                }
            }
            return unknown.isEmpty()
                    ? hits
                    : hits(transaction, query.respelt(alike(transaction, unknown)), kinds, at, offset, limit);
        });
    }

    private List<SearchHit> hits(Transaction transaction, SearchQuery query, Set<String> kinds, At at, int offset, int limit)
            throws SQLException {
        var statement = statement(query, kinds, at, offset, limit);
        var snippets = new Snippets(query);
        return transaction.list(at.knownAt() == null ? Plan.ONCE : Plan.EACH_TIME, statement.sql(), row -> hit(row, snippets),
                statement.arguments().toArray());
    }

    /** What words were meant by those that are in no text; names that are sought by their own tolerate a slip anyway. */
    private static Map<String, List<String>> alike(Transaction transaction, List<String> words) throws SQLException {
        return transaction
                .list("""
                      select typed, array_agg(word) as words from unnest(?::text[]) as typed, alike(lower(typed)) as word
                      group by typed""",
                        row -> Map.entry(row.getString("typed"), List.of((String[]) row.getArray("words").getArray())),
                        words)
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * What asks for that. The tsquery is worked out in a CTE of its own, so that the planner does not see it: it would guess how many
     * rows have all the words from how many have each, and where it guesses that many do, read the table in another order until
     * it had found enough – which, where few do, is the whole of it. As it is, it goes by the words' own index.
     */
    Condition statement(SearchQuery query, Set<String> kinds, At at, int offset, int limit) {
        var branches = KINDS.stream().filter(kind -> kinds.isEmpty() || kinds.contains(kind.name()))
                .map(kind -> kind.byName() ? names(kind, query, at) : words(kind, at)).toList();
        var all = Condition.nested(String.join(" union all ", branches.stream().map(branch -> "(%s)").toList()),
                branches.toArray());
        return Condition.nested("with asked as materialized (select %s as query), found as materialized ("
                + "select * from (%s) hit order by score desc, id offset ? limit ?)"
                + " select kind, id, with_translations(words, translations) as words, score from found"
                + " order by score desc, id", query.tsquery(), all, offset, limit);
    }

    private static Condition names(Kind kind, SearchQuery query, At at) {
        return Condition.nested("select '" + kind.name() + "' as kind, v.id, " + kind.words()
                + " as words, null::jsonb as translations, %s as score from " + kind.name()
                + "_version v where %s and %s order by score desc limit " + CANDIDATES,
                NameKey.score("v.name_key", query.typed()), NameKey.condition("v.name_key", query.typed()), at.on("v"));
    }

    /** Candidates first: ranking has to read every one of them. */
    private static Condition words(Kind kind, At at) {
        var holds = at.on("v");
        return Condition.nested("""
                                with latest as materialized (
                                  select v.* from (select v.* from %1$s_version v where %%s order by v.id desc limit %2$d) v
                                  where (select count(*) from (
                                      select v.search from %1$s_version v where %%s order by v.id desc limit %3$d) v
                                      where v.search @@ (select query from asked)) >= %4$d
                                    and v.search @@ (select query from asked) limit %5$d)
                                select '%1$s' as kind, v.id, v.words, v.translations,
                                  ts_rank(v.search, (select query from asked))::float8 as score
                                from (
                                  select v.id, v.search, %6$s as words, %7$s as translations from latest v
                                    where (select count(*) from latest) = %5$d
                                  union all (select v.id, v.search, %6$s, %7$s from %1$s_version v
                                    where (select count(*) from latest) < %5$d
                                      and v.search @@ (select query from asked) and %%s limit %5$d)) v"""
                .formatted(kind.name(), LATEST, SEEN, MANY, CANDIDATES, kind.words(),
                        kind.translations() == null ? "null::jsonb" : kind.translations()),
                holds, holds, holds);
    }

    private SearchHit hit(ResultSet row, Snippets snippets) throws SQLException {
        var kind = row.getString("kind");
        var id = row.getObject("id", UUID.class);
        var collection = KINDS.stream().filter(one -> one.name().equals(kind)).map(Kind::collection).findFirst().orElseThrow();
        var text = texts(row.getString("words"));
        return new SearchHit(kind, id, "/api/events/" + collection + "/" + id, text, snippets.of(text),
                Math.round(row.getDouble("score") * 10_000) / 10_000.0);
    }

    private LanguageMap texts(String json) {
        try {
            return mapper.readValue(json, LanguageMap.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored words cannot be read", e);
        }
    }
}
