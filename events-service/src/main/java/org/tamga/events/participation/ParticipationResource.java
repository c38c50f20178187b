package org.tamga.events.participation;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The participations in a gathering, over HTTP. */
@Path("gatherings/{parentId}/participations")
public class ParticipationResource extends RecordResource<Participation> {

    ParticipationResource(ParticipationRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
