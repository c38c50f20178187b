package org.tamga.mobility.schedule;

import jakarta.ws.rs.Path;

import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;

/** Flight schedules, over HTTP. */
@Path("flight-schedules")
public class FlightScheduleResource extends RecordResource<FlightSchedule> {

    FlightScheduleResource(FlightScheduleRecords records, Exchange exchange) {
        super(records, exchange);
    }
}
