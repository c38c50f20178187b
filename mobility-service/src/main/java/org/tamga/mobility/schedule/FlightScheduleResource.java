package org.tamga.mobility.schedule;

import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Exchange;
import org.tamga.record.Interval;
import org.tamga.record.RecordResource;
import org.tamga.record.Records;
import org.tamga.record.contract.DescribedApi;

/** Flight schedules, over HTTP. */
@Path("flight-schedules")
public class FlightScheduleResource extends RecordResource<FlightSchedule> {

    private static final int DAYS = 28;
    private static final int MOST_DAYS = 366;

    private final Departures departures;

    FlightScheduleResource(FlightScheduleRecords records, Exchange exchange, Departures departures) {
        super(records, exchange);
        this.departures = departures;
    }

    /** The departures of a schedule. */
    public record Items(List<Departure> items) {}

    @GET
    @Path("{id}/departures")
    @Operation(summary = "Each departure from one day to another, both included, with the local times and offsets of that day", description = "Days are days of operation; what is suspended or cancelled on them is told by its `stage`. Without `from` it is today, without `to` four weeks; at most 366 days.")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       from:date The first day; today in UTC by default
                                                       to:date The last day; four weeks by default, at most 366 days
                                                       knownAt
                                                       knownBasis""")
    public Items departures(@PathParam("id") String id) {
        var parameters = exchange().parameters().allow("from", "to", "knownAt", "knownBasis");
        var from = parameters.day("from").orElseGet(Records::today);
        var to = parameters.day("to").orElse(from.plusDays(DAYS - 1L));
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw Problem.invalidParameter("to", "to is a day from " + from + " on, at most " + MOST_DAYS + " days.");
        }
        return new Items(departures.of(uuid(id), new Interval(from, to.plusDays(1)), parameters.at()));
    }
}
