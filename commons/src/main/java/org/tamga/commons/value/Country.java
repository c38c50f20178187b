package org.tamga.commons.value;

import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A country by its ISO 3166-1 alpha-2 code, upper case.
 *
 * @param code such as {@code KZ}
 */
public record Country(@JsonValue String code) {

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Country {
        if (code == null || !CODES.contains(code)) {
            throw new IllegalArgumentException("\"" + code + "\" is not an ISO 3166-1 alpha-2 country code such as KZ");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
