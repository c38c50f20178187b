package org.tamga.gateway.pair;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.value.Country;

/**
 * Two different countries, in alphabetical order whichever order they were named in: {@code KZ-KR} and {@code KR-KZ} are one
 * pair.
 */
public record Pair(Country first, Country second) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z]{2})-([A-Za-z]{2})");

    public Pair {
        if (first.code().compareTo(second.code()) >= 0) {
            throw new IllegalArgumentException("a pair is two different countries in alphabetical order");
        }
    }

    /**
     * Reads a pair from an address.
     *
     * @param text two ISO 3166-1 alpha-2 codes with a hyphen, in any order and case
     * @throws Problem 400 if it is not of that form, 404 if it names no two countries
     */
    public static Pair parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw Problem.invalidParameter("pair", "\"" + text + "\" is not a pair of countries such as KZ-KR.");
        }
        var one = country(match.group(1));
        var other = country(match.group(2));
        if (one.equals(other)) {
            throw Problem.invalidParameter("pair", "\"" + text + "\" names one country twice.");
        }
        return one.code().compareTo(other.code()) < 0 ? new Pair(one, other) : new Pair(other, one);
    }

    /** The pair of two countries by their codes; empty where these are not two different countries. */
    public static Optional<Pair> of(String one, String other) {
        try {
            return Optional.of(parse(one + "-" + other));
        } catch (Problem e) {
            return Optional.empty();
        }
    }

    private static Country country(String code) {
        try {
            return new Country(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemType.NOT_FOUND, e.getMessage() + ".");
        }
    }

    /** Both codes. */
    public List<String> codes() {
        return List.of(first.code(), second.code());
    }

    /** True if both countries are among those codes. */
    public boolean isIn(Collection<String> codes) {
        return codes.contains(first.code()) && codes.contains(second.code());
    }

    /** The code of the other one of the two. */
    public String other(String code) {
        return code.equals(first.code()) ? second.code() : first.code();
    }

    @Override
    public String toString() {
        return first + "-" + second;
    }
}
