package org.tamga.education.partnership;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Partnerships, over HTTP. */
@Path("partnerships")
public class PartnershipResource extends RecordResource<Partnership> {

    PartnershipResource(PartnershipRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
