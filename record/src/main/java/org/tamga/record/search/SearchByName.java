package org.tamga.record.search;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.NameKey;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/**
 * Finds records by what they are called, in whichever script it is typed. Each of the collections stores {@link NameKey#text} in a
 * column {@code name_key} with three indexes: of its trigrams, {@code gin (name_key gin_trgm_ops)}, of its lines, the whole names,
 * {@code gin (string_to_array(name_key, E'\n'))}, and of its words, {@code gin (string_to_array(translate(name_key, E'\n', ' '), ' '))}.
 *
 * <p>
 * A search compares a bounded number, however many have a word. Those that are called just so, and nothing else, are always among
 * them. Those that have each of several words, as it sounds, or all but one that is misspelt, are found by their words, a fiftieth of
 * the work that trigrams are: most of those of a name are in very many others. Of others, what one in ten or more have is soon met in
 * the order of ids, while its index would first gather all of them; what fewer have is found by the index. PostgreSQL cannot tell the
 * two apart, a {@link NameSample} can. Where many have the most of what is asked, or no name has the words together, those that
 * few have lead to what is compared.
 */
public final class SearchByName implements SearchAnswer.Finder {

    /** How many of a collection are compared at most: to compare two names takes some 20 µs. */
    private static final int CANDIDATES = 300;
    /** Of those that are met first where many have all that is asked: as many as may be answered. */
    private static final int MET = SearchAnswer.MOST;
    /** Longer than all names of a record. */
    private static final int LONG = 1 << 24;
    /** What is as alike is what was typed: others that are less so need not be sought. */
    private static final double AS_TYPED = 0.95;
    /** What is as alike is what was meant by a name of which one word is misspelt. */
    private static final double BUT_A_SLIP = 0.8;
    /** Of those that have all words but a certain one. */
    private static final int WITHOUT_ONE = 50;
    /** What is as alike has all the words, well or badly spelt. */
    private static final double HAS_ALL = 0.6;
    /** Whoever has as many words, each as it sounds, is who was meant: others that are less like it need not be sought. */
    private static final int TELLING = 3;
    /** Of a question, the words of which each is counted in the sample. */
    private static final int MOST_WORDS = 8;

    private static final Condition ALL = Condition.of("true");

