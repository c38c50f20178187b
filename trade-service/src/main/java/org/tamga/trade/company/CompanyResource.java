package org.tamga.trade.company;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Companies, over HTTP. */
@Path("companies")
public class CompanyResource extends RecordResource<Company> {

    CompanyResource(CompanyRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
