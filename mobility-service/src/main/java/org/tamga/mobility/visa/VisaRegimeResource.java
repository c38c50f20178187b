package org.tamga.mobility.visa;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Visa regimes, over HTTP. */
@Path("visa-regimes")
public class VisaRegimeResource extends RecordResource<VisaRegime> {

    VisaRegimeResource(VisaRegimeRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
