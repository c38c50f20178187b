package org.tamga.mobility.stay;

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

/** Checks of stays, over HTTP. */
@Path("stay-checks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StayCheckResource {

    private final StayChecks checks;
    private final Questions questions;
    private final Exchange exchange;

    StayCheckResource(StayChecks checks, Questions questions, Exchange exchange) {
        this.checks = checks;
        this.questions = questions;
        this.exchange = exchange;
    }

    @POST
    @Computes
    @SecurityRequirementsSet
    @Operation(summary = "Whether trips keep the limits of stay, until when one may stay and from when one may come again", description = "Calendar days of the destination; the days of entry and exit count unless a limit says otherwise. Without `planned` the trips themselves are judged.")
    @RequestBody(content = @Content(schema = @Schema(implementation = StayQuestion.class)))
    public StayAnswer check(InputStream body) {
        exchange.parameters().allow(List.of());
        return checks.answer(questions.read(body, StayQuestion.class));
    }
}
