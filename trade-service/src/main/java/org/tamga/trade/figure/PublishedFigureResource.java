package org.tamga.trade.figure;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Published figures, over HTTP. */
@Path("published-figures")
public class PublishedFigureResource extends RecordResource<PublishedFigure> {

    PublishedFigureResource(PublishedFigureRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
