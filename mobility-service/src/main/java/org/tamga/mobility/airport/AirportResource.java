package org.tamga.mobility.airport;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Airports, over HTTP. */
@Path("airports")
public class AirportResource extends RecordResource<Airport> {

    AirportResource(AirportRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
