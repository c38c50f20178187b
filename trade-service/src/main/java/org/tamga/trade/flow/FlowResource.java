package org.tamga.trade.flow;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Flows of goods, over HTTP. */
@Path("flows")
public class FlowResource extends RecordResource<Flow> {

    FlowResource(FlowRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
