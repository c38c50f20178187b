package org.tamga.trade.bods;

import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;
import org.tamga.trade.company.CompanyRecords;

/** Companies and who holds what in them, in the form of the Beneficial Ownership Data Standard. */
@Path("companies/bods")
public class BodsResource {

    private final CompanyRecords companies;
    private final BodsExport export;
    private final Exchange exchange;

    BodsResource(CompanyRecords companies, BodsExport export, Exchange exchange) {
        this.companies = companies;
        this.export = export;
        this.exchange = exchange;
    }

    @GET
    @Produces(RecordResource.NDJSON)
    @Operation(summary = "BODS 0.4 statements, one a line, of the companies that the list's own filters choose")
    @Extension(name = DescribedApi.LIST_OF, value = "companies")
    public Response statements() {
        var parameters = exchange.parameters();
        var matches = companies.matches(parameters, null);
        var at = parameters.at();
        StreamingOutput output = out -> export.write(matches, at, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(output, RecordResource.NDJSON + ";charset=utf-8").build();
    }
}
