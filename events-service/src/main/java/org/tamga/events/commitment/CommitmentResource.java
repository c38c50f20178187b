package org.tamga.events.commitment;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Commitments, over HTTP. */
@Path("commitments")
public class CommitmentResource extends RecordResource<Commitment> {

    CommitmentResource(CommitmentRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
