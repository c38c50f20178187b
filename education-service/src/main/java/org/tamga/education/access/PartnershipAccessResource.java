package org.tamga.education.access;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

/** How one gets from partner to partner, over HTTP. */
@Path("partnerships/{id}/access")
public class PartnershipAccessResource {

    private final Ways ways;
    private final Exchange exchange;

    PartnershipAccessResource(Ways ways, Exchange exchange) {
        this.ways = ways;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "How one gets from partner to partner: airports with direct flights, days a week, what a student needs")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt""")
    public Access access(@PathParam("id") UUID id) {
        return ways.betweenParties(id, exchange.parameters().allow("validAt").at());
    }
}
