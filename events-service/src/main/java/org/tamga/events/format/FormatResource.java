package org.tamga.events.format;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Formats, over HTTP. */
@Path("formats")
public class FormatResource extends RecordResource<Format> {

    FormatResource(FormatRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
