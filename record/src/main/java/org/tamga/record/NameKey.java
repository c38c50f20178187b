package org.tamga.record;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.ibm.icu.text.Transliterator;

/**
 * Names found in whichever script they are typed. A name's key is what its spellings have in common: it is transliterated
 * (ICU, Cyrillic by the BGN/PCGN tables), and sounds that transcriptions confuse are one letter: Арыстанов, Arystanov,
 * 아리스타노프 and 아르스타노프 are all {@code arstanop}. A room stores {@link #text} in a {@code varchar} column with a trigram
 * index ({@code gin (… gin_trgm_ops)}), filters by {@link #condition} and ranks by {@link #score}.
 *
 * <p>
 * A key is for finding, never for showing; equal keys do not prove equal names. Where a spelling follows no
 * transcription, the name is found by its recorded spellings.
 */
public final class NameKey {

    private static final Transliterator TO_LATIN = Transliterator.getInstance("Kazakh-Latin/BGN; Any-Latin");

    /** Sounds written in Latin letters, to one letter each; of two rules that fit, the first. */
    private static final Transliterator TO_SOUNDS = Transliterator.createFromRules("sounds",
            """
            # Soft signs, apostrophes and hyphens join.
            [ʹʺʼʻ’‘'`\\-‐‑·] > ;
            [^a-z0-9] > ' ' ;
            :: Null ;
            # Affricates and their voiced kin: Чон, Jeon; Жамбыл, Zhambyl, 잠빌.
            shch > s ; sch > s ; sh > s ; s > s ;
            dzh > z ; chkh > z ; tch > z ; ch > z ; zh > z ; ts > z ; tz > z ; dz > z ; dj > z ; j > z ; z > z ;
            # Aspirated consonants as Russian writes them from Korean.
            kkh > k ; tkh > t ; pkh > p ;
            kh > h ; gh > k ; ck > k ; ks > ks ; x > ks ; [gkqc] > k ;
            ph > p ; [bpfv] > p ;
            th > t ; [dt] > t ;
            ng } [^aeiouy] > n ;
            [lr] > r ;
            w > ;
            # Vowels: the open ones stay apart; i and y, on which transcriptions differ most, only begin a word.
            eo > o ; eu > o ; ae > e ; aye > e ; oe > e ; oye > e ;
            [ou] > o ;
            [^a-z0-9] { [iy]+ } [^aeou] > i ;
            [iy] > ;
            """, Transliterator.FORWARD);

    /** Korean puts this vowel between consonants that other languages leave together. */
    private static final String FILLING_VOWEL = "\u1173";

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DOUBLED = Pattern.compile("([a-z])\\1+");
    private static final Pattern BLANKS = Pattern.compile(" +");

    /** A shorter one has one trigram or none, and an index of trigrams goes through very many for it. */
    private static final int SHORTEST_LITERAL = 4;
    /** Fewer words say too little where one is left out; of more, too many are. */
    private static final int LEAST_WITHOUT_ONE = 3;
    private static final int MOST_WITHOUT_ONE = 8;
    /** Names of more words are not also searched as one. */
    private static final int MOST_JOINED = 4;

    private static final int MOST_KEPT = 100;
    private static final Map<String, Set<String>> ASKED = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private NameKey() {
    }

    /** The key of a name, or the keys of a text's words, separated by single blanks; empty where it has no letter or digit. */
    public static String of(String text) {
        var letters = (isPlain(text) ? text : plain(text)).toLowerCase(Locale.ROOT);
        // A blank on either side: to the rules a word begins after something and ends before something.
        var sounds = DOUBLED.matcher(TO_SOUNDS.transliterate(" " + letters + " ")).replaceAll("$1");
        return BLANKS.matcher(sounds).replaceAll(" ").strip();
    }

    /** True of ASCII, which is Latin already and has no marks. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static String plain(String text) {
        var latin = TO_LATIN.transliterate(normalized(normalized(text, Form.NFD).replace(FILLING_VOWEL, ""), Form.NFC));
        return MARKS.matcher(normalized(latin, Form.NFKD)).replaceAll("");
    }

    private static String normalized(String text, Form form) {
        return Normalizer.normalize(text, form);
    }

    /** A record's names as they are searched, in all their recorded spellings. */
    public static String text(Stream<String> names) {
        return names.map(NameKey::of).flatMap(NameKey::spaced).filter(key -> !key.isEmpty()).distinct()
                .collect(Collectors.joining("\n"));
    }

    /**
     * Rows with a name that sounds like these words, or has words in it that do.
     *
     * @param column such as {@code v.name_key}, made by {@link #text}
     * @throws IllegalArgumentException if the words have no letter or digit
     */
    public static Condition condition(String column, String words) {
        return any(column + " %> ?", asked(words).stream());
    }

