package org.tamga.education.quota;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The places of a scholarship, over HTTP. */
@Path("scholarships/{parentId}/quotas")
public class QuotaResource extends RecordResource<Quota> {

    QuotaResource(QuotaRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
