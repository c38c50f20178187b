package org.tamga.gateway.page;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The words of the pages and briefs in one language, from {@code messages/<language>.properties}. A language is added by its
 * file and its entry in {@code tamga.languages}: sentences are written so that no number bends the words around it, which
 * languages do in unlike ways.
 */
public final class Messages {

    private final Locale locale;
    private final ResourceBundle bundle;

    private Messages(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("messages." + locale.getLanguage(), locale,
                Messages.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * The words in a language.
     *
     * @throws MissingResourceException if there is no file for it
     */
    public static Messages in(String language) {
        return new Messages(Locale.forLanguageTag(language));
    }

    /** The language's BCP 47 tag. */
    public String language() {
        return locale.toLanguageTag();
    }

    /** The language as a locale, for numbers, dates and names of countries. */
    public Locale locale() {
        return locale;
    }

    /** The text of that key. */
    public String of(String key) {
        return bundle.getString(key);
    }

    /** The text of that key with {@code {0}}, {@code {1}} and so on replaced; the arguments are texts, already in this language. */
    public String filled(String key, String... arguments) {
        // A brief fills a thousand of them: nothing is parsed that need not be.
        var pattern = bundle.getString(key);
        var text = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            var end = pattern.indexOf('}', open) + 1;
            var place = Integer.parseInt(pattern, open + 1, end - 1, 10);
            text.append(pattern, from, open).append(place < arguments.length ? arguments[place] : pattern.substring(open, end));
            from = end;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    /** The text of that key if there is one, else another: for words of the record that may grow faster than this file. */
    public String orElse(String key, String other) {
        return bundle.containsKey(key) ? bundle.getString(key) : other;
    }

    /**
     * A word as it stands with that number: the key ends in the number's plural category (CLDR), such as
     * {@code unit.days.few}, or in the relation where a language bends the word for it alone.
     *
     * @param relation how the number is meant, such as {@code more-than}: other words than of {@code exactly} may govern a case
     * @param other the word where the language has none for the key
     */
    public String counted(String key, BigDecimal number, String relation, String other) {
        if (bundle.containsKey(key + "." + relation)) {
            return bundle.getString(key + "." + relation);
        }
        var plural = Plural.valueOf(bundle.getString("plural"));
        var category = key + "." + (relation.equals("exactly") ? plural.category(number) : plural.governed(number));
        return bundle.containsKey(category) ? bundle.getString(category) : orElse(key + ".other", other);
    }

    /** All texts by key, for a page whose script has words to say. */
    public ObjectNode json() {
        var texts = JsonNodeFactory.instance.objectNode();
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        return texts;
    }

    /** The texts of some groups, such as {@code type}, for a page whose script says no others. */
    public ObjectNode json(Set<String> groups) {
        var texts = JsonNodeFactory.instance.objectNode();
        bundle.keySet().stream().filter(key -> groups.contains(key.replaceFirst("\\..*", "")))
                .forEach(key -> texts.put(key, bundle.getString(key)));
        return texts;
    }

    /** All keys that there are. */
    public List<String> keys() {
        return Collections.list(bundle.getKeys());
    }
}
