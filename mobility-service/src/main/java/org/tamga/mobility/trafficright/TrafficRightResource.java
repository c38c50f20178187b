package org.tamga.mobility.trafficright;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Traffic rights, over HTTP. */
@Path("traffic-rights")
public class TrafficRightResource extends RecordResource<TrafficRight> {

    TrafficRightResource(TrafficRightRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
