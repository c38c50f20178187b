package org.tamga.mobility.airline;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Airlines, over HTTP. */
@Path("airlines")
public class AirlineResource extends RecordResource<Airline> {

    AirlineResource(AirlineRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
