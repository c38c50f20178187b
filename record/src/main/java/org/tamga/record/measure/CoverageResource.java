package org.tamga.record.measure;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Statements of completeness, over HTTP. */
@Path("coverages")
public class CoverageResource extends RecordResource<Coverage> {

    CoverageResource(CoverageRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
