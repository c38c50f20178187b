package org.tamga.trade.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.Computes;
import org.tamga.record.Exchange;
import org.tamga.record.Records;
import org.tamga.record.contract.DescribedApi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The W3C Reconciliation Service API 0.2 over the recorded companies: OpenRefine and its like match a table's names with it. Pages
 * of every origin may ask, as the specification demands; everything here is public.
 */
@Path("reconcile")
@Produces(MediaType.APPLICATION_JSON)
@AnyOrigin
public class ReconcileResource {

    /** Queries that may come together. */
    private static final int BATCH = 50;
    private static final int SUGGESTED = 10;
    /** What OpenRefine's fields send along, which were made for Freebase's search; none means anything here. */
    private static final Set<String> OF_FREEBASE = Set.of("key", "filter", "spell", "exact", "lang", "scoring", "prefixed",
            "stemmed", "format", "mql_output", "output", "type");

    private final Reconciliation reconciliation;
    private final Exchange exchange;
    private final ObjectMapper mapper;

    ReconcileResource(Reconciliation reconciliation, Exchange exchange, ObjectMapper mapper) {
        this.reconciliation = reconciliation;
        this.exchange = exchange;
        this.mapper = mapper;
    }

    @GET
    @Operation(summary = "The service's manifest; with queries, the candidates of each")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       queries A JSON object of queries by their keys, at most 50; the manifest without it""")
    public Response get(@Context UriInfo uri) {
        var queries = exchange.parameters().allow("queries").text("queries");
        return Response.ok(queries.<Object>map(this::answers).orElseGet(() -> manifest(uri.getBaseUri().toString()))).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Computes
    @SecurityRequirementsSet
    @Operation(summary = "The candidates of each of the queries")
    public Map<String, Reconciled.Result> post(@FormParam("queries") String queries) {
        exchange.parameters().allow();
        if (queries == null) {
            throw Problem.invalidParameter("queries", "queries is needed, as a form's field.");
        }
        return answers(queries);
    }

    @GET
    @Path("suggest/{kind: entity|property|type}")
    @Operation(summary = "Completions of a company's name, a property or a type")
    @Extension(name = DescribedApi.PARAMETERS, value = """
                                                       prefix The beginning of a name, a part of one, or an id
                                                       cursor How many to leave out before""")
    public Reconciled.Suggestions suggest(@PathParam("kind") String kind) {
        var parameters = exchange.parameters()
                .allow(Stream.concat(Stream.of("prefix", "cursor"), OF_FREEBASE.stream()).toList());
        var prefix = parameters.text("prefix").map(String::strip).orElse("");
        var from = (int) parameters.number("cursor", 0, 0, 1000);
        var all = switch (kind) {
            case "entity" -> prefix.isEmpty()
                    ? List.<Reconciled.Suggestion>of()
                    : reconciliation.companies(prefix, from + SUGGESTED);
            case "property" -> Reconciliation.among(Reconciliation.PROPERTIES, prefix);
            default -> Reconciliation.among(Reconciliation.TYPES, prefix);
        };
        return new Reconciled.Suggestions(all.stream().skip(from).limit(SUGGESTED).toList());
    }

    private Reconciled.Manifest manifest(String base) {
        var here = base + (base.endsWith("/") ? "" : "/");
        var suggest = new LinkedHashMap<String, Reconciled.SuggestService>();
        List.of("entity", "property", "type").forEach(
                kind -> suggest.put(kind, new Reconciled.SuggestService(here + "reconcile", "/suggest/" + kind)));
        return new Reconciled.Manifest(List.of("0.2"), "Tamga: companies", here + "companies/", here + "schemas/trade.company",
                "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/", Reconciliation.TYPES,
                new Reconciled.View(here + "companies/{{id}}"), suggest, BATCH);
    }

    private Map<String, Reconciled.Result> answers(String text) {
        var answers = new LinkedHashMap<String, Reconciled.Result>();
        queries(text).forEach((key, query) -> answers.put(key, new Reconciled.Result(reconciliation.candidates(query))));
        return answers;
    }

    private Map<String, Reconciled.Query> queries(String text) {
        var queries = new LinkedHashMap<String, Reconciled.Query>();
        try {
            var batch = mapper.readTree(text);
            if (!batch.isObject()) {
                throw refused();
            }
            if (batch.size() > BATCH) {
                throw new Problem(ProblemType.TOO_LARGE, "A batch has at most " + BATCH + " queries; this one has "
                        + batch.size() + ".");
            }
            Records.requireTexts(batch);
            for (var fields = batch.fields(); fields.hasNext();) {
                Map.Entry<String, JsonNode> query = fields.next();
                queries.put(query.getKey(), reconciliation.read(query.getValue()));
            }
        } catch (JsonProcessingException e) {
            throw refused();
        }
        return queries;
    }

    private static Problem refused() {
        return Problem.invalidParameter("queries", "queries is a JSON object of at most " + BATCH
                + " queries, such as {\"q0\": {\"query\": \"Samsung\", \"limit\": 5}}.");
    }
}
