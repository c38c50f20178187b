package org.tamga.mobility.code;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.tamga.commons.value.Country;

/** Countries by the English names that data sets give them: those of Unicode's CLDR, and older and other ones. */
public final class CountryNames {

    private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("burma", "MM"), Map.entry("myanmar", "MM"),
            Map.entry("congo brazzaville", "CG"), Map.entry("republic of the congo", "CG"),
            Map.entry("congo kinshasa", "CD"), Map.entry("cote d ivoire", "CI"), Map.entry("ivory coast", "CI"),
            Map.entry("czech republic", "CZ"), Map.entry("democratic people s republic of korea", "KP"),
            Map.entry("republic of korea", "KR"), Map.entry("east timor", "TL"), Map.entry("hong kong", "HK"),
            Map.entry("hong kong sar of china", "HK"), Map.entry("lao peoples democratic republic", "LA"),
            Map.entry("macao", "MO"), Map.entry("macau", "MO"), Map.entry("macedonia", "MK"),
            Map.entry("palestine", "PS"), Map.entry("west bank", "PS"), Map.entry("russian federation", "RU"),
            Map.entry("svalbard", "SJ"), Map.entry("swaziland", "SZ"), Map.entry("syrian arab republic", "SY"),
            Map.entry("turkey", "TR"), Map.entry("virgin islands", "VI"), Map.entry("johnston atoll", "UM"),
            Map.entry("midway islands", "UM"), Map.entry("wake island", "UM"));

    private static final Map<String, String> CODES = codes();

    private CountryNames() {
    }

    private static Map<String, String> codes() {
        var codes = new HashMap<>(OTHERS);
        for (var code : Locale.getISOCountries()) {
            codes.put(plain(new Locale("", code).getDisplayCountry(Locale.ENGLISH)), code);
        }
        return codes;
    }

    /** The country of that name, if there is one now. */
    public static Optional<Country> find(String name) {
        return Optional.ofNullable(CODES.get(plain(name))).map(Country::new);
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT)
                .replace("&", "and").replaceAll("\\bsaint\\b", "st").replaceAll("[^a-z]+", " ").strip();
    }
}
