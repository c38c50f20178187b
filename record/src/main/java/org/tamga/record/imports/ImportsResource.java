package org.tamga.record.imports;

import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** What has become of files that are taken in after their senders have gone. */
@Path("imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportsResource {

    private final ImportJobs jobs;
    private final Exchange exchange;

    ImportsResource(ImportJobs jobs, Exchange exchange) {
        this.jobs = jobs;
        this.exchange = exchange;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "How far an import has come, and its report")
    public ImportJob job(@PathParam("id") String id) {
        exchange.parameters().allow();
        UUID job = RecordResource.uuid(id);
        return jobs.find(job).orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "There is no import " + id + "."));
    }
}
