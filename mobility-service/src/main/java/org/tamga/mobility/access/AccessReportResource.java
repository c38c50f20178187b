package org.tamga.mobility.access;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Exchange;
import org.tamga.record.contract.DescribedApi;

import com.fasterxml.jackson.databind.JsonNode;

/** Access reports, over HTTP. */
@Path("access-reports")
@Produces(MediaType.APPLICATION_JSON)
public class AccessReportResource {

    private final AccessReports reports;
    private final Exchange exchange;

    AccessReportResource(AccessReports reports, Exchange exchange) {
        this.reports = reports;
        this.exchange = exchange;
    }

    @GET
    @Path("{gatheringId}")
    @Operation(summary = "How those who are invited to a gathering get there, as the record knows it now or as it was announced by then")
    @Extension(name = DescribedApi.PARAMETERS, value = "knownAt")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AccessReport.class)))
    public JsonNode report(@PathParam("gatheringId") UUID gathering) {
        var knownAt = exchange.parameters().allow("knownAt").at().knownAt();
        return reports.find(gathering, knownAt).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND,
                "No gathering " + gathering + (knownAt == null ? " is known here." : " was known here then.")));
    }
}
