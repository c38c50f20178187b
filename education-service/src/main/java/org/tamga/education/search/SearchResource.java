package org.tamga.education.search;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The search over institutions, presences, partnerships and programmes, over HTTP. */
@Path("search")
public class SearchResource {

    private static final int MAX_WORDS = 500;
    private static final int DEFAULT_LIMIT = 20;

    private final Search search;
    private final Exchange exchange;

    SearchResource(Search search, Exchange exchange) {
        this.search = search;
        this.exchange = exchange;
    }

    /**
     * @param items the best first
     * @param next always null: what comes after the first {@value Search#MOST} is not worth reading
     */
    public record Answer(List<Found> items, @JsonInclude String next) {}

    @GET
    @Operation(summary = "Institutions, presences, partnerships and programmes by words of their names, in any script")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       q* Words, at most 500 characters
                                                       type institution, presence, partnership, programme; several with commas
                                                       limit 20 by default
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Answer search() {
        var parameters = exchange.parameters().allow("q", "type", "limit", "validAt", "knownAt", "knownBasis");
        var words = parameters.required("q");
        if (words.length() > MAX_WORDS) {
            throw Problem.invalidParameter("q", "q has at most " + MAX_WORDS + " characters.");
        }
        var types = Set.copyOf(parameters.list("type"));
        if (!Search.TYPES.containsAll(types)) {
            throw Problem.invalidParameter("type", "type takes " + String.join(", ", Search.TYPES) + ".");
        }
        return new Answer(search.find(words, types.isEmpty() ? Set.copyOf(Search.TYPES) : types, parameters.at(),
                (int) parameters.number("limit", DEFAULT_LIMIT, 1, Search.MOST)), null);
    }
}
