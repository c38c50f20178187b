package org.tamga.record;

import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Search for a part of a name, in any script. A room stores {@link #text} in a {@code varchar} column with a trigram index
 * ({@code gin (… gin_trgm_ops)}) and filters by {@link #condition}.
 */
public final class NameSearch {

    /** What is shorter has no trigram of its own. */
    private static final int TRIGRAM = 3;

    private NameSearch() {
    }

    /** Names as they are searched: each begins after a blank, in lower case and composed form. */
    public static String text(Stream<String> names) {
        return names.map(name -> " " + folded(name)).collect(Collectors.joining("\n"));
    }

    /**
     * Rows with a name that has these words in it; one or two characters find the names with a word that begins so.
     *
     * @param column such as {@code v.name_text}
     */
    public static Condition condition(String column, String words) {
        var folded = folded(words.strip());
        if (folded.isEmpty()) {
            throw new IllegalArgumentException("is a part of a name");
        }
        var literal = folded.replaceAll("([%_\\\\])", "\\\\$1");
        return Condition.of(column + " like ?",
                (folded.codePointCount(0, folded.length()) < TRIGRAM ? "% " : "%") + literal + "%");
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
