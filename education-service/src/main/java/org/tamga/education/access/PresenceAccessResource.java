package org.tamga.education.access;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

/** How one gets there from its home, over HTTP. */
@Path("presences/{id}/access")
public class PresenceAccessResource {

    private final Ways ways;
    private final Exchange exchange;

    PresenceAccessResource(Ways ways, Exchange exchange) {
        this.ways = ways;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "How one gets there from its home: airports with direct flights, days a week, what a student needs")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt""")
    public Access access(@PathParam("id") UUID id) {
        return ways.toPresence(id, exchange.parameters().allow("validAt").at());
    }
}
