package org.tamga.trade.capital;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Whose capital works in a company, over HTTP. */
@Path("companies/{id}/capital-origin")
@Produces(MediaType.APPLICATION_JSON)
public class CapitalOriginResource {

    private final CapitalOrigins origins;
    private final Exchange exchange;

    CapitalOriginResource(CapitalOrigins origins, Exchange exchange) {
        this.origins = origins;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "Per country the bounds of its share in the company, through chains of owners, with the paths")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public CapitalOrigin get(@PathParam("id") String id) {
        var parameters = exchange.parameters().allow("validAt", "knownAt", "knownBasis");
        return origins.of(RecordResource.uuid(id), parameters.at());
    }
}
