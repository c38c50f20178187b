package org.tamga.mobility.arrival;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Published numbers of visitors, over HTTP. */
@Path("visitor-arrivals")
public class VisitorArrivalsResource extends RecordResource<VisitorArrivals> {

    VisitorArrivalsResource(VisitorArrivalsRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
