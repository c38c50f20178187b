package org.tamga.mobility.frequency;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Published numbers of flights, over HTTP. */
@Path("flight-frequencies")
public class FlightFrequencyResource extends RecordResource<FlightFrequency> {

    FlightFrequencyResource(FlightFrequencyRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
