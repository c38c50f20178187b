package org.tamga.gateway.check;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a word is a form of another: its stem and an ending, and nothing else that would make another word of it. */
final class Endings {

    private static final int SHORTEST_STEM = 3;
    /** Of nouns and adjectives. */
    private static final Set<String> RUSSIAN = Set.of("", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й", "ой", "ей", "ом",
            "ем", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ев", "ий", "ый", "ие", "ые", "ая", "яя", "ое", "ее", "ого",
            "его",
            "ому", "ему", "ую", "юю", "ым", "им", "ых", "их", "ыми", "ими", "ою", "ею", "ью");
    /** A vowel that is there only where no other follows: "посол", "посла". */
    private static final Pattern FLEETING = Pattern.compile("(.*[^аеиоуыэюя])[ое]([^аеиоуыэюяйь])");
    /** Of the plural, then whose it is, then the case. */
    private static final Pattern KAZAKH = Pattern.compile("(?:[лдт][ае]р)?(?:[ыі]|с[ыі])?"
            + "(?:[ндт][ыі]ң|[ғгқкн][ае]|[ае]|[ндт][ыі]|н|н?[дт][ае]|[днт][ае]н|[мбп]ен)?");
    private static final Pattern ENGLISH = Pattern.compile("(?:'s|s'?)?");
    private static final Pattern KOREAN = Pattern.compile("(?:님|들|측|씨)*"
            + "(?:은|는|이|가|을|를|의|도|만|인|나|이나|며|이며|고|이고|이다|입니다|라고|이라고|처럼|보다|부터|까지|께|께서|께서는"
            + "|에|에는|에도|에서|에서는|에게|에게서|와|과|와의|과의|와는|과는|로|으로|로서|으로서)?");
    private static final String VOWELS = "аеиоуыэюяйь";
    /** What has the same letters and is another word: "after". */
    private static final Set<String> OTHERS = Set.of("после");

    private Endings() {
    }

    /** Whether it is one; both in small letters. */
    static boolean isForm(String name, String word) {
        if (name.equals(word)) {
            return true;
        }
        if (name.charAt(0) != word.charAt(0) || OTHERS.contains(word)) {
            return false;
        }
        if (Character.UnicodeScript.of(name.charAt(0)) == Character.UnicodeScript.CYRILLIC) {
            return isRussian(name, word) || hasEnding(name, word, KAZAKH);
        }
        return hasEnding(name, word, Words.isHangul(name) ? KOREAN : ENGLISH);
    }

    private static boolean isRussian(String name, String word) {
        var stem = russianStem(name);
        if (word.startsWith(stem) && RUSSIAN.contains(word.substring(stem.length()))) {
            return true;
        }
        var fleeting = FLEETING.matcher(name);
        if (!fleeting.matches()) {
            return false;
        }
        var without = fleeting.group(1) + fleeting.group(2);
        return without.length() >= SHORTEST_STEM && word.startsWith(without) && word.length() > without.length()
                && RUSSIAN.contains(word.substring(without.length()));
    }

    /** A name that ends with a consonant has no ending: of "Арыстанов" it is the whole. */
    private static String russianStem(String name) {
        for (var length = VOWELS.indexOf(name.charAt(name.length() - 1)) < 0 ? 0 : 3; length > 0; length--) {
            var end = name.length() - length;
            if (end >= SHORTEST_STEM && RUSSIAN.contains(name.substring(end))) {
                return name.substring(0, end);
            }
        }
        return name;
    }

    private static boolean hasEnding(String name, String word, Pattern ending) {
        return word.startsWith(name) && ending.matcher(word).region(name.length(), word.length()).matches();
    }
}
