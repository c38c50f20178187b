package org.tamga.education.naming;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A word of a name, freed of its language where it is one that many institutions have.
 *
 * @param key what it means ({@code =university}), or how it sounds ({@link org.tamga.record.NameKey})
 * @param sound how it sounds, more exactly ({@link Sound}); of a meaning, the key
 * @param text as it was written
 * @param weight how much it tells names apart, from 0 to 1
 * @param near keys that translations confuse with it
 * @param isHonour true if it is of the person after whom an institution is named, which some leave out
 * @param isInflected true if its language has put an ending to it, or another in place of its own: полтав-ский, Каразин-а
 */
record Word(String key, String sound, String text, double weight, Set<String> near, boolean isHonour, boolean isInflected) {

    private static final Pattern LAST_VOWELS = Pattern.compile("[aeiuy]+$");
    private static final Pattern CYRILLIC = Pattern.compile("\\p{IsCyrillic}+");

    private static final String MEANING = "=";
    /** From here on a word is not one of those that half of all names have. */
    static final double TELLING = 0.7;

    static Word meaning(Vocabulary.Concept concept, String text) {
        return new Word(key(concept.name()), key(concept.name()), text, concept.weight(),
                concept.near().stream().map(Word::key).collect(Collectors.toUnmodifiableSet()), false, false);
    }

    static String key(String concept) {
        return MEANING + concept;
    }

    /** A proper name, or another word that no list has. */
    static Word proper(String key, String sound, String text, double weight, boolean isInflected) {
        return new Word(key, sound, text, weight, Set.of(), false, isInflected);
    }

    /** Whose name an institution has stands in the genitive, as Slavic languages write it. */
    Word inHonour() {
        return new Word(key, sound, text, weight, near, true, isInflected || CYRILLIC.matcher(text).matches());
    }

    /** How it sounds but for an ending. */
    String root() {
        return LAST_VOWELS.matcher(sound).replaceFirst("");
    }

    boolean isProper() {
        return !key.startsWith(MEANING);
    }

    /** True if it is not one of the words that half of all names have. */
    boolean tellsApart() {
        return weight >= TELLING;
    }
}
