package org.tamga.education.quota;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.value.Country;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** The places of a scholarship, over HTTP. */
@Path("scholarships/{parentId}/quotas")
public class QuotaResource extends RecordResource<Quota> {

    private final QuotaRecords records;

    QuotaResource(QuotaRecords records, Exchange exchange) {
        super(records, exchange);
        this.records = records;
    }

    /** The places of a scholarship over the years. */
    public record OverYears(UUID scholarshipId, List<YearlyPlaces> items) {}

    @GET
    @Path("over-years")
    @Operation(summary = "The scholarship's places year by year, for each origin that they are divided by")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       origin Of students of one country: ISO 3166-1 alpha-2
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public OverYears overYears(@PathParam("parentId") String scholarship) {
        var parameters = exchange().parameters().allow("origin", "validAt", "knownAt", "knownBasis");
        return new OverYears(uuid(scholarship),
                records.overYears(uuid(scholarship), parameters.value("origin", Country::new), parameters.at()));
    }
}
