package org.tamga.record;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.contract.DescribedApi;

/** What the record cites, for who is to cite it again. */
@Path("cited-sources")
@Produces(MediaType.APPLICATION_JSON)
public class CitedSourcesResource {

    private static final int LONGEST = 200;
    private static final int DEFAULT_LIMIT = 10;

    private final Ledger ledger;
    private final Exchange exchange;

    CitedSourcesResource(Ledger ledger, Exchange exchange) {
        this.ledger = ledger;
        this.exchange = exchange;
    }

    /**
     * Sources that were found.
     *
     * @param items each without a place in it, its words there, and when it was looked up: what a citation of it begins with
     */
    public record CitedSourceList(List<Citation> items) {}

    @GET
    @Operation(summary = "The sources that the record cites, each once, what was noted last first")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       q Words, or parts of them, all of which its title, publisher, date or address has
                                                       limit:integer At most 50; 10 by default""")
    public CitedSourceList sources() {
        var parameters = exchange.parameters().allow("q", "limit");
        var words = parameters.text("q").orElse("");
        if (words.length() > LONGEST) {
            throw Problem.invalidParameter("q", "q has at most " + LONGEST + " characters.");
        }
        var limit = (int) parameters.number("limit", DEFAULT_LIMIT, 1, CitedSources.MOST);
        return new CitedSourceList(ledger.sources.find(words, limit));
    }
}
