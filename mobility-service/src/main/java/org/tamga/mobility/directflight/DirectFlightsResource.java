package org.tamga.mobility.directflight;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.schedule.IsoWeek;
import org.tamga.record.Exchange;
import org.tamga.record.Records;
import org.tamga.record.contract.DescribedApi;

/** Direct flights, over HTTP. */
@Path("direct-flights")
@Produces(MediaType.APPLICATION_JSON)
public class DirectFlightsResource {

    private final DirectFlightsOfWeek flights;
    private final Exchange exchange;

    DirectFlightsResource(DirectFlightsOfWeek flights, Exchange exchange) {
        this.flights = flights;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "Direct passenger flights of a week by pair of cities: permitted, announced, scheduled and operated side by side", description = "`from` and `to` are countries, cities or airports. Without `week` (such as 2026-W10) it is the present one. Numbers are of one way; null is not recorded.")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       from* A country, city or airport
                                                       to* A country, city or airport
                                                       week Such as 2026-W10; the present one by default
                                                       knownAt
                                                       knownBasis""")
    public DirectFlights directFlights() {
        var parameters = exchange.parameters().allow("from", "to", "week", "knownAt", "knownBasis");
        parameters.required("from");
        parameters.required("to");
        var from = parameters.value("from", Places::place).orElseThrow();
        var to = parameters.value("to", Places::place).orElseThrow();
        if (from.equals(to)) {
            throw Problem.invalidParameter("to", "to is where the flights come from.");
        }
        return flights.of(from, to, parameters.value("week", IsoWeek::parse).orElseGet(() -> IsoWeek.of(Records.today())),
                parameters.at());
    }
}
