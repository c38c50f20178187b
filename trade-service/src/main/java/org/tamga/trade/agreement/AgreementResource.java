package org.tamga.trade.agreement;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Agreements, over HTTP. */
@Path("agreements")
public class AgreementResource extends RecordResource<Agreement> {

    AgreementResource(AgreementRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