    /**
     * Rows with a name in which these words stand as they sound; empty for a sound so short that it is in too many.
     *
     * @param column such as {@code v.name_key}, made by {@link #text}
     */
    public static Optional<Condition> literally(String column, String words) {
        var keys = asked(words);
        // A key has letters, digits and blanks alone, nothing that is a pattern.
        return keys.stream().anyMatch(key -> key.length() < SHORTEST_LITERAL)
                ? Optional.empty()
                : Optional.of(any(column + " like ?", keys.stream().map(key -> "%" + key + "%")));
    }

    private static Condition any(String comparison, Stream<?> sought) {
        var each = sought.toArray();
        return Condition.of("(" + comparison + (" or " + comparison).repeat(each.length - 1) + ")", each);
    }

    /**
     * Rows of which one name is these words and nothing else.
     *
     * @param column such as {@code v.name_key}, made by {@link #text}, whose lines have an index
     */
    public static Condition whole(String column, String words) {
        return Condition.of("string_to_array(" + column + ", E'\\n') && ?::text[]", asked(words));
    }

    /**
     * Rows with names in which each of these words stands by itself, as it sounds, in whichever order; or all of them as one word.
     *
     * @param column such as {@code v.name_key}, made by {@link #text}, whose words have an index
     */
    public static Condition together(String column, String words) {
        return any(wordsOf(column) + " @> ?::text[]", asked(words).stream().map(NameKey::words));
    }

    /**
     * As {@link #together}, of all these words but one: for each that may be misspelt; none of fewer than three, of which one may be in
     * too many names, nor of more than {@value #MOST_WITHOUT_ONE}.
     *
     * @param areTold whether the words that are left are asked for, of their keys
     */
    public static Stream<Condition> allButOne(String column, String words, Predicate<List<String>> areTold) {
        var each = words(of(words));
        return each.size() < LEAST_WITHOUT_ONE || each.size() > MOST_WITHOUT_ONE
                ? Stream.empty()
                : each.stream().map(word -> each.stream().filter(other -> !other.equals(word)).toList()).filter(areTold)
                        .map(others -> Condition.of(wordsOf(column) + " @> ?::text[]", others));
    }

    private static String wordsOf(String column) {
        return "string_to_array(translate(" + column + ", E'\\n', ' '), ' ')";
    }

    private static List<String> words(String key) {
        return Stream.of(key.split(" ")).distinct().toList();
    }

    /** How like these words the most similar part of a row's names is, from 0 to 1: an expression to sort by. */
    public static Condition score(String column, String words) {
        var keys = asked(words);
        var each = keys.stream().map(key -> "word_similarity(?, " + column + ")").collect(Collectors.joining(", "));
        return Condition.of("greatest(" + each + ")", keys.toArray());
    }

    /** How alike two names sound, from 0 to 1, in whichever scripts: what their keys' trigrams share, as pg_trgm counts. */
    public static double similarity(String one, String other) {
        return spaced(of(one)).mapToDouble(first -> spaced(of(other)).mapToDouble(second -> shared(first, second)).max()
                .orElse(0)).max().orElse(0);
    }

    /** Whether a text has a letter or a digit, without which it has no key. */
    public static boolean isOne(String text) {
        return !kept(text).isEmpty();
    }

    /** Of each of the keys that are sought for these words, its trigrams. */
    public static Stream<Set<String>> sought(String words) {
        return asked(words).stream().map(NameKey::trigrams);
    }

    private static Set<String> asked(String words) {
        var keys = kept(words);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("has a letter or a digit");
        }
        return keys;
    }

    /** The last questions' keys: a search asks for the same in many collections, and to transliterate takes its time. */
    private static Set<String> kept(String words) {
        synchronized (ASKED) {
            return ASKED.computeIfAbsent(words,
                    any -> spaced(of(any)).filter(key -> !key.isEmpty()).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /** A key, and the same as one word: Korean writes 남진 where others write Nam Jin. */
    private static Stream<String> spaced(String key) {
        var blanks = key.chars().filter(character -> character == ' ').count();
        return blanks == 0 || blanks >= MOST_JOINED ? Stream.of(key) : Stream.of(key, key.replace(" ", ""));
    }

    private static double shared(String one, String other) {
        var first = trigrams(one);
        var second = trigrams(other);
        var union = new HashSet<>(first);
        union.addAll(second);
        first.retainAll(second);
        return union.isEmpty() ? 0 : (double) first.size() / union.size();
    }

    /** The trigrams of a key or a {@link #text}, as pg_trgm has them. */
    public static Set<String> trigrams(String key) {
        var trigrams = new HashSet<String>();
        Arrays.stream(key.split("[ \n]")).filter(word -> !word.isEmpty()).map(word -> "  " + word + " ").forEach(word -> {
            for (int i = 0; i + 3 <= word.length(); i++) {
                trigrams.add(word.substring(i, i + 3));
            }
        });
        return trigrams;
    }
}
