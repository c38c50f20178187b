package org.tamga.gateway.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;

/** All that is known now, to begin with before one follows the changes. */
@Path("api/snapshot")
@Tag(name = "changes", description = "Every change of every service")
public class SnapshotResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String DESCRIPTION = """
                                              A line has the record's topic, id, version, its sequence in the service's change log and all periods known now; one that
                                              has none is known no more. A record that changed a moment ago may have a line for each change: the last one holds.
                                              Then follow /api/changes?after=<cursor>, leaving out of each record what has no higher sequence than its line.""";
    /** Each takes a thread and a Kafka client for as long as its reader takes it. */
    private static final int AT_ONCE = 4;

    private final Snapshots snapshots;
    private final Semaphore places = new Semaphore(AT_ONCE);

    SnapshotResource(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GET
    @Produces(NDJSON)
    @Operation(summary = "The state of every record, a line each, and the cursor to go on from", operationId = "snapshot", description = DESCRIPTION)
    @Parameter(name = "topic", description = "Beginnings of topics, such as trade. or trade.company; all without it")
    @APIResponse(responseCode = "200", content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    public Response snapshot(@QueryParam("topic") List<String> topics, @Context UriInfo uri) {
        var unknown = uri.getQueryParameters().keySet().stream().filter(name -> !name.equals("topic")).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new Problem(ProblemType.UNKNOWN_PARAMETER, "Unknown: " + String.join(", ", unknown) + ".",
                    unknown.stream().map(name -> new Violation(name, "is not a parameter of this address")).toList());
        }
        var cursor = snapshots.cursor();
        var wanted = snapshots.topics(topics);
        if (!topics.isEmpty() && wanted.isEmpty()) {
            throw Problem.invalidParameter("topic", "There is no topic that begins so.");
        }
        if (!places.tryAcquire()) {
            throw Problem.unavailable("As many snapshots are being read as may be.", 10);
        }
        StreamingOutput lines = out -> {
            try {
                snapshots.write(wanted, out);
                out.write(("{\"cursor\":\"" + cursor + "\"}\n").getBytes(StandardCharsets.UTF_8));
            } finally {
                places.release();
            }
        };
        return Response.ok(lines, NDJSON).header("Cache-Control", "no-store").build();
    }
}
