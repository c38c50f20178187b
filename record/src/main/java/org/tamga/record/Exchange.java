package org.tamga.record;

import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.core.Variant;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.tamga.commons.http.IdempotencyKey;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.record.imports.Imports;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;

/** The request that is being answered, as a resource needs to know it: its parameters, its writer, its conditions. */
@Singleton
public class Exchange {

    private static final String TRACEPARENT = "traceparent";
    private static final Pattern WELL_FORMED = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The parameter that names the form of an answer. */
    static final String FORMAT = "format";

    private final UriInfo uri;
    private final HttpHeaders headers;
    private final Request request;
    private final JsonWebToken token;
    private final Imports imports;

    /** The arguments are the container's proxies: each call reaches the present request's own. */
    public Exchange(UriInfo uri, HttpHeaders headers, Request request, JsonWebToken token, Imports imports) {
        this.uri = uri;
        this.headers = headers;
        this.request = request;
        this.token = token;
        this.imports = imports;
    }

    /** The query parameters. */
    public Parameters parameters() {
        return new Parameters(uri);
    }

    /** Who writes, by the token; only where {@link WriteGuard} has let the request through. */
    public Author author() {
        return new Author(subject(), traceparent());
    }

    /** Where the request stands in its trace, for the events that it causes: our own span, else the caller's; or null. */
    private String traceparent() {
        var carrier = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, Map::put);
        var sent = headers.getHeaderString(TRACEPARENT);
        return carrier.containsKey(TRACEPARENT)
                ? carrier.get(TRACEPARENT)
                : sent != null && WELL_FORMED.matcher(sent).matches() ? sent : null;
    }

    private String subject() {
        if (token.getSubject() == null) {
            throw new Problem(ProblemType.UNAUTHENTICATED, "The token names no subject (sub): who writes must be recorded.");
        }
        return token.getSubject();
    }

    /** The body, as long as it may be: 413 at once where its announced length is over, else as soon as it has come to that. */
    InputStream bounded(InputStream body, int mebibytes) {
        new BoundedInput(body, mebibytes).count(headers.getLength());
        return new BoundedInput(body, mebibytes);
    }

    /** Where files go. */
    Imports imports() {
        return imports;
    }

    /** A header's value, or null. */
    public String header(String name) {
        return headers.getHeaderString(name);
    }

    /** True if the request names that preference (RFC 7240). */
    public boolean prefers(String preference) {
        var sent = headers.getRequestHeader("Prefer");
        return sent != null && sent.stream().flatMap(line -> Stream.of(line.split(","))).anyMatch(
                one -> one.split("[;=]")[0].strip().equalsIgnoreCase(preference));
    }

    /** An address beside the collections of this service. */
    public URI sibling(String path) {
        return uri.getBaseUriBuilder().path(path).build();
    }

    /** The body's media type without its parameters, in lower case, or null. */
    public String contentType() {
        var type = headers.getMediaType();
        return type == null ? null : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
    }

    /** A part of the address, or null. */
    String pathParameter(String name) {
        return uri.getPathParameters().getFirst(name);
    }

    Precondition precondition() {
        return new Precondition(headers.getHeaderString(HttpHeaders.IF_MATCH),
                headers.getHeaderString(HttpHeaders.IF_NONE_MATCH));
    }

    /** The request as one that may be repeated, with what it says. */
    Repeatable repeatable(String body) {
        var key = IdempotencyKey.checked(headers.getHeaderString(IdempotencyKey.HEADER));
        return new Repeatable(subject(), uri.getPath(), key, key == null ? null : Digest.of(body));
    }

    /** What tells an answer from others at its address: for answers that are no one record's. */
    public static String etag(byte[] body) {
        return "\"" + Digest.brief(body) + "\"";
    }

    /** True if this is a read whose client has that version of the answer already. */
    public boolean isKnown(String etag) {
        return known().test(etag);
    }

    /** As {@link #isKnown}, to be asked on any thread. */
    Predicate<String> known() {
        var known = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (known == null || !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return etag -> false;
        }
        return etag -> Stream.of(known.split(",")).map(String::strip)
                .anyMatch(tag -> tag.replaceFirst("^W/", "").equals(etag) || tag.equals("*"));
    }

    /**
     * Which of these media types the client likes best, the first where it does not mind. A link cannot say what it accepts:
     * {@code format} goes before it, and is the last word of a type, such as {@code csv}.
     */
    public String preferred(String... types) {
        var format = parameters().text(FORMAT);
        if (format.isPresent()) {
            return Stream.of(types).filter(type -> format(type).equals(format.get())).findFirst()
                    .orElseThrow(() -> Problem.invalidParameter(FORMAT, "format is one of "
                            + Stream.of(types).map(Exchange::format).distinct().collect(Collectors.joining(", ")) + "."));
        }
        var variants = Stream.of(types).map(type -> new Variant(MediaType.valueOf(type), (Locale) null, null)).toList();
        var chosen = request.selectVariant(variants);
        if (chosen == null) {
            throw new Problem(ProblemType.NOT_ACCEPTABLE, "Offered here: " + String.join(", ", types) + ".");
        }
        return chosen.getMediaType().toString();
    }

    /** {@code application/x-ndjson} is {@code ndjson}. */
    static String format(String type) {
        return type.replaceFirst(".*/(x-)?", "").replaceFirst(";.*", "");
    }

    /** True where the form of the answer is in the address: whoever follows a link wants to keep it. */
    boolean isByLink() {
        return parameters().has(FORMAT);
    }

    boolean hasParameters() {
        return !uri.getQueryParameters().isEmpty();
    }

    /** The address of a member of this collection. */
    URI member(String id) {
        return uri.getAbsolutePathBuilder().path(id).build();
    }

    URI self() {
        return uri.getAbsolutePath();
    }

    /** This address, path and query only, with the cursor set: holds behind any door. */
    public String withCursor(String cursor) {
        var next = uri.getRequestUriBuilder().replaceQueryParam("after", cursor).build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }
}
