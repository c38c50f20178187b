package org.tamga.events.value;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.NameKey;

/**
 * How the names in a text sound, so that they are found in whichever script they are typed. A name begins with a capital, or is
 * written in a script that has none.
 */
public final class Sounds {

    /** Where words end; a hyphen and an apostrophe are inside a word. */
    public static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’‑-]+");

    /** Shorter keys are in too many words to tell anything. */
    private static final int SHORTEST = 3;
    /** What a text has beyond this is not searched by sound. */
    private static final int LONGEST_TEXT = 100_000;
    /** Words are few and come again. */
    private static final int KEPT = 20_000;

    private static final Map<String, String> KEYS = Collections.synchronizedMap(new LinkedHashMap<>(1024, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    });

    private Sounds() {
    }

    /** The keys of the names in these texts, separated by blanks; nulls are skipped. */
    public static String of(Stream<String> texts) {
        return texts.filter(text -> text != null)
                .flatMap(text -> Arrays.stream(BETWEEN_WORDS.split(text.substring(0, Math.min(text.length(), LONGEST_TEXT)))))
                .filter(Sounds::mayBeName).map(Sounds::key).filter(key -> key.length() >= SHORTEST).distinct()
                .collect(Collectors.joining(" "));
    }

    /** As {@link #of(Stream)}, of all languages; null is no text. */
    public static Stream<String> texts(LanguageMap map) {
        return map == null ? Stream.empty() : map.texts().values().stream();
    }

    /** The key of one word. */
    public static String key(String word) {
        // Not computed under the map's lock: two threads may do the same, and that is all.
        var known = KEYS.get(word);
        if (known == null) {
            known = NameKey.of(word).replace(" ", "");
            KEYS.put(word, known);
        }
        return known;
    }

    /** True for a word that is not surely an ordinary one. */
    public static boolean mayBeName(String word) {
        return !word.isEmpty() && !Character.isLowerCase(word.codePointAt(0));
    }
}
