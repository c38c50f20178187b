package org.tamga.mobility.visa;

import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.mobility.visa.VisaRegime.DocumentType;
import org.tamga.mobility.visa.VisaRegime.Purpose;
import org.tamga.mobility.visa.VisaRequirement.Journey;
import org.tamga.record.Exchange;
import org.tamga.record.Parameters;
import org.tamga.record.Records;
import org.tamga.record.contract.DescribedApi;

/** What is asked of travellers, over HTTP. */
@Path("visa-requirements")
@Produces(MediaType.APPLICATION_JSON)
public class VisaRequirementResource {

    /** As many as the widest gathering invites. */
    private static final int MOST_NATIONALITIES = 250;

    private final VisaRequirements requirements;
    private final Exchange exchange;

    VisaRequirementResource(VisaRequirements requirements, Exchange exchange) {
        this.requirements = requirements;
        this.exchange = exchange;
    }

    /** The answers for several nationalities, or both ways. */
    public record Items(List<VisaRequirement> items) {}

    @GET
    @Operation(summary = "The effective rule for a nationality (several with commas: items), a destination, a day, a purpose", description = "With `pair`, such as KZ-KR, in place of the two countries: items, of nationals of the first in the second and the other way round. Without `on` it is today, in UTC; without `purpose` it is tourism, without `documentType` an ordinary passport.")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       nationality ISO 3166-1 alpha-2, up to 250 with commas; needed without pair
                                                       destination ISO 3166-1 alpha-2; needed without pair
                                                       pair Two countries with a hyphen, such as KZ-KR, in place of nationality and destination
                                                       on:date The day of entry; today in UTC by default
                                                       purpose tourism, business, visit, transit, work, study, mission or residence; tourism by default
                                                       documentType ordinary, service, diplomatic or travel-document; ordinary by default
                                                       knownAt
                                                       knownBasis""")
    public Object requirement() {
        var parameters = exchange.parameters().allow("nationality", "destination", "pair", "on", "purpose", "documentType",
                "knownAt", "knownBasis");
        var at = parameters.at();
        var ways = parameters.bothWays("pair");
        if (ways.isPresent()) {
            if (parameters.has("nationality") || parameters.has("destination")) {
                throw Problem.invalidParameter("pair", "pair stands in place of nationality and destination.");
            }
            return new Items(ways.get().stream()
                    .map(way -> requirements.of(journey(parameters, way.from(), way.to()), at)).toList());
        }
        parameters.required("nationality");
        parameters.required("destination");
        var nationalities = parameters.value("nationality",
                text -> Stream.of(text.split(",", -1)).map(Country::new).distinct().toList()).orElseThrow();
        if (nationalities.size() > MOST_NATIONALITIES) {
            throw Problem.invalidParameter("nationality", "nationality has at most " + MOST_NATIONALITIES + " countries.");
        }
        var journey = journey(parameters, nationalities.get(0), parameters.value("destination", Country::new).orElseThrow());
        return parameters.required("nationality").contains(",")
                ? new Items(requirements.of(nationalities, journey, at))
                : requirements.of(journey, at);
    }

    private static Journey journey(Parameters parameters, Country nationality, Country destination) {
        return new Journey(nationality, destination, parameters.day("on").orElseGet(Records::today),
                parameters.constant("documentType", DocumentType.class).orElse(DocumentType.ORDINARY),
                parameters.constant("purpose", Purpose.class).orElse(Purpose.TOURISM));
    }
}
