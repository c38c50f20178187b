package org.tamga.events.withholding;

import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.tamga.record.Exchange;
import org.tamga.record.Operates;
import org.tamga.record.Questions;
import org.tamga.record.RecordResource;

/** Persons who are not to be shown, over HTTP. */
@Path("persons/{personId}/withholding")
@Consumes(MediaType.APPLICATION_JSON)
public class WithholdingResource {

    private final WithholdingRecords withholding;
    private final Questions questions;
    private final Exchange exchange;

    WithholdingResource(WithholdingRecords withholding, Questions questions, Exchange exchange) {
        this.withholding = withholding;
        this.questions = questions;
        this.exchange = exchange;
    }

    @POST
    @Operation(summary = "Keeps the person, and what is the person's, from being read")
    @RequestBody(content = @Content(schema = @Schema(implementation = Ground.class)))
    public void withhold(@PathParam("personId") String person, InputStream body) {
        exchange.parameters().allow();
        var ground = questions.read(body, Ground.class);
        withholding.withhold(RecordResource.uuid(person), ground.because(), ground.sources(), exchange.author());
    }

    @POST
    @Path("release")
    @Operation(summary = "Lets the person be read again")
    @RequestBody(content = @Content(schema = @Schema(implementation = Ground.class)))
    public void release(@PathParam("personId") String person, InputStream body) {
        exchange.parameters().allow();
        withholding.release(RecordResource.uuid(person), questions.read(body, Ground.class).sources(), exchange.author());
    }

    @POST
    @Path("erasure")
    @Operates
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Erases a withheld person for good, in all versions and in the log; for who runs the service")
    public void erase(@PathParam("personId") String person) {
        exchange.parameters().allow();
        withholding.erase(RecordResource.uuid(person));
    }
}
