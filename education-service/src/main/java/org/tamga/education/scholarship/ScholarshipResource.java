package org.tamga.education.scholarship;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Scholarships, over HTTP. */
@Path("scholarships")
public class ScholarshipResource extends RecordResource<Scholarship> {

    ScholarshipResource(ScholarshipRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
