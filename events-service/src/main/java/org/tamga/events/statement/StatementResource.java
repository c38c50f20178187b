package org.tamga.events.statement;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Statements, over HTTP. */
@Path("statements")
public class StatementResource extends RecordResource<Statement> {

    StatementResource(StatementRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
