package org.tamga.events.attendance;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** The attendance figures of a gathering, over HTTP. */
@Path("gatherings/{parentId}/attendance-figures")
public class AttendanceFigureResource extends RecordResource<AttendanceFigure> {

    AttendanceFigureResource(AttendanceFigureRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
