package org.tamga.events.search;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.events.value.Sounds;
import org.tamga.record.Condition;

/**
 * What somebody typed, as PostgreSQL searches it: every word has to be there, by its stem in Russian or English, as it is, or by
 * its sound.
 *
 * @param typed the words, with what stands between them
 * @param words the words alone
 */
record SearchQuery(String typed, List<String> words) {

    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 8;
    /** A shorter key begins too many words. */
    private static final int SHORTEST_PREFIX = 4;

    static SearchQuery of(String typed) {
        var words = Stream.of(Sounds.BETWEEN_WORDS.split(typed)).filter(word -> !Sounds.key(word).isEmpty()).toList();
        if (typed.length() > LONGEST || words.isEmpty() || words.size() > MOST_WORDS) {
            throw new IllegalArgumentException("has 1 to " + MOST_WORDS + " words, and up to " + LONGEST + " characters");
        }
        return new SearchQuery(typed.strip(), words);
    }

    /** The tsquery that asks for all the words. */
    Condition tsquery() {
        var each = """
                   (plainto_tsquery('pg_catalog.russian', ?) || plainto_tsquery('pg_catalog.english', ?)
                     || plainto_tsquery('pg_catalog.simple', ?) || to_tsquery('pg_catalog.simple', ?))""";
        return new Condition("(" + words.stream().map(word -> each).collect(Collectors.joining(" && ")) + ")",
                words.stream().<Object>mapMulti((word, arguments) -> {
                    arguments.accept(word);
                    arguments.accept(word);
                    arguments.accept(word);
                    arguments.accept(sound(word));
                }).toList());
    }

    /** A key has letters and digits alone, so it is a lexeme as it is. */
    private static String sound(String word) {
        var stem = stem(Sounds.key(word));
        return stem.length() < SHORTEST_PREFIX ? Sounds.key(word) : stem + ":*";
    }

    /** A key without the vowel at its end, in which cases differ: Кызылорда, Кызылорды, Кызылорде. */
    static String stem(String key) {
        return key.length() > SHORTEST_PREFIX ? key.replaceAll("[aeo]$", "") : key;
    }
}
