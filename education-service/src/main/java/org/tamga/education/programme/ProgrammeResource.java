package org.tamga.education.programme;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Programmes, over HTTP. */
@Path("programmes")
public class ProgrammeResource extends RecordResource<Programme> {

    ProgrammeResource(ProgrammeRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
