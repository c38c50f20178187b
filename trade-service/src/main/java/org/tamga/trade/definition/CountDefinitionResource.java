package org.tamga.trade.definition;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Definitions of counts, over HTTP. */
@Path("count-definitions")
public class CountDefinitionResource extends RecordResource<CountDefinition> {

    CountDefinitionResource(CountDefinitionRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
