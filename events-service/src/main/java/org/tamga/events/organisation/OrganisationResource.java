package org.tamga.events.organisation;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Organisations, over HTTP. */
@Path("organisations")
public class OrganisationResource extends RecordResource<Organisation> {

    OrganisationResource(OrganisationRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
