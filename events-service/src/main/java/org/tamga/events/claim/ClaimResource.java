package org.tamga.events.claim;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Claims, over HTTP. */
@Path("claims")
public class ClaimResource extends RecordResource<Claim> {

    private final ClaimRecords claims;

    ClaimResource(ClaimRecords records, Exchange exchange) {
        super(records, exchange);
        this.claims = records;
    }

    @GET
    @Path("{id}/claimreview.jsonld")
    @Produces("application/ld+json")
    @Operation(summary = "The claim as schema.org's ClaimReview")
    public String claimReview(@PathParam("id") String id) {
        var at = exchange().parameters().allow("validAt", "knownAt", "knownBasis").at();
        return claims.review(uuid(id), at).toString();
    }
}
