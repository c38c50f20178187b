package org.tamga.events.session;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The sessions of a gathering, over HTTP. */
@Path("gatherings/{parentId}/sessions")
public class SessionResource extends RecordResource<Session> {

    SessionResource(SessionRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
