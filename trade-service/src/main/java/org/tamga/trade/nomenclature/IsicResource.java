package org.tamga.trade.nomenclature;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** ISIC Rev. 4, over HTTP. */
@Path("nomenclatures/isic4")
public class IsicResource extends RecordResource<IsicCode> {

    IsicResource(IsicRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
