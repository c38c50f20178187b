package org.tamga.mobility.reachability;

import java.io.InputStream;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.tamga.record.Computes;
import org.tamga.record.Exchange;
import org.tamga.record.Questions;

/** Whether people can be at a place in time, over HTTP. */
@Path("reachability")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReachabilityResource {

    private final Reachability reachability;
    private final Questions questions;
    private final Exchange exchange;

    ReachabilityResource(Reachability reachability, Questions questions, Exchange exchange) {
        this.reachability = reachability;
        this.questions = questions;
        this.exchange = exchange;
    }

    @POST
    @Computes
    @SecurityRequirementsSet
    @Operation(summary = "Whether each group can be at a place or gathering in time and get home again, with the proof", description = "For each group the journeys there and back, the rule of entry, the stay, the transit rules; each with its sources.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ReachabilityQuestion.class)))
    public ReachabilityAnswer answer(InputStream body) {
        exchange.parameters().allow(List.of());
        return reachability.answer(questions.read(body, ReachabilityQuestion.class));
    }
}
