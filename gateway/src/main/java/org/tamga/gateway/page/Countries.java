package org.tamga.gateway.page;

import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of countries as the JDK's CLDR has them. */
public final class Countries {

    /** A country as a choice in a form. */
    public record Choice(String code, String name) {}

    private Countries() {
    }

    /** The country's name in that language; the code itself where CLDR knows no name. */
    public static String name(String code, Locale language) {
        return new Locale("", code).getDisplayCountry(language);
    }

    /** All countries of ISO 3166-1, in the alphabetical order of that language. */
    public static List<Choice> choices(Locale language) {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Choice(code, name(code, language)))
                .sorted(Comparator.comparing(Choice::name, Collator.getInstance(language)))
                .toList();
    }
}
