package org.tamga.education.institution;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Institutions, over HTTP. */
@Path("institutions")
public class InstitutionResource extends RecordResource<Institution> {

    InstitutionResource(InstitutionRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
