package org.tamga.education.field;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Fields of education, over HTTP. */
@Path("isced-fields")
public class FieldResource extends RecordResource<FieldOfEducation> {

    FieldResource(FieldRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
