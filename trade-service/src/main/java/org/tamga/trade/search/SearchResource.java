package org.tamga.trade.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.search.SearchAnswer;

/** The search over companies, chambers, agreements and projects, over HTTP. */
@Path("search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

    private final Search search;
    private final Exchange exchange;

    SearchResource(Search search, Exchange exchange) {
        this.search = search;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "Companies, chambers, agreements and projects by words of their names, in any script; companies by their numbers too")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       q* Words, at most 500 characters
                                                       type company, chamber, agreement, project; several with commas
                                                       limit:integer 20 by default
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public SearchAnswer search() {
        return SearchAnswer.of(exchange, search.types(), search);
    }
}
