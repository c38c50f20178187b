package org.tamga.education.search;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.search.SearchAnswer;

/** The search over institutions, presences, partnerships and programmes, over HTTP. */
@Path("search")
public class SearchResource {

    private final Search search;
    private final Exchange exchange;

    SearchResource(Search search, Exchange exchange) {
        this.search = search;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "Institutions, presences, partnerships and programmes by words of their names, in any script")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       q* Words, at most 500 characters
                                                       type institution, presence, partnership, programme; several with commas
                                                       limit:integer 20 by default
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public SearchAnswer search() {
        return SearchAnswer.of(exchange, Search.TYPES, search::find);
    }
}
