package org.tamga.record.search;

import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import org.tamga.record.Condition;
import org.tamga.record.NameKey;
import org.tamga.record.database.Transaction;

/**
 * Some of a collection's names, by which it is told which words many of them have. It only says by which way to look for them,
 * so it may be of a minute ago.
 */
final class NameSample {

    /** Records that are looked at, of so many pages of a table. */
    private static final int NAMES = 200;
    private static final int PAGES = 50;
    private static final int ONE_IN = 10;
    /** The share of trigrams from which words are alike, as PostgreSQL has it (pg_trgm.word_similarity_threshold). */
    private static final double ALIKE = 0.6;
    private static final Duration LASTS = Duration.ofMinutes(1);
    /** Of a table that has grown by so much it says little. */
    private static final double GROWN = 1.2;

    private final long tableSize;
    private final long takenAt = System.nanoTime();
    private final int names;
    /** Of each spelling, whose it is. */
    private final int[] nameOf;
    /** Of each trigram, which spellings have it. */
    private final Map<String, BitSet> having = new HashMap<>();

    private NameSample(long tableSize, List<String> texts) {
        this.tableSize = tableSize;
        this.names = texts.size();
        var spellings = texts.stream().map(text -> text.split("\n")).toList();
        this.nameOf = IntStream.range(0, names)
                .flatMap(name -> IntStream.generate(() -> name).limit(spellings.get(name).length))
                .toArray();
        var spelling = 0;
        for (var each : spellings) {
            for (var key : each) {
                for (var trigram : NameKey.trigrams(key)) {
                    having.computeIfAbsent(trigram, fresh -> new BitSet(nameOf.length)).set(spelling);
                }
                spelling++;
            }
        }
    }

    /**
     * Takes one.
     *
     * @param table with a column {@code name_key}
     * @param among a condition on its rows {@code v}
     * @param size of the table, in bytes
     */
    static NameSample taken(Transaction transaction, String table, Condition among, long size) throws SQLException {
        var some = Condition.nested("""
                                    select v.name_key from %s v tablesample system ((
                                      select least(100, %d * 8192 * 100.0 / greatest(?::bigint, 1))))
                                    where %%s order by random() limit %d""".formatted(table, PAGES, NAMES), size, among);
        return new NameSample(size, transaction.list(some.sql(), row -> row.getString(1), some.arguments().toArray()));
    }

    /** Whether it still stands for a table that is now of this size. Of one that was seen without rows it never does. */
    boolean isOf(long size) {
        return names > 0 && System.nanoTime() - takenAt < LASTS.toNanos() && size <= tableSize * GROWN
                && tableSize <= size * GROWN;
    }

    /** Whether the collection has at least as many as a sample takes. */
    boolean isOfMany() {
        return names == NAMES;
    }

    /** How many of its names have words that sound like these: about as many as PostgreSQL would say. */
    int count(String words) {
        var some = new BitSet(names);
        NameKey.sought(words).forEach(trigrams -> addThoseWith(trigrams, some));
        return some.cardinality();
    }

    private void addThoseWith(Set<String> trigrams, BitSet some) {
        var shared = new int[nameOf.length];
        trigrams.stream().map(having::get).filter(Objects::nonNull)
                .forEach(spellings -> spellings.stream().forEach(spelling -> shared[spelling]++));
        IntStream.range(0, shared.length).filter(spelling -> shared[spelling] >= trigrams.size() * ALIKE)
                .forEach(spelling -> some.set(nameOf[spelling]));
    }

    /** Whether fewer than one in ten have words that sound like these. */
    boolean areFew(String words) {
        return isFew(count(words));
    }

    /** Whether so many of its names are fewer than one in ten. */
    boolean isFew(int count) {
        return count * ONE_IN < Math.max(names, 1);
    }
}
