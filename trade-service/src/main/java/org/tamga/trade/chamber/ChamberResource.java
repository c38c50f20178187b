package org.tamga.trade.chamber;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Chambers of commerce, over HTTP. */
@Path("chambers")
public class ChamberResource extends RecordResource<Chamber> {

    ChamberResource(ChamberRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
