package org.tamga.events.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.events.value.Sounds;
import org.tamga.record.Condition;

/**
 * What somebody typed, as PostgreSQL searches it: every word has to be there, of many words the longest, by its stem in Russian or
 * English, as it is, or by its sound.
 *
 * @param typed the words, with what stands between them
 * @param words each word in the spellings of which one has to be there, as typed first; {@value #MOST_WORDS} words at most
 */
record SearchQuery(String typed, List<List<String>> words) {

    private static final Map<Character.UnicodeScript, String> STEMMED = Map.of(
            Character.UnicodeScript.CYRILLIC, "plainto_tsquery('pg_catalog.russian', ?)",
            Character.UnicodeScript.LATIN, "plainto_tsquery('pg_catalog.english', ?)");
    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 8;
    /** A shorter key begins too many words. */
    private static final int SHORTEST_PREFIX = 4;

    static SearchQuery of(String typed) {
        var words = Stream.of(Sounds.BETWEEN_WORDS.split(typed)).filter(word -> !Sounds.key(word).isEmpty()).toList();
        if (typed.length() > LONGEST || words.isEmpty()) {
            throw new IllegalArgumentException("has a word at least, and up to " + LONGEST + " characters");
        }
        return new SearchQuery(typed.strip(), telling(words).stream().map(List::of).toList());
    }

    /** The words as they were typed. */
    List<String> typedWords() {
        return words.stream().map(spellings -> spellings.get(0)).toList();
    }

    /**
     * The same question, should words have been mistyped.
     *
     * @param meant other spellings of some of the words, by the word as it was typed
     */
    SearchQuery respelt(Map<String, List<String>> meant) {
        return new SearchQuery(typed, typedWords().stream()
                .map(word -> Stream.concat(Stream.of(word), meant.getOrDefault(word, List.of()).stream()).toList()).toList());
    }

    /** The longest of many words, in their order: the short ones say the least. */
    private static List<String> telling(List<String> words) {
        var each = words.stream().distinct().toList();
        var longest = each.stream().sorted(Comparator.comparingInt(String::length).reversed()).limit(MOST_WORDS).toList();
        return each.stream().filter(longest::contains).toList();
    }

    /** The tsquery that asks for all the words. */
    Condition tsquery() {
        return Condition.nested("(" + words.stream().map(word -> "%s").collect(Collectors.joining(" && ")) + ")",
                words.stream().map(SearchQuery::spellings).toArray());
    }

    private static Condition spellings(List<String> spellings) {
        return Condition.nested("(" + String.join(" || ", Collections.nCopies(spellings.size(), "%s")) + ")",
                spellings.stream().map(SearchQuery::forms).toArray());
    }

    /** One word in each form in which it may be stored; those of other scripts would be the word itself once more. */
    private static Condition forms(String word) {
        var forms = Stream.concat(STEMMED.entrySet().stream().filter(script -> word.codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == script.getKey())).map(Map.Entry::getValue),
                Stream.of("plainto_tsquery('pg_catalog.simple', ?)")).toList();
        var key = Sounds.key(word);
        var stem = stem(key);
        var isTooShort = stem.length() < SHORTEST_PREFIX;
        var arguments = Stream.concat(forms.stream().map(form -> word), Stream.of(isTooShort ? key : stem)).toArray();
        // A key has letters and digits alone, so it is a lexeme as it is.
        return Condition.of("(" + String.join(" || ", forms) + (isTooShort ? " || ?::tsquery)" : " || sounding(?))"),
                arguments);
    }

    /** A key without the vowel at its end, in which cases differ: Кызылорда, Кызылорды, Кызылорде. */
    static String stem(String key) {
        return key.length() > SHORTEST_PREFIX ? key.replaceAll("[aeo]$", "") : key;
    }
}
