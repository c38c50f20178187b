package org.tamga.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Years;

/** The query parameters of a request: each is known and well-formed, or the request is refused with its name. */
public final class Parameters {

    private final MultivaluedMap<String, String> given;

    public Parameters(UriInfo uri) {
        this(uri.getQueryParameters());
    }

    /** Parameters that came otherwise than as the request's own query. */
    public Parameters(MultivaluedMap<String, String> given) {
        this.given = given;
    }

    /** Throws a 400 that names every parameter which is not one of these. */
    public Parameters allow(String... names) {
        return allow(Set.of(names));
    }

    /** Throws a 400 that names every parameter which is not one of these. */
    public Parameters allow(Collection<String> names) {
        var unknown = new HashSet<>(given.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            var violations = new ArrayList<Violation>();
            unknown.stream().sorted()
                    .forEach(name -> violations.add(new Violation(name, "is not a parameter of this address")));
            throw new Problem(ProblemType.UNKNOWN_PARAMETER, "Unknown: " + String.join(", ", unknown.stream().sorted().toList())
                    + ". Known: " + String.join(", ", names.stream().sorted().toList()) + ".", violations);
        }
        return this;
    }

    /** The parameter's text; empty where it is absent or empty. */
    public Optional<String> text(String name) {
        var values = given.get(name);
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw Problem.invalidParameter(name, name + " is given more than once.");
        }
        if (values.get(0).isEmpty()) {
            return Optional.empty();
        }
        if (RecordJson.isBroken(values.get(0))) {
            throw Problem.invalidParameter(name, name + " holds a NUL character or half of a surrogate pair.");
        }
        return Optional.of(values.get(0));
    }

    /** The texts of a parameter that may be given more than once; a 400 where there are more than so many. */
    public List<String> all(String name, int most) {
        var values = given.getOrDefault(name, List.of());
        if (values.size() > most) {
            throw Problem.invalidParameter(name, name + " is given more than " + most + " times.");
        }
        return values.stream().map(value -> new Parameters(new MultivaluedHashMap<>(Map.of(name, value))).required(name))
                .toList();
    }

    /** Those of a query that stands inside another parameter, after its first question mark; none where it has none. */
    public static Parameters within(String text) {
        var given = new MultivaluedHashMap<String, String>();
        var query = text.indexOf('?') < 0 ? "" : text.substring(text.indexOf('?') + 1);
        Stream.of(query.split("&")).filter(pair -> !pair.isEmpty()).map(pair -> pair.split("=", 2))
                .forEach(pair -> given.add(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1])));
        return new Parameters(given);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(text, "\"" + text + "\" is not escaped as a query is.");
        }
    }

    /** The parameter's text, or a 400 that says it is needed. */
    public String required(String name) {
        return text(name).orElseThrow(() -> Problem.invalidParameter(name, name + " is needed."));
    }

    /** Comma-separated values; empty where it is absent. */
    public List<String> list(String name) {
        return text(name).map(text -> List.of(text.split(","))).orElse(List.of());
    }

    /** The parameter made into something; a 400 with the reason where {@code parse} throws an IllegalArgumentException. */
    public <T> Optional<T> value(String name, Function<String, T> parse) {
        return text(name).map(text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw Problem.invalidParameter(name, name + " " + e.getMessage());
            }
        });
    }

    /** A way from a country to another. */
    public record Way(Country from, Country to) {}

    /** Both ways between two different countries with a hyphen between, such as {@code KZ-KR}, the one as they are given first. */
    public Optional<List<Way>> bothWays(String name) {
        return value(name, text -> {
            var countries = Stream.of(text.split("-", -1)).map(Country::new).distinct().toList();
            if (countries.size() != 2) {
                throw new IllegalArgumentException("is two countries with a hyphen, such as KZ-KR");
            }
            return List.of(new Way(countries.get(0), countries.get(1)), new Way(countries.get(1), countries.get(0)));
        });
    }

    /** One of an enum's constants by its JSON name. */
    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        return value(name, text -> Stream.of(type.getEnumConstants()).filter(constant -> Json.name(constant).equals(text))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("is one of "
                        + Stream.of(type.getEnumConstants()).map(Json::name).collect(Collectors.joining(", ")))));
    }

    public long number(String name, long otherwise, long least, long most) {
        return text(name).map(text -> {
            try {
                var number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a number out of range.
            }
            throw Problem.invalidParameter(name, name + " is a whole number from " + least + " to " + most + ".");
        }).orElse(otherwise);
    }

    public boolean truth(String name) {
        return text(name).map(text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw Problem.invalidParameter(name, name + " is true or false.");
            }
            return text.equals("true");
        }).orElse(false);
    }

    public Optional<LocalDate> day(String name) {
        return text(name).map(text -> {
            try {
                return Years.check(LocalDate.parse(text));
            } catch (DateTimeException e) {
                // Said below.
            }
            throw Problem.invalidParameter(name, name + " is a day such as 2025-12-17.");
        });
    }

    public Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                // A plus sign that was not percent-encoded arrives as a blank.
                return Years.check(OffsetDateTime.parse(text.replace(' ', '+'))).toInstant();
            } catch (DateTimeException e) {
                // Said below.
            }
            throw Problem.invalidParameter(name, name + " is an instant with its offset, such as 2026-01-10T00:00:00Z.");
        });
    }

    /** {@code validAt} (default today), {@code knownAt} (default now, never in the future), {@code knownBasis}. */
    public At at() {
        var knownAt = instant("knownAt");
        if (knownAt.isPresent() && knownAt.get().isAfter(Instant.now())) {
            throw Problem.invalidParameter("knownAt", "knownAt lies in the future; nobody knows yet what will be known.");
        }
        var basis = text("knownBasis").map(text -> switch (text) {
            case "source" -> At.Basis.SOURCE;
            case "recorded" -> At.Basis.RECORDED;
            default -> throw Problem.invalidParameter("knownBasis", "knownBasis is source or recorded.");
        }).orElse(At.Basis.SOURCE);
        return new At(day("validAt").orElseGet(Records::today), knownAt.orElse(null), basis);
    }

    /** True where {@link #at} is today and now because nothing else is given. */
    boolean isOfNow() {
        return !has("validAt") && !has("knownAt");
    }

    /** True if the parameter is given. */
    public boolean has(String name) {
        return text(name).isPresent();
    }
}
