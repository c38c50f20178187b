package org.tamga.education.presence;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Presences abroad, over HTTP. */
@Path("presences")
public class PresenceResource extends RecordResource<Presence> {

    private final PresenceRecords records;

    PresenceResource(PresenceRecords records, Exchange exchange) {
        super(records, exchange);
        this.records = records;
    }

    @GET
    @Path("{id}/criteria")
    @Operation(summary = "Whether it is a branch campus: the four criteria one by one, and what follows")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public BranchCampus criteria(@PathParam("id") String id) {
        var at = exchange().parameters().allow("validAt", "knownAt", "knownBasis").at();
        return records.tested(uuid(id), at);
    }

    @GET
    @Path("{id}/life-line")
    @Operation(summary = "What it went through: milestones, intakes, capacities and kinds in the order of their days")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public LifeLine lifeLine(@PathParam("id") String id) {
        var at = exchange().parameters().allow("validAt", "knownAt", "knownBasis").at();
        return records.lifeLine(uuid(id), at);
    }
}
