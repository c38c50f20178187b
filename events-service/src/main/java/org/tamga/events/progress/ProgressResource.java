package org.tamga.events.progress;

import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;

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
import org.tamga.record.Repeatable;
import org.tamga.record.contract.DescribedApi;

/** How far a commitment has come and how people find that it has been kept, over HTTP. */
@Path("commitments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProgressResource {

    private final ProgressRecords progress;
    private final Questions questions;
    private final Exchange exchange;

    ProgressResource(ProgressRecords progress, Questions questions, Exchange exchange) {
        this.progress = progress;
        this.questions = questions;
        this.exchange = exchange;
    }

    /** A page of what has been told of a commitment. */
    public record Page<T>(List<T> items, String next) {}

    /** Finds a page: those told before a number, at most so many. */
    private interface Pages<T> {
        List<ProgressRecords.Numbered<T>> find(long before, int limit);
    }

    @GET
    @Path("progress")
    @Operation(summary = "All points of the commitment's progress, the last recorded first")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       limit
                                                       after""")
    public Page<Progress> progress(@PathParam("id") String id) {
        var commitment = RecordResource.uuid(id);
        return page((before, limit) -> progress.points(commitment, before, limit));
    }

    @POST
    @Path("progress")
    @Operation(summary = "Records what somebody reports of the commitment's progress")
    @Parameter(name = IdempotencyKey.HEADER, in = ParameterIn.HEADER, description = IdempotencyKey.MEANING, schema = @Schema(type = SchemaType.STRING))
    @RequestBody(content = @Content(schema = @Schema(implementation = ReportProgress.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(schema = @Schema(implementation = Progress.class)))
    public Response report(@PathParam("id") String id, InputStream body) {
        return created(body, ReportProgress.class,
                (report, request) -> progress.report(RecordResource.uuid(id), report, exchange.author(), request));
    }

    @GET
    @Path("grades")
    @Operation(summary = "All grades of the commitment, the last recorded first")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       limit
                                                       after""")
    public Page<Grade> grades(@PathParam("id") String id) {
        var commitment = RecordResource.uuid(id);
        return page((before, limit) -> progress.grades(commitment, before, limit));
    }

    @POST
    @Path("grades")
    @Operation(summary = "Records how a person finds that the commitment has been kept")
    @Parameter(name = IdempotencyKey.HEADER, in = ParameterIn.HEADER, description = IdempotencyKey.MEANING, schema = @Schema(type = SchemaType.STRING))
    @RequestBody(content = @Content(schema = @Schema(implementation = GradeCommitment.class)))
    @APIResponse(responseCode = "201", description = "Created", content = @Content(schema = @Schema(implementation = Grade.class)))
    public Response grade(@PathParam("id") String id, InputStream body) {
        return created(body, GradeCommitment.class,
                (grade, request) -> progress.grade(RecordResource.uuid(id), grade, exchange.author(), request));
    }

    private <T> Page<T> page(Pages<T> pages) {
        var parameters = exchange.parameters().allow("limit", "after");
        var limit = (int) parameters.number("limit", 50, 1, 500);
        var found = pages.find(parameters.number("after", Long.MAX_VALUE, 1, Long.MAX_VALUE), limit);
        var next = found.size() < limit ? null : exchange.withCursor(Long.toString(found.get(limit - 1).number()));
        return new Page<>(found.stream().map(ProgressRecords.Numbered::item).toList(), next);
    }

    private <Q extends Record> Response created(InputStream body, Class<Q> type, BiFunction<Q, Repeatable, ?> record) {
        exchange.parameters().allow();
        var told = questions.read(body, type);
        return Response.status(Response.Status.CREATED).entity(record.apply(told, questions.repeatable(told))).build();
    }
}
