package org.tamga.events.gathering;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Gatherings, over HTTP. */
@Path("gatherings")
public class GatheringResource extends RecordResource<Gathering> {

    GatheringResource(GatheringRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