    private final Database database;
    private final String domain;
    private final List<Kind<?>> kinds;
    private final Map<String, NameSample> samples = new ConcurrentHashMap<>();

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
     * @param among a condition on {@code v} that what is found meets too
     */
    public record Kind<C extends Record>(String type, Records<C> records, BiFunction<String, At, Optional<Condition>> exactly,
            Function<C, Shown> shown, Condition among) {

        /** A collection of which all is searched. */
        public Kind(String type, Records<C> records, BiFunction<String, At, Optional<Condition>> exactly,
                Function<C, Shown> shown) {
            this(type, records, exactly, shown, ALL);
        }

        /** A collection without codes. */
        public static <C extends Record> Kind<C> of(String type, Records<C> records, Function<C, Shown> shown) {
            return new Kind<>(type, records, (words, at) -> Optional.empty(), shown);
        }

        private Kind<C> among(Condition condition) {
            return new Kind<>(type, records, exactly, shown, condition);
        }

        private Condition eligible(At at) {
            return Condition.nested("%s and %s", at.on("v"), among);
        }

        /** Of many that have these words, as many as are compared: the most alike first. */
        Condition met(String words, At at, int limit) {
            // For the planner, of half of all.
            return ranked(words, Condition.nested("case when %s then true end and %s order by v.id limit " + MET,
                    NameKey.condition("v.name_key", words), eligible(at)), LONG, limit);
        }

        /** Of those that have words like the sought ones, which are not many, the most like all the words first. */
        Condition gathered(String words, String sought, At at, int limit) {
            return some(words, NameKey.condition("v.name_key", sought), at, limit);
        }

        /** As {@link #gathered}, of those that have the sought word as it is; empty where too many have so short a one. */
        Optional<Condition> literal(String words, String sought, At at, int limit) {
            return NameKey.literally("v.name_key", sought).map(way -> some(words, way, at, limit));
        }

        private Condition lead(String words, String word, At at, int limit) {
            return Optional.of(word).filter(Kind::isNumber)
                    .flatMap(number -> literal(words, number, at, limit))
                    .orElseGet(() -> gathered(words, word, at, limit));
        }

        /** Another number is not the same misspelt; and so many have most of the digits of one that to look at them takes long. */
        private static boolean isNumber(String word) {
            return word.chars().allMatch(Character::isDigit);
        }

        /** Of those that have all the words, as they sound: the most alike first. */
        Condition together(String words, At at, int limit) {
            return having(words, NameKey.together("v.name_key", words), MET, at, limit);
        }

        /** Of those that have all the words but one, some of each; where many have all of these, that one is needed. */
        private Stream<Condition> allButOne(NameSample sample, String words, At at, int limit) {
            return NameKey.allButOne("v.name_key", words, others -> !sample.isOfMany()
                    || sample.areFew(String.join(" ", others)) || others.stream().anyMatch(sample::areFew))
                    .map(way -> having(words, way, WITHOUT_ONE, at, limit));
        }

        /** By the words' own index: to the planner those that stand are no way to them. */
        private Condition having(String words, Condition way, int compared, At at, int limit) {
            return ranked(words, Condition.nested("%s and (%s) is true and %s limit " + compared, way, at.on("v"), among), 0,
                    limit);
        }

        private Condition some(String words, Condition way, At at, int limit) {
            return ranked(words, Condition.nested("%s and %s limit " + CANDIDATES, way, eligible(at)), 0, limit);
        }

        /** @param behind that much longer than they are; of those as alike, others come before them */
        private Condition ranked(String words, Condition some, int behind, int limit) {
            return Condition.nested(
                    "select v.id, %s::float8 as score, length(v.name_key) + " + behind
                            + " as length, count(*) over () as compared"
                            + " from (select v.id, v.name_key from " + table() + " v where %s) v"
                            + " order by score desc, length, id limit ?",
                    NameKey.score("v.name_key", words), some, limit);
        }

        /** Those that are called just so, or have that code. */
        Condition exact(String words, At at, int limit) {
            // Of so few, each is asked about the condition, before its index is gone through.
            var ways = Stream.concat(Stream.of(NameKey.whole("v.name_key", words)), exactly.apply(words, at).stream())
                    .map(way -> Condition.nested("(select v.id, length(v.name_key) as length from " + table()
                            + " v where %s and %s and (%s) is true limit " + CANDIDATES + ")", way, at.on("v"), among))
                    .toArray();
            return Condition.nested("select v.id, 1 as score, 0 as length, 0 as compared from ("
                    + Stream.of(ways).map(way -> "%s").collect(Collectors.joining(" union "))
                    + ") v order by v.length, v.id limit ?", Stream.concat(Stream.of(ways), Stream.of(limit)).toArray());
        }

        private String table() {
            return type + "_version";
        }

        /** Adds those that fit, in as few statements and comparisons as lead to them. */
        private void find(Transaction transaction, NameSample sample, String words, At at, int limit, Map<UUID, Hit> hits)
                throws SQLException {
            var areFew = sample.areFew(words);
            var rarest = rarest(sample, words);
            var ways = areFew || !rarest.isEmpty() || !sample.isOfMany()
                    ? Stream.of(exact(words, at, limit), together(words, at, limit))
                    // Of what so many have, the index of words would gather all first.
                    : Stream.of(exact(words, at, limit));
            var haveAll = add(transaction, ways, hits);
            // Fewer words may begin those of others: Hyundai Motor, Hyundai Motors Kazakhstan.
            var areTelling = words.strip().split("\\s+").length >= TELLING;
            if (have(hits, AS_TYPED) >= limit || haveAll > 0 && areTelling) {
                return;
            }
            if (add(transaction, allButOne(sample, words, at, limit), hits) > 0 && have(hits, BUT_A_SLIP) > 0) {
                return;
            }
            var number = rarest.stream().filter(word -> sample.isOfMany() && isNumber(word))
                    .flatMap(word -> literal(words, word, at, limit).stream()).findFirst();
            // What has been asked leads no further when it is asked again.
            var asked = new HashSet<Condition>();
            if (isEnough(add(transaction, number.stream().filter(asked::add), hits)) && have(hits, HAS_ALL) > 0) {
                return;
            }
            var first = areFew
                    ? Optional.of(gathered(words, words, at, limit))
                    : rarest.stream().flatMap(word -> literal(words, word, at, limit).stream()).findFirst();
            if (isEnough(add(transaction, first.stream().filter(asked::add), hits)) && (areFew || have(hits, AS_TYPED) > 0)) {
                return;
            }
            // What stands together in the question may stand apart in the name.
            var led = 0;
            for (var word = rarest.iterator(); word.hasNext() && !(isEnough(led) && have(hits, HAS_ALL) > 0);) {
                led = add(transaction, Stream.of(lead(words, word.next(), at, limit)).filter(asked::add), hits);
            }
            if (!areFew && have(hits, AS_TYPED) < limit) {
                transaction.update("set local enable_indexscan = on");
                add(transaction, Stream.of(met(words, at, limit)), hits);
                transaction.update("set local enable_indexscan = off");
            }
        }

        /** A word of which as many have as are compared leads no more than all of them. */
        private static boolean isEnough(int compared) {
            return compared > 0 && compared < CANDIDATES;
        }

        private long have(Map<UUID, Hit> hits, double score) {
            return hits.values().stream().filter(hit -> hit.type.equals(type) && hit.score >= score).count();
        }

        /** Those of several words that few have, the one that fewest have first; none of one word. */
        static List<String> rarest(NameSample sample, String words) {
            var each = Stream.of(words.strip().split("\\s+")).filter(NameKey::isOne).distinct().limit(MOST_WORDS).toList();
            if (each.size() < 2) {
                return List.of();
            }
            var counts = each.stream().collect(Collectors.toMap(word -> word, sample::count));
            return each.stream().filter(word -> sample.isFew(counts.get(word)))
                    .sorted(Comparator.<String>comparingInt(counts::get).thenComparing(word -> -word.length())).toList();
        }

        /** @return how many were compared by the one that compared the most; 0 where nothing is asked */
        private int add(Transaction transaction, Stream<Condition> queries, Map<UUID, Hit> hits) throws SQLException {
            var each = queries.toArray();
            if (each.length == 0) {
                return 0;
            }
            var all = Condition.nested("(%s)" + " union all (%s)".repeat(each.length - 1), each);
            var most = new int[1];
            transaction.list(all.sql(), row -> {
                most[0] = Math.max(most[0], row.getInt("compared"));
                return new Hit(type, row.getObject("id", UUID.class), Math.round(row.getDouble("score") * 1000) / 1000.0,
                        row.getInt("length"));
            }, all.arguments().toArray())
                    .forEach(hit -> hits.merge(hit.id, hit, BinaryOperator.minBy(Hit.BEST_FIRST)));
            return most[0];
        }

        private Stream<Found> found(List<Hit> hits, String domain, At at) {
            var ids = hits.stream().filter(hit -> hit.type.equals(type)).map(Hit::id).toList();
            return periods(ids, at).stream().map(period -> {
                var what = shown.apply(period.content());
                var score = hits.stream().filter(hit -> hit.id.equals(period.id())).findFirst().orElseThrow().score;
                return new Found(type, period.id(), what.title, what.text, what.snippet, domain,
                        "/api/" + domain + "/" + plural() + "/" + period.id(), score);
            });
        }

        private List<Period<C>> periods(List<UUID> ids, At at) {
            return ids.isEmpty() ? List.of() : records.matching(Condition.of("v.id = any (?)", ids), at, ids.size());
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
    private record Hit(String type, UUID id, double score, int length) {

        static final Comparator<Hit> BEST_FIRST = Comparator.comparing(Hit::score).reversed().thenComparing(Hit::length)
                .thenComparing(Hit::id);
    }

    /** The collections that are searched, in the singular. */
    public List<String> types() {
        return kinds.stream().<String>map(Kind::type).toList();
    }

    @Override
    public List<Found> find(String words, Set<String> types, At at, int limit) {
        var asked = kinds.stream().filter(kind -> types.contains(kind.type)).toList();
        if (asked.isEmpty() || !NameKey.isOne(words)) {
            return List.of();
        }
        var hits = hits(asked, words, at, limit).stream()
                .sorted(Hit.BEST_FIRST).limit(limit).toList();
        var byId = hits.stream().collect(Collectors.toMap(Hit::id, hit -> hit));
        var found = new ArrayList<Found>();
        asked.forEach(kind -> kind.found(hits, domain, at).forEach(found::add));
        found.sort(Comparator.comparing(Found::score).reversed()
                .thenComparing(one -> byId.get(one.id()).length > 0)
                .thenComparing(one -> types().indexOf(one.type()))
                .thenComparing(one -> byId.get(one.id()).length >= LONG).thenComparing(one -> one.title().length())
                .thenComparing(Found::id));
        return found;
    }

    /**
     * Those of a collection that meet a condition on {@code v} and fit best, the best first. It is one that many meet, or on a column
     * that the index of names has too: of those that few meet with these words all are gathered.
     */
    public <C extends Record> List<Period<C>> among(Kind<C> kind, Condition condition, String words, At at, int limit) {
        if (!NameKey.isOne(words)) {
            return List.of();
        }
        var ids = hits(List.of(kind.among(condition)), words, at, limit).stream().sorted(Hit.BEST_FIRST).limit(limit)
                .map(Hit::id).toList();
        return kind.periods(ids, at).stream().sorted(Comparator.comparingInt(period -> ids.indexOf(period.id()))).toList();
    }

    private Collection<Hit> hits(List<Kind<?>> asked, String words, At at, int limit) {
        return database.snapshot(transaction -> {
            var hits = new LinkedHashMap<UUID, Hit>();
            var sizes = prepared(transaction, asked, at);
            for (int i = 0; i < asked.size(); i++) {
                if (sizes.get(i) > 0) {
                    var kind = asked.get(i);
                    kind.find(transaction, sample(transaction, kind, sizes.get(i)), words, at, limit, hits);
                }
            }
            return hits.values();
        });
    }

    /**
     * Has all be found by the indexes of words alone; as planned once, unless of the past, of which no one plan is good: to guess how many
     * have a word, PostgreSQL compares it with all of its statistics.
     *
     * @return how large each collection's table is
     */
    private static List<Long> prepared(Transaction transaction, List<Kind<?>> asked, At at) throws SQLException {
        var sizes = asked.stream().map(kind -> "pg_relation_size('" + kind.table() + "')").collect(Collectors.joining(", "));
        return transaction.first("select " + sizes + ", set_config('enable_seqscan', 'off', true),"
                + " set_config('enable_indexscan', 'off', true), set_config('plan_cache_mode', ?, true)", row -> {
                    var given = new ArrayList<Long>();
                    for (int i = 1; i <= asked.size(); i++) {
                        given.add(row.getLong(i));
                    }
                    return given;
                }, at.knownAt() == null ? "force_generic_plan" : "force_custom_plan").orElseThrow();
    }

    private NameSample sample(Transaction transaction, Kind<?> kind, long size) throws SQLException {
        if (!kind.among.equals(ALL)) {
            return NameSample.taken(transaction, kind.table(), kind.among, size);
        }
        var sample = samples.get(kind.table());
        if (sample == null || !sample.isOf(size)) {
            sample = NameSample.taken(transaction, kind.table(), ALL, size);
            samples.put(kind.table(), sample);
        }
        return sample;
    }
}
