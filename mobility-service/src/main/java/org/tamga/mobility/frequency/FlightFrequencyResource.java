package org.tamga.mobility.frequency;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.record.At;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Published numbers of flights, over HTTP. */
@Path("flight-frequencies")
public class FlightFrequencyResource extends RecordResource<FlightFrequency> {

    private final FrequencyChecks checks;

    FlightFrequencyResource(FlightFrequencyRecords records, Exchange exchange, FrequencyChecks checks) {
        super(records, exchange);
        this.checks = checks;
    }

    @GET
    @Path("{id}/check")
    @Operation(summary = "The published number beside the recorded schedules of a week, pair of cities by pair", description = "Without `week` (such as 2026-W10) it is the week of `validAt`, which is today where nothing is said. With `week` alone the number is that of its Monday.")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       week Such as 2026-W10; that of validAt by default
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public FrequencyCheck check(@PathParam("id") String id) {
        var parameters = exchange().parameters().allow("week", "validAt", "knownAt", "knownBasis");
        var at = parameters.at();
        var asked = parameters.value("week", IsoWeek::parse);
        var week = asked.orElseGet(() -> IsoWeek.of(at.validAt()));
        var day = asked.isPresent() && !parameters.has("validAt") ? week.monday() : at.validAt();
        return checks.of(uuid(id), week, new At(day, at.knownAt(), at.basis()));
    }
}
