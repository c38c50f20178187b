package org.tamga.events.assessment;

import java.io.InputStream;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tamga.commons.http.IdempotencyKey;
import org.tamga.record.Exchange;
import org.tamga.record.Questions;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** How a claim stands to the record, over HTTP. */
@Path("claims/{id}/assessments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AssessmentResource {

    private final Assessments assessments;
    private final Questions questions;
    private final Exchange exchange;

    AssessmentResource(Assessments assessments, Questions questions, Exchange exchange) {
        this.assessments = assessments;
        this.questions = questions;
        this.exchange = exchange;
    }

    /** A page of assessments. */
    public record Page(List<Assessment> items, String next) {}

    @GET
    @Operation(summary = "Everything that was ever found of the claim, newest first")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       limit
                                                       after""")
    public Page list(@PathParam("id") String claim) {
        var parameters = exchange.parameters().allow("limit", "after");
        var limit = (int) parameters.number("limit", 50, 1, 500);
        var found = assessments.list(RecordResource.uuid(claim), parameters.number("after", Long.MAX_VALUE, 1, Long.MAX_VALUE),
                limit);
        var next = found.size() < limit ? null : exchange.withCursor(Long.toString(found.get(limit - 1).number()));
        return new Page(found.stream().map(Assessments.Numbered::assessment).toList(), next);
    }

    @POST
    @Operation(summary = "Records what a person finds (method human), or compares the claim with the record now (method automatic)")
    @Parameter(name = IdempotencyKey.HEADER, in = ParameterIn.HEADER, description = IdempotencyKey.MEANING, schema = @Schema(type = SchemaType.STRING))
    @RequestBody(content = @Content(schema = @Schema(implementation = AssessClaim.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(schema = @Schema(implementation = Assessment.class)))
    public Response assess(@PathParam("id") String claim, InputStream body) {
        exchange.parameters().allow();
        var asked = questions.read(body, AssessClaim.class);
        return Response.status(Response.Status.CREATED).entity(
                assessments.assess(RecordResource.uuid(claim), asked, exchange.author(), questions.repeatable(asked))).build();
    }
}
