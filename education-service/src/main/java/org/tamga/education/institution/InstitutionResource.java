package org.tamga.education.institution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.record.Exchange;
import org.tamga.record.RecordResource;
import org.tamga.record.contract.DescribedApi;

import io.smallrye.common.annotation.Blocking;

/** Institutions, over HTTP. */
@Path("institutions")
public class InstitutionResource extends RecordResource<Institution> {

    /** JSON-LD 1.1, in the words of schema.org. */
    public static final String LINKED_DATA = "application/ld+json";

    private static final int MAX_NAME = 500;

    private final InstitutionRecords records;

    InstitutionResource(InstitutionRecords records, Exchange exchange) {
        super(records, exchange);
        this.records = records;
    }

    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, LINKED_DATA})
    @Operation(summary = "A record, as valid and known then; as JSON-LD, in the words of schema.org")
    @Blocking
    @Override
    public CompletionStage<Response> get(@PathParam("id") String id) {
        return exchange().preferred(MediaType.APPLICATION_JSON, LINKED_DATA).equals(LINKED_DATA)
                ? CompletableFuture.completedStage(Response.ok(records.linkedData(uuid(id), exchange().parameters()
                        .allow("validAt", "knownAt", "knownBasis").at()), LINKED_DATA).build())
                : super.get(id);
    }

    /** Each is answered in the form that it is asked for in. */
    @Override
    protected boolean isReadTogether() {
        return false;
    }

    @GET
    @Path("match")
    @Operation(summary = "Which institutions a name in any script may mean, and the one that it means where that is clear")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       name* In any script, at most 500 characters
                                                       country Only institutions there: ISO 3166-1 alpha-2
                                                       validAt
                                                       knownAt
                                                       knownBasis""")
    public Match match() {
        var parameters = exchange().parameters().allow("name", "country", "validAt", "knownAt", "knownBasis");
        var name = parameters.required("name");
        if (name.length() > MAX_NAME) {
            throw Problem.invalidParameter("name", "name has at most " + MAX_NAME + " characters.");
        }
        return records.match(name, parameters.value("country", Country::new).orElse(null), parameters.at());
    }
}
