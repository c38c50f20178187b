package org.tamga.trade.count;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.record.Exchange;
import org.tamga.record.Parameters;
import org.tamga.record.contract.DescribedApi;
import org.tamga.record.measure.PairMeasure;

/** Counts of companies with foreign capital, over HTTP. */
@Path("counts")
@Produces(MediaType.APPLICATION_JSON)
public class CountResource {

    private static final Set<String> COUNTING = Set.of("definition", "reporter", "partner", "validAt", "knownAt", "knownBasis");

    private final Counts counts;
    private final Exchange exchange;

    CountResource(Counts counts, Exchange exchange) {
        this.counts = counts;
        this.exchange = exchange;
    }

    @GET
    @Operation(summary = "How many of reporter's companies have capital of partner, by a definition")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       definition* Code of a count definition, such as foreign-capital-any
                                                       reporter* Whose companies: ISO 3166-1 alpha-2
                                                       partner* Whose capital: ISO 3166-1 alpha-2
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Count count() {
        return counts.count(question(exchange.parameters().allow(COUNTING)));
    }

    @GET
    @Path("diff")
    @Operation(summary = "Why two counts differ: a and b are codes of definitions, or the whole queries of two counts, or the"
            + " id of a published figure")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       a* A definition, the percent-encoded query of a count, or the id of a published figure
                                                       b* As a
                                                       reporter Of both, unless their queries say otherwise
                                                       partner Of both, unless their queries say otherwise
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Difference difference() {
        var parameters = exchange.parameters()
                .allow(Stream.concat(Stream.of("a", "b"), COUNTING.stream().filter(name -> !name.equals("definition")))
                        .toList());
        var a = parameters.required("a");
        var b = parameters.required("b");
        return isId(a) || isId(b)
                ? counts.difference(side("a", parameters), side("b", parameters))
                : counts.difference(question("a", parameters), question("b", parameters));
    }

    private Difference.Side side(String name, Parameters common) {
        var text = common.required(name);
        return isId(text)
                ? counts.published(UUID.fromString(text), common.at()).orElseThrow(() -> Problem.invalidParameter(name,
                        "There is no published figure of companies " + text + "."))
                : new Difference.Side(counts.count(question(name, common)), null);
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** A definition's code, counted as the common parameters say; or parameters of its own, which win over those. */
    private Counts.Question question(String name, Parameters common) {
        var text = common.required(name);
        if (!text.contains("=")) {
            return counted(common, text);
        }
        var own = new MultivaluedHashMap<String, String>();
        COUNTING.forEach(each -> common.text(each).ifPresent(value -> own.putSingle(each, value)));
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            own.putSingle(parts[0], parts.length == 1 ? "" : decoded(name, parts[1]));
        }
        return question(new Parameters(own).allow(COUNTING));
    }

    private static String decoded(String name, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(name, "a and b are codes of definitions, or queries such as"
                    + " definition=foreign-capital-10&reporter=KZ&partner=KR, percent-encoded as a whole.");
        }
    }

    private Counts.Question question(Parameters parameters) {
        return counted(parameters, parameters.required("definition"));
    }

    private Counts.Question counted(Parameters parameters, String definition) {
        var reporter = country(parameters, "reporter");
        var partner = country(parameters, "partner");
        if (reporter.equals(partner)) {
            throw Problem.invalidParameter("partner", "partner " + PairMeasure.ITSELF + ".");
        }
        return counts.question(definition, reporter, partner, parameters.at());
    }

    private static Country country(Parameters parameters, String name) {
        parameters.required(name);
        return parameters.value(name, Country::new).orElseThrow();
    }
}
