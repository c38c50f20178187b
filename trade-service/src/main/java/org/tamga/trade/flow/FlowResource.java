package org.tamga.trade.flow;

import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

/** Flows of goods, over HTTP. */
@Path("flows")
public class FlowResource extends RecordResource<Flow> {

    private final FlowRecords flows;
    private final Mirrors mirrors;

    FlowResource(FlowRecords flows, Exchange exchange, Mirrors mirrors) {
        super(flows, exchange);
        this.flows = flows;
        this.mirrors = mirrors;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON, CSV, SdmxCsv.MEDIA_TYPE, SdmxCsv.VERSIONED})
    @Operation(summary = "The flows as valid and known then: a page as JSON, all of them as NDJSON, CSV or SDMX-CSV")
    @Override
    public Response list() {
        if (!exchange().preferred(MediaType.APPLICATION_JSON, NDJSON, CSV, SdmxCsv.MEDIA_TYPE, SdmxCsv.VERSIONED)
                .startsWith(SdmxCsv.MEDIA_TYPE)) {
            return super.list();
        }
        var matches = flows.matches(exchange().parameters(), null);
        StreamingOutput output = out -> SdmxCsv.write(matches, new OutputStreamWriter(out, StandardCharsets.UTF_8));
        return Response.ok(output, SdmxCsv.VERSIONED + ";charset=utf-8").build();
    }

    @GET
    @Path("mirror")
    @Operation(summary = "What exporter and importer report of the same goods, side by side")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       reporter* ISO 3166-1 alpha-2
                                                       partner* ISO 3166-1 alpha-2
                                                       flow export or import, as the reporter sees it; both by default
                                                       period A year or a month: 2023, 2023-05
                                                       hs TOTAL, or a code of 2, 4 or 6 digits
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Mirror mirror() {
        var parameters = exchange().parameters().allow("reporter", "partner", "flow", "period", "hs", "validAt", "knownAt",
                "knownBasis");
        var direction = parameters.constant("flow", Flow.Direction.class);
        direction.filter(way -> way != Flow.Direction.EXPORT && way != Flow.Direction.IMPORT).ifPresent(way -> {
            throw Problem.invalidParameter("flow", "flow is export or import; nobody reports the other side of a re-export.");
        });
        return mirrors.mirror(ConcentrationResource.country(parameters, "reporter"),
                ConcentrationResource.country(parameters, "partner"), direction,
                ConcentrationResource.period(parameters), ConcentrationResource.hs(parameters), parameters.at());
    }
}
