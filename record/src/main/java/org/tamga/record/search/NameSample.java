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

import org.tamga.record.NameKey;
import org.tamga.record.database.Transaction;

/**
 * Some of a collection's names, by which it is told which words many of them have. It only says in which order to look, so it may
 * be of a minute ago.
 */
final class NameSample {

    /** Records that are looked at, of so many pages of a table. */
    private static final int NAMES = 200;
    private static final int PAGES = 50;
    private static final int ONE_IN = 10;
    private static final Duration LASTS = Duration.ofMinutes(1);
    /** Of a table that has grown by so much it says little. */
    private static final double GROWN = 1.2;

    private final long tableSize;
    private final long takenAt = System.nanoTime();
    private final int names;
    /** Of each trigram, which names have it. */
    private final Map<String, BitSet> having = new HashMap<>();

    private NameSample(long tableSize, List<String> keys) {
        this.tableSize = tableSize;
        this.names = keys.size();
        for (int i = 0; i < names; i++) {
            for (var trigram : NameKey.trigrams(keys.get(i))) {
                having.computeIfAbsent(trigram, fresh -> new BitSet(names)).set(i);
            }
        }
    }

    /**
     * Takes one.
     *
     * @param table with a column {@code name_key}
     * @param size of the table, in bytes
     */
    static NameSample taken(Transaction transaction, String table, long size) throws SQLException {
        return new NameSample(size, transaction.list("""
                                                     select name_key from %s tablesample system ((
                                                       select least(100, %d * 8192 * 100.0 / greatest(?::bigint, 1))))
                                                     order by random() limit %d""".formatted(table, PAGES, NAMES),
                row -> row.getString(1), size));
    }

    /** Whether it still stands for a table that is now of this size. */
    boolean isOf(long size) {
        return System.nanoTime() - takenAt < LASTS.toNanos() && size <= tableSize * GROWN && tableSize <= size * GROWN;
    }

    /** How many of its names have words that sound like these. */
    int count(String words) {
        var any = new BitSet(names);
        NameKey.sought(words).map(this::having).forEach(any::or);
        return any.cardinality();
    }

    private BitSet having(Set<String> trigrams) {
        var shared = new int[names];
        trigrams.stream().map(having::get).filter(Objects::nonNull)
                .forEach(some -> some.stream().forEach(name -> shared[name]++));
        var most = new BitSet(names);
        IntStream.range(0, names).filter(name -> shared[name] >= trigrams.size() * SearchByName.HAS_ALL).forEach(most::set);
        return most;
    }

    /** Whether fewer than one in ten have words that sound like these. */
    boolean areFew(String words) {
        return count(words) * ONE_IN < names;
    }
}
