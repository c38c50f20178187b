package org.tamga.education.naming;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.tamga.education.naming.Vocabulary.Concept;
import org.tamga.record.NameKey;

/**
 * An institution's name as words that can be compared across languages and scripts: Ташкентский медицинский университет,
 * Tashkent Medical University and Toshkent tibbiyot universiteti have the same.
 *
 * @param words in their order, without those that mean nothing
 */
public record Words(List<Word> words) {

    /** As many as the longest real names have. */
    private static final int MOST = 40;
    /** An initial says little; who writes it out says more. */
    private static final double INITIAL = 0.1;
    private static final double PROPER = 1;
    private static final double COARSELY = 0.9;
    /** The weight of places in the vocabulary. */
    private static final double PLACE = 0.9;
    /** Proper names that some write in several words: Sung Kyun Kwan. */
    static final int MOST_PARTS = 4;

    private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʻʼ`´ʹʺ“”\"]");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}&]+");
    /**
     * Endings by which Slavic languages make an adjective: ташкент-ский, федераль-ный. Of a town that ends so itself, Томск, the
     * adjective is томский: both go without.
     */
    private static final Pattern ADJECTIVE = Pattern.compile(
            "(?<=.{2})(ск(ий|ая|ое|ого|ой|ом)?|sk(iy|y|ii|aya|oe)?)$|(?<=.{3})(цкий|цкая|цкого|н(ый|ая|ое|ого|ой|ом))$");

    /** Transliteration costs more than all the rest, and names share their words: the last ones are kept. */
    private static final int MOST_KEPT = 50_000;
    private static final Map<String, Word> PROPERS = Collections.synchronizedMap(new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Word> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /** The words of a name; none where it has no letter. */
    public static Words of(String name) {
        var words = new ArrayList<Word>();
        var named = false;
        var text = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (var raw : BETWEEN.split(APOSTROPHES.matcher(text).replaceAll(""))) {
            if (raw.isEmpty() || words.size() >= MOST) {
                continue;
            }
            for (var word : Vocabulary.isUnspaced(raw.codePointAt(0)) ? unspaced(raw) : List.of(spaced(raw))) {
                switch (word.key().substring(1)) {
                    case "-" -> {
                        // Means nothing.
                    }
                    case Concept.NAMED -> named = true;
                    case Concept.NAMED_BEFORE -> honourBefore(words);
                    default -> {
                        var afterInitial = !words.isEmpty() && isInitial(words.get(words.size() - 1)) && word.isProper();
                        words.add((named || afterInitial) && word.isProper() ? word.inHonour() : word);
                    }
                }
            }
        }
        return new Words(List.copyOf(words));
    }

    /** The words just before are a person's, back to the last that is not a proper name; not all that there is. */
    private static void honourBefore(List<Word> words) {
        for (int i = words.size() - 1; i >= 0 && words.get(i).isProper(); i--) {
            words.set(i, words.get(i).inHonour());
        }
    }

    private static Word spaced(String raw) {
        return Vocabulary.meaning(raw).map(concept -> Word.meaning(concept, raw)).orElseGet(() -> proper(raw));
    }

    private static Word proper(String raw) {
        return PROPERS.computeIfAbsent(raw, Words::heard);
    }

    private static Word heard(String raw) {
        var stem = ADJECTIVE.matcher(raw).replaceFirst("");
        var weight = raw.codePointCount(0, raw.length()) == 1 ? INITIAL : PROPER;
        var key = NameKey.of(stem).replace(" ", "");
        // What leaves no sound is compared as it is written.
        return Word.proper(key.isEmpty() ? stem : key, Sound.of(stem), raw, weight, !stem.equals(raw));
    }

    /**
     * Cuts a text without blanks at the words that it is known to have; what is between them is a proper name. From its end, for
     * what an institution is stands last: 포항|공과|대학교.
     */
    private static List<Word> unspaced(String raw) {
        var words = new ArrayDeque<Word>();
        var end = raw.length();
        for (int i = raw.length(); i > 0;) {
            var known = Vocabulary.unspacedBefore(raw, i);
            if (known.isEmpty()) {
                i--;
                continue;
            }
            if (i < end) {
                words.addFirst(proper(raw.substring(i, end)));
            }
            for (var concept : known.get().concepts()) {
                words.addFirst(Word.meaning(concept, known.get().text()));
            }
            i -= known.get().text().length();
            end = i;
        }
        if (end > 0) {
            words.addFirst(proper(raw.substring(0, end)));
        }
        return List.copyOf(words);
    }

    private static boolean isInitial(Word word) {
        return word.weight() == INITIAL;
    }

    /** True if one of the words means that, such as {@code university}. */
    public boolean haveMeaning(String concept) {
        return words.stream().anyMatch(word -> word.key().equals(Word.key(concept)));
    }

    /**
     * Keys of the words that tell names apart best: proper names and places, else the more telling of the others, else all. A
     * search begins with those.
     */
    public Set<String> tellingKeys() {
        return Stream.of(PLACE, Word.TELLING, 0.0)
                .map(least -> words.stream().filter(word -> word.weight() >= least).toList())
                .filter(telling -> !telling.isEmpty()).findFirst().map(telling -> new Words(telling).keys()).orElse(Set.of());
    }

    /**
     * Keys of all words, for an index: what each means or how it sounds, and how proper names sound that stand side by side, for
     * some write those as one.
     */
    public Set<String> keys() {
        var keys = new TreeSet<String>();
        for (int from = 0; from < words.size(); from++) {
            var word = words.get(from);
            keys.add(word.key());
            keys.add(word.sound());
            for (int to = from + 2; to <= Math.min(words.size(), from + MOST_PARTS) && words.get(to - 1).isProper()
                    && word.isProper(); to++) {
                keys.add(joined(words.subList(from, to)));
            }
        }
        return keys;
    }

    /** The keys of several names together, as PostgreSQL writes an array of text. */
    public static String array(Stream<String> names) {
        var keys = names.flatMap(name -> of(name).keys().stream()).collect(Collectors.toCollection(TreeSet::new));
        return keys.isEmpty() ? "{}" : keys.stream().collect(Collectors.joining("\",\"", "{\"", "\"}"));
    }

    /** How much of these words names with such keys have, from 0 to 1; what only sounds alike coarsely counts a little less. */
    public double shareIn(Set<String> keys) {
        var total = words.stream().mapToDouble(Word::weight).sum();
        var found = words.stream().mapToDouble(word -> keys.contains(word.sound())
                ? word.weight()
                : keys.contains(word.key()) ? COARSELY * word.weight() : 0).sum();
        return total == 0 ? 0 : found / total;
    }

    /** Keys that a name in any script must all have to have these words in it: coarser than those of {@link #keys}. */
    public Set<String> searchKeys() {
        return words.stream().map(Word::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** How proper names sound that are written as one. */
    static String joined(List<Word> parts) {
        var letters = parts.stream().map(part -> part.sound().substring(1)).collect(Collectors.joining());
        return "~" + letters.replaceAll("(.)\\1+", "$1");
    }
}
