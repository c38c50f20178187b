package org.tamga.events.claim;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Claims, over HTTP. */
@Path("claims")
public class ClaimResource extends RecordResource<Claim> {

    ClaimResource(ClaimRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
