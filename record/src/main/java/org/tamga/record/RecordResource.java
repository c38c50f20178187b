package org.tamga.record;

import java.io.InputStream;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tamga.commons.http.Bundle;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

import io.vertx.core.buffer.Buffer;

/**
 * The HTTP manners of every collection (record.md): reading at two times, lists, exports, writing with conditions. A room's
 * resource extends this with its path, and adds only the addresses that are its own. A nested collection's path has
 * {@code {parentId}} in it.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public abstract class RecordResource<C extends Record> {

    /** RFC 4180, UTF-8. */
    public static final String CSV = "text/csv";
    /** One JSON object a line. */
    public static final String NDJSON = "application/x-ndjson";

    /** How many records a page has where nothing is said. */
    public static final int PAGE = Listing.DEFAULT_LIMIT;
    /** How many it has at most. */
    public static final int LARGEST_PAGE = Listing.MAX_LIMIT;

    /** The query parameters of a read by id. */
    public static final Set<String> READING = Set.of("validAt", "knownAt", "knownBasis", "fields");

    /** Stands in an import's address for the record that its rows are part of: then each names its own ({@code companies/-/interests}). */
    private static final String ANY_PARENT = "-";

    private final Records<C> records;
    private final Exchange exchange;

    protected RecordResource(Records<C> records, Exchange exchange) {
        this.records = records;
        this.exchange = exchange;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, NDJSON, CSV})
    @Operation(summary = "The records as valid and known then: a page as JSON, all of them as NDJSON or CSV")
    public Response list() {
        var parameters = exchange.parameters();
        var listing = records.reading().listing(parameters, parentId());
        var wanted = wanted(parameters);
        return switch (exchange.preferred(MediaType.APPLICATION_JSON, NDJSON, CSV)) {
            case NDJSON -> streamed(NDJSON, listing, out -> Export.lines(records, listing, wanted, out));
            case CSV -> streamed(CSV, listing, out -> Export.table(records, listing, wanted, out));
            default -> page(listing, wanted);
        };
    }

    private Response page(Listing listing, Predicate<String> wanted) {
        var page = records.reading().page(listing);
        var included = records.reading().included(listing, page);
        var next = page.last() == null ? null : exchange.withCursor(page.last().encode(listing.order()));
        var answer = Response.ok(records.json().bytes(json -> {
            json.writeStartObject();
            records.json().writeAll(json, "items", page.items(), included, wanted);
            json.writeStringField("next", next);
            json.writeEndObject();
        }), MediaType.APPLICATION_JSON_TYPE);
        if (next != null) {
            answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return answer.build();
    }

    private Response streamed(String type, Listing listing, StreamingOutput output) {
        if (!listing.include().isEmpty()) {
            throw Problem.invalidParameter("include",
                    "include is for pages of JSON; a stream of everything has the fields alone.");
        }
        var answer = Response.ok(output, MediaType.valueOf(type).withCharset("utf-8"));
        if (exchange.isByLink()) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"" + records.topic() + "." + Exchange.format(type) + "\"");
        }
        return answer.build();
    }

    /** Does not wait on the request's thread: see {@link SharedReads}. */
    @GET
    @Path("{id}")
    @Operation(summary = "A record, as valid and known then")
    public CompletionStage<Response> get(@PathParam("id") String id) {
        var parameters = exchange.parameters().allow(READING);
        var at = parameters.at();
        var wanted = wanted(parameters);
        var isPlain = !exchange.hasParameters();
        var isKnown = exchange.known();
        return records.reading().later(uuid(id), parentId(), at, parameters.isOfNow(), found -> {
            var read = read(found, at, wanted, isPlain);
            return isKnown.test(read.etag())
                    ? Response.notModified().header(HttpHeaders.ETAG, read.etag()).build()
                    : Response.ok(read.body()).header(HttpHeaders.ETAG, read.etag()).build();
        });
    }

    /** What {@link #get} answers to whoever names an id and nothing else, of a record that is no part of another; null where there is none. */
    CompletionStage<Bundle.Answer> asOfNow(UUID id) {
        var at = At.now(Records.today());
        return records.reading().ofNow(id, found -> read(found, at, RecordJson.EVERYTHING, true))
                .thenApply(read -> read == null ? null : new Bundle.Answer(read.etag(), Buffer.buffer(read.body())));
    }

    /** Whether {@link #get} has nothing of its own here, so that records may be read without it. */
    protected boolean isReadTogether() {
        return true;
    }

    private record Read(byte[] body, String etag) {}

    private Read read(VersionTable.Found<C> found, At at, Predicate<String> wanted, boolean isPlain) {
        var derived = records.derived(found.period(), at);
        return new Read(body(found.period(), derived, wanted), derived.isEmpty() && isPlain && !tookEffectByItself(found)
                ? etag(found.version())
                : etag(found.version(), found.period(), derived, wanted));
    }

    @GET
    @Path("{id}/history")
    @Operation(summary = "Everything that was ever recorded of it, newest first")
    public String history(@PathParam("id") String id) {
        exchange.parameters().allow();
        var periods = records.reading().history(uuid(id), parentId());
        var changes = records.reading().changes(periods);
        return records.json().text(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (var period : periods) {
                records.json().write(json, period, Map.of("changed", changes.apply(period)), RecordJson.EVERYTHING);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    @PUT
    @Path("{id}")
    @Operation(summary = "States a period: the one beginning at validFrom is exactly this")
    public Response put(@PathParam("id") String id, InputStream body) {
        exchange.parameters().allow();
        var recordId = uuid(id);
        var tree = records.json().tree(exchange.bounded(body, BoundedInput.RECORD));
        if (tree.hasNonNull("id") && !tree.get("id").asText().equalsIgnoreCase(id)) {
            throw Problem.brokenRule("/id", "is not the id in the address; leave it out or make it the same");
        }
        var outcome = records.writing().putWithOthers(recordId, parentId(), records.json().write(tree),
                exchange.precondition(), exchange.author());
        var derived = derivedAfterWrite(outcome.period());
        var answer = body(outcome.period(), withWarnings(derived, outcome), RecordJson.EVERYTHING);
        var etag = etagAfterWrite(outcome, derived);
        return (outcome.effect() == Outcome.Effect.CREATED ? Response.created(exchange.self()) : Response.ok())
                .entity(answer).header(HttpHeaders.ETAG, etag).build();
    }

    @POST
    @Operation(summary = "Records something new, under an id that is made for it")
    public Response post(InputStream body) {
        exchange.parameters().allow();
        var tree = records.json().tree(exchange.bounded(body, BoundedInput.RECORD));
        var answer = records.writing().post(parentId(), records.json().write(tree), exchange.author(),
                exchange.repeatable(tree.toString()),
                outcome -> {
                    var text = body(outcome.period(), withWarnings(Map.of(), outcome), RecordJson.EVERYTHING);
                    return new Repeatable.Answer(outcome.period().id(), text, etagAfterWrite(outcome, Map.of()));
                });
        return Response.created(exchange.member(answer.id().toString())).entity(answer.body())
                .header(HttpHeaders.ETAG, answer.etag())
                .build();
    }

    @POST
    @Path("{id}/retraction")
    @Operation(summary = "Withdraws it: it never held, in all or part of the time")
    public Response retract(@PathParam("id") String id, InputStream body) {
        exchange.parameters().allow();
        var withdrawal = records.json().withdrawal(records.json().tree(exchange.bounded(body, BoundedInput.RECORD)));
        var version = records.writing().retract(uuid(id), parentId(), withdrawal, exchange.precondition(), exchange.author());
        return Response.ok(Map.of("id", id, "version", version, "because", withdrawal.because()))
                .header(HttpHeaders.ETAG, "\"" + version + "\"").build();
    }

    @POST
    @Path("import")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Takes in a file of records, in one of the formats that this collection has")
    public Response take(InputStream body) {
        var isOfAnyParent = ANY_PARENT.equals(exchange.pathParameter("parentId"));
        return exchange.imports().receive(records, isOfAnyParent ? null : parentId(), exchange, body);
    }

    @DELETE
    @Path("{id}")
    @Operation(hidden = true)
    public Response delete(@PathParam("id") String id) {
        throw new Problem(ProblemType.METHOD_NOT_ALLOWED,
                "Nothing is deleted here: withdraw what never held with POST to …/retraction, or"
                        + " PUT a period with the end that it had.")
                .header(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS, PUT");
    }

    /** The records of this collection. */
    public Records<C> records() {
        return records;
    }

    /** Where the collection stands below {@code /api/<domain>/}. */
    public String path() {
        // The container's subclass does not inherit the annotation.
        for (Class<?> type = getClass(); type != null; type = type.getSuperclass()) {
            if (type.isAnnotationPresent(Path.class)) {
                return type.getAnnotation(Path.class).value();
            }
        }
        throw new IllegalStateException(getClass() + " has no path");
    }

    /** The query parameters that the list takes. */
    public Set<String> listParameters() {
        return Listing.parameters(records);
    }

    /** Of which type a parameter of the list is; an array's class where it takes several values with commas between. */
    public Class<?> typeOf(String parameter) {
        var filter = records.filters().get(parameter);
        return filter != null
                ? filter.type()
                : records.fields().named(parameter).filter(field -> !field.isJson()).<Class<?>>map(field -> field.isName()
                        ? field.type.getRawClass().arrayType()
                        : field.type.getRawClass()).orElse(String.class);
    }

    /** The members that a record has beside its fields where it is read by its id, each of which type. */
    public Map<String, Class<?>> derivedMembers() {
        return records.derivedMembers();
    }

    /** The members that a list can be asked to include, each of which type. */
    public Map<String, Class<?>> includedMembers() {
        var members = new TreeMap<String, Class<?>>();
        records.inclusions().forEach((name, inclusion) -> members.put(name, inclusion.type()));
        return members;
    }

    /** The present request, for a room's own addresses. */
    protected Exchange exchange() {
        return exchange;
    }

    /** An id as it stands in an address; 400 where it is none. */
    public static UUID uuid(String text) {
        // UUID.fromString takes short forms such as 1-1-1-1-1; an address has one form.
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                // Said below, as for one of another length.
            }
        }
        throw Problem.invalidParameter("id", "\"" + text + "\" is not a UUID.");
    }

    private UUID parentId() {
        var parent = exchange.pathParameter("parentId");
        return parent == null ? null : uuid(parent);
    }

    private Predicate<String> wanted(Parameters parameters) {
        var fields = Set.copyOf(parameters.list("fields"));
        if (fields.isEmpty()) {
            return RecordJson.EVERYTHING;
        }
        var members = records.json().members();
        members.addAll(records.inclusions().keySet());
        if (!members.containsAll(fields)) {
            throw Problem.invalidParameter("fields", "fields takes " + String.join(", ", members) + ".");
        }
        return name -> name.equals("id") || fields.contains(name);
    }

    /** It is recorded, whatever can be derived of it now: without the database that is left out. */
    private Map<String, ?> derivedAfterWrite(Period<C> period) {
        try {
            return records.derived(period, At.now(period.valid().nearest(Records.today())));
        } catch (Problem problem) {
            if (!problem.type().mayPass()) {
                throw problem;
            }
            return Map.of();
        }
    }

    private static Map<String, ?> withWarnings(Map<String, ?> derived, Outcome<?> outcome) {
        if (outcome.warnings().isEmpty()) {
            return derived;
        }
        var members = new LinkedHashMap<String, Object>(derived);
        members.put("warnings", outcome.warnings());
        return members;
    }

    private byte[] body(Period<C> period, Map<String, ?> extra, Predicate<String> wanted) {
        return records.json().bytes(json -> records.json().write(json, period, extra, wanted));
    }

    /** True for what came to hold after the last write, by the calendar alone: the same version showed another period before. */
    private static boolean tookEffectByItself(VersionTable.Found<?> found) {
        var from = found.period().valid().from();
        return from != null && from.isAfter(found.writtenAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** A plain one belongs to what a read without parameters answers, which is the period of today. */
    private String etagAfterWrite(Outcome<C> outcome, Map<String, ?> derived) {
        return outcome.period().valid().contains(Records.today())
                ? etag(outcome.version())
                : etag(outcome.version(), outcome.period(), derived, RecordJson.EVERYTHING);
    }

    /** Of what a read without parameters answers, and nothing else. */
    private static String etag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * With what tells answers of one version apart: the row, how it ends as it is shown, and what is shown of it and beside it. Not
     * the bytes, which the database writes otherwise than they came.
     */
    private String etag(int version, Period<C> period, Map<String, ?> derived, Predicate<String> wanted) {
        var shown = records.json().bytes(json -> json.writePOJO(Arrays.asList(period.rowId(), period.supersededAt(),
                period.knownTo(), new TreeMap<>(derived), records.json().members().stream().filter(wanted).toList())));
        return "\"" + version + "." + Digest.brief(shown) + "\"";
    }
}
