package org.tamga.events.claim;

import java.util.regex.Pattern;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Claims, over HTTP. */
@Path("claims")
public class ClaimResource extends RecordResource<Claim> {

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");

    private final ClaimRecords claims;

    ClaimResource(ClaimRecords records, Exchange exchange) {
        super(records, exchange);
        this.claims = records;
    }

    @GET
    @Path("{id}/claimreview.jsonld")
    @Produces("application/ld+json")
    @Operation(summary = "The claim as schema.org's ClaimReview")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public String claimReview(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        var at = exchange().parameters().allow("validAt", "knownAt", "knownBasis").at();
        return claims.review(uuid(id), origin(uri, headers) + "/api/events/claims/" + uuid(id), at).toString();
    }

    /** Where the reader asked: the gateway's address, where the request came through it. */
    private static String origin(UriInfo uri, HttpHeaders headers) {
        var scheme = headers.getHeaderString("X-Forwarded-Proto");
        var host = headers.getHeaderString("X-Forwarded-Host");
        return scheme != null && host != null && SCHEME.matcher(scheme).matches() && HOST.matcher(host).matches()
                ? scheme + "://" + host
                : uri.getBaseUri().getScheme() + "://" + uri.getBaseUri().getAuthority();
    }
}
