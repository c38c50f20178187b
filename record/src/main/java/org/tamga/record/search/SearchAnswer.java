package org.tamga.record.search;

import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tamga.commons.problem.Problem;
import org.tamga.record.At;
import org.tamga.record.Exchange;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a service's search answers at {@code /search}.
 *
 * @param items the best first
 * @param next always null: what comes after the first {@value #MOST} is not worth reading
 */
public record SearchAnswer(List<Found> items, @JsonInclude @Schema(nullable = true) String next) {

    /** Answers, at most. */
    public static final int MOST = 100;

    private static final int MAX_WORDS = 500;
    private static final int DEFAULT_LIMIT = 20;

    /** What finds. */
    @FunctionalInterface
    public interface Finder {

        /** The records of these types that have the most of these words, the best first. */
        List<Found> find(String words, Set<String> types, At at, int limit);
    }

    /**
     * Answers a request; a 400 for one that it cannot read.
     *
     * @param types all that the service has; {@code type} narrows them
     */
    public static SearchAnswer of(Exchange exchange, List<String> types, Finder finder) {
        var parameters = exchange.parameters().allow("q", "type", "limit", "validAt", "knownAt", "knownBasis");
        var words = parameters.required("q");
        if (words.length() > MAX_WORDS) {
            throw Problem.invalidParameter("q", "q has at most " + MAX_WORDS + " characters.");
        }
        var asked = Set.copyOf(parameters.list("type"));
        if (!types.containsAll(asked)) {
            throw Problem.invalidParameter("type", "type takes " + String.join(", ", types) + ".");
        }
        return new SearchAnswer(finder.find(words, asked.isEmpty() ? Set.copyOf(types) : asked, parameters.at(),
                (int) parameters.number("limit", DEFAULT_LIMIT, 1, MOST)), null);
    }
}
