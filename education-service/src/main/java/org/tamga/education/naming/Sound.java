package org.tamga.education.naming;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import com.ibm.icu.text.Transliterator;

/**
 * How a word sounds, more exactly than {@link org.tamga.record.NameKey}, which is for finding: Kangwon and Kangnung have one
 * key, but two sounds, while Kyungpook, Gyeongbuk and 경북 have one of both.
 */
final class Sound {

    private static final Transliterator TO_LATIN = Transliterator
            .getInstance("Kazakh-Latin/BGN; Any-Latin; Latin-ASCII; Lower");

    /** In their order. */
    private static final List<Rule> RULES = List.of(rule("[^a-z0-9]", ""), rule("shch|sch|sh", "s"),
            rule("dzh|tch|ch|zh|ts|tz|dz|dj|z|c(?=[eiy])", "j"), rule("kh|x", "h"), rule("(?<!n)gh|ck|[kgqc]", "g"),
            rule("ph", "f"), rule("th|[td]", "d"), rule("[pb]", "b"), rule("[lr]", "l"), rule("[vw]", "w"),
            rule("woo", "u"),
            rule("eo|eu|ou|oo|[ou]", "u"), rule("(?<=[aeiu])y(?=[aeiu])", ""),
            rule("ae|ai|ay|ei|ey", "e"), rule("ee|ie", "i"), rule("(?<=h)ui", "i"),
            rule("y(?![aeiou])", "i"), rule("(?<=[^aeiu])i(?=[au])", "y"), rule("h(?![aeiouwy])", ""), rule("(.)\\1+", "$1"),
            // As Russian begins a word: Ереван, Yerevan.
            rule("^ye", "e"));

    private record Rule(Pattern pattern, String replacement) {}

    private Sound() {
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /** The sound of one word in any script, in plain letters after a tilde; the word itself where it has none. */
    static String of(String word) {
        var sound = TO_LATIN.transliterate(word).toLowerCase(Locale.ROOT);
        for (var rule : RULES) {
            sound = rule.pattern().matcher(sound).replaceAll(rule.replacement());
        }
        return "~" + (sound.isEmpty() ? word : sound);
    }
}
