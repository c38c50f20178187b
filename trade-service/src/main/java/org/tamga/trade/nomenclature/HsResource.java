package org.tamga.trade.nomenclature;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The Harmonized System, over HTTP. */
@Path("nomenclatures/hs")
public class HsResource extends RecordResource<HsCode> {

    HsResource(HsRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
