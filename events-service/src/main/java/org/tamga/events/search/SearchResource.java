package org.tamga.events.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

/** Search over everything that has a name or words, in whichever language and script it is typed. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private static final int LIMIT = 20;
    private static final int MOST = 100;
    /** Whoever pages further should ask more precisely. */
    private static final int FURTHEST = 1000;

    private final SearchRecords search;
    private final Exchange exchange;

    SearchResource(SearchRecords search, Exchange exchange) {
        this.search = search;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "People, organisations, posts, formats, gatherings, statements, claims, commitments and recommendations, the best first")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       q* Words, at most 200 characters
                                                       kind person, organisation, post, format, gathering, statement, claim, commitment, recommendation; several with commas
                                                       limit:integer At most 100; 20 by default
                                                       after
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Map<String, Object> search() {
        var parameters = exchange.parameters().allow("q", "kind", "limit", "after", "validAt", "knownAt", "knownBasis");
        parameters.required("q");
        var query = parameters.value("q", SearchQuery::of).orElseThrow();
        var kinds = Set.copyOf(parameters.list("kind"));
        if (!SearchRecords.kinds().containsAll(kinds)) {
            throw Problem.invalidParameter("kind", "kind takes " + String.join(", ", SearchRecords.kinds()) + ".");
        }
        var limit = (int) parameters.number("limit", LIMIT, 1, MOST);
        var offset = (int) parameters.number("after", 0, 0, FURTHEST);
        var found = search.find(query, kinds, parameters.at(), offset, limit + 1);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("items", found.subList(0, Math.min(limit, found.size())));
        answer.put("next", found.size() > limit && offset + limit <= FURTHEST
                ? exchange.withCursor(String.valueOf(offset + limit))
                : null);
        return answer;
    }
}
