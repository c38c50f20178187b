package org.tamga.gateway.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What every page needs for its frame.
 *
 * @param words the page's words
 * @param languages that it can also be read in, its own among them; with a single one no choice is shown
 * @param title of the window
 * @param address of the page without its {@code lang}; parameters included
 * @param asOf the pair of times that the page is of, and what it leads to
 * @param sent the fields of the form that the page answers, where its address alone does not give it again; else empty
 */
public record Layout(Messages words, List<String> languages, String title, String address, AsOf asOf,
        Map<String, String> sent) {

    /** A page that its address gives again. */
    public Layout(Messages words, List<String> languages, String title, String address, AsOf asOf) {
        this(words, languages, title, address, asOf, Map.of());
    }

    /** A page of no pair of times. */
    public Layout(Messages words, List<String> languages, String title, String address) {
        this(words, languages, title, address, AsOf.NOW);
    }

    /** A page in one language only. */
    public static Layout of(Messages words, String title, String address) {
        return new Layout(words, List.of(words.language()), title, address);
    }

    /** What every link to another page of the same times has for parameters. */
    public String parameters() {
        return "lang=" + words.language() + asOf.parameters();
    }

    /** This page's address in another language. */
    public String in(String language) {
        return address + (address.contains("?") ? "&" : "?") + "lang=" + language;
    }

    /** A language's name for itself. */
    public String nameOf(String language) {
        var locale = Locale.forLanguageTag(language);
        var name = locale.getDisplayLanguage(locale);
        return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }
}
