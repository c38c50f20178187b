package org.tamga.commons.value;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A country by its ISO 3166-1 alpha-2 code, upper case.
 *
 * @param code such as {@code KZ}
 */
public record Country(@JsonValue String code) {

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> BY_ALPHA_3 = CODES.stream()
            .collect(Collectors.toUnmodifiableMap(code -> new Locale("", code).getISO3Country(), Function.identity()));
    /** ISO 3166-1, 8.1.3: what XK, say, means is a matter between those who use it. */
    private static final Pattern USER_ASSIGNED = Pattern.compile("AA|Q[M-Z]|X[A-Z]|ZZ");
    /** ISO 3166-2: a country, and a part of it. */
    private static final Pattern PART = Pattern.compile("([A-Z]{2})-[A-Z0-9]{1,3}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Country {
        if (code == null || !CODES.contains(code)) {
            throw new IllegalArgumentException("\"" + code + "\" is not an ISO 3166-1 alpha-2 country code such as KZ"
                    + (code != null && USER_ASSIGNED.matcher(code).matches()
                            ? ": it is one that ISO 3166-1 leaves to users and gives to no country"
                            : ""));
        }
    }

    /**
     * The country that a code of another's names: alpha-2 ({@code KR}), a part of a country (ISO 3166-2, {@code KR-26}) or alpha-3
     * ({@code KOR}), upper case. Empty for every other: the first two letters of a code are not its country.
     */
    public static Optional<Country> find(String code) {
        var part = PART.matcher(code);
        return Stream.of(code, part.matches() ? part.group(1) : BY_ALPHA_3.getOrDefault(code, ""))
                .filter(CODES::contains).findFirst().map(Country::new);
    }

    @Override
    public String toString() {
        return code;
    }
}
