package org.tamga.education.naming;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvReader;

/**
 * Words that many institutions have in their names, in many languages and scripts: what they mean, and how little or much it says
 * that two names share one. The list is data ({@code vocabulary.csv}): a language more is a form more.
 */
final class Vocabulary {

    /**
     * What a word means.
     *
     * @param name such as {@code university}; {@code named} and {@code named-before} mark that somebody's name follows or came
     *        before; {@code -} means nothing
     * @param weight how much it tells names apart, from 0 to 1: that is a proper name
     * @param near names of concepts that translations confuse with it
     */
    record Concept(String name, double weight, Set<String> near) {

        static final String NAMED = "named";
        static final String NAMED_BEFORE = "named-before";
    }

    /** A word of a script without blanks, which may mean several things together: 기술원, an institute of technology. */
    record Form(String text, List<Concept> concepts) {}

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private static final Map<String, Concept> WHOLE = new HashMap<>();
    /** Beginnings of words; the longest that fits is found by walking down from the word. */
    private static final TreeMap<String, Concept> BEGINNINGS = new TreeMap<>();
    /** Forms of scripts that leave no blanks between words, longest first. */
    private static final List<Form> UNSPACED = new ArrayList<>();

    static {
        try (var list = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(
                Vocabulary.class.getResourceAsStream("vocabulary.csv"), StandardCharsets.UTF_8))) {
            for (var line : list) {
                var near = line.getField("near");
                var concept = new Concept(line.getField("concept"), Double.parseDouble(line.getField("weight")),
                        near.isEmpty() ? Set.of() : Set.of(near.split(" ")));
                for (var form : line.getField("forms").split(" ")) {
                    learn(form, concept);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        UNSPACED.sort(Comparator.comparing(form -> -form.text().length()));
    }

    private Vocabulary() {
    }

    private static void learn(String form, Concept concept) {
        if (isUnspaced(form.codePointAt(0))) {
            UNSPACED.stream().filter(known -> known.text().equals(form)).findFirst()
                    .ifPresentOrElse(known -> known.concepts().add(concept),
                            () -> UNSPACED.add(new Form(form, new ArrayList<>(List.of(concept)))));
        } else if (form.endsWith("*")) {
            BEGINNINGS.put(form.substring(0, form.length() - 1), concept);
        } else {
            WHOLE.put(form, concept);
        }
    }

    /** What a word in lower case means, if it is one of these. */
    static Optional<Concept> meaning(String word) {
        var meaning = written(word);
        if (meaning.isPresent()) {
            return meaning;
        }
        // Marks that a language has on letters of many: Üniversitesi.
        var plain = MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
        return plain.isEmpty() || plain.equals(word)
                || Character.UnicodeScript.of(plain.codePointAt(0)) != Character.UnicodeScript.LATIN
                        ? Optional.empty()
                        : written(plain);
    }

    private static Optional<Concept> written(String word) {
        var whole = WHOLE.get(word);
        if (whole != null) {
            return Optional.of(whole);
        }
        for (int length = word.length(); length > 1; length--) {
            var beginning = BEGINNINGS.get(word.substring(0, length));
            if (beginning != null) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }

    /** The longest known form with which the text ends before that index; for scripts without blanks. */
    static Optional<Form> unspacedBefore(String text, int end) {
        return UNSPACED.stream().filter(
                form -> form.text().length() <= end && text.startsWith(form.text(), end - form.text().length())).findFirst();
    }

    static boolean isUnspaced(int codePoint) {
        var script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HANGUL || script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }
}
