package org.tamga.trade.interest;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The interests in a company, over HTTP. */
@Path("companies/{parentId}/interests")
public class InterestResource extends RecordResource<Interest> {

    InterestResource(InterestRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
