package org.tamga.trade.flow;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.commons.value.Decimals;
import org.tamga.record.Exchange;
import org.tamga.record.Parameters;
import org.tamga.record.contract.DescribedApi;

/** How concentrated trade is, over HTTP. */
@Path("concentration")
@Produces(MediaType.APPLICATION_JSON)
public class ConcentrationResource {

    private final Concentrations concentrations;
    private final Exchange exchange;

    ConcentrationResource(Concentrations concentrations, Exchange exchange) {
        this.concentrations = concentrations;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "The Herfindahl-Hirschman index of a country's trade by partner")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       reporter* Whose trade: ISO 3166-1 alpha-2
                                                       flow* export, import, re-export or re-import
                                                       period* A year or a month: 2023, 2023-05
                                                       hs TOTAL, or a code of 2, 4 or 6 digits; TOTAL by default
                                                       nomenclature The edition of the code, H0 to H6
                                                       minCoverage The part of the world total, 0 to 1, that the partners must come to; 1 by default
                                                       by partner
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Concentration get() {
        var parameters = exchange.parameters().allow("reporter", "flow", "period", "hs", "nomenclature", "minCoverage", "by",
                "validAt", "knownAt", "knownBasis");
        parameters.text("by").filter(by -> !by.equals("partner")).ifPresent(by -> {
            throw Problem.invalidParameter("by", "by is partner.");
        });
        parameters.required("flow");
        parameters.required("period");
        return concentrations.of(country(parameters, "reporter"),
                parameters.constant("flow", Flow.Direction.class).orElseThrow(),
                period(parameters).orElseThrow(), hs(parameters).orElse("TOTAL"),
                parameters.value("nomenclature", formed(Flow.NOMENCLATURE, Flow.NO_NOMENCLATURE)),
                parameters.value("minCoverage", ConcentrationResource::part).orElse(BigDecimal.ONE), parameters.at());
    }

    static Country country(Parameters parameters, String name) {
        parameters.required(name);
        return parameters.value(name, Country::new).orElseThrow();
    }

    static Optional<String> period(Parameters parameters) {
        return parameters.value("period", formed(Flow.PERIOD, Flow.NO_PERIOD));
    }

    static Optional<String> hs(Parameters parameters) {
        return parameters.value("hs", formed(Flow.HS, Flow.NO_HS));
    }

    /** A text of that form, such as a flow can have; nothing is recorded of any other, which would say that it is not known. */
    private static UnaryOperator<String> formed(String form, String otherwise) {
        return text -> {
            if (!text.matches(form)) {
                throw new IllegalArgumentException(otherwise);
            }
            return text;
        };
    }

    private static BigDecimal part(String text) {
        var part = Decimals.parse(text);
        if (part.signum() < 0 || part.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("is a part from 0 to 1");
        }
        return part;
    }
}
