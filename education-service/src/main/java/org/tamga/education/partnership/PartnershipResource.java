package org.tamga.education.partnership;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Partnerships, over HTTP. */
@Path("partnerships")
public class PartnershipResource extends RecordResource<Partnership> {

    private final PartnershipRecords records;

    PartnershipResource(PartnershipRecords records, Exchange exchange) {
        super(records, exchange);
        this.records = records;
    }

    @GET
    @Path("{id}/copies")
    @Operation(summary = "The agreement as each party keeps it, and where their copies contradict each other")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Copies copies(@PathParam("id") String id) {
        var at = exchange().parameters().allow("validAt", "knownAt", "knownBasis").at();
        return records.copies(uuid(id), at);
    }
}
