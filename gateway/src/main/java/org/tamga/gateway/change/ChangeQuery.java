package org.tamga.gateway.change;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.commons.problem.Violation;
import org.tamga.commons.value.Country;
import org.tamga.gateway.pair.Pair;

import io.vertx.core.MultiMap;

/**
 * What a request to the change stream asks for.
 *
 * @param form a stream or a page
 * @param start where to begin
 * @param filter which changes
 * @param limit how many changes a page may have
 */
record ChangeQuery(Form form, Start start, ChangeFilter filter, int limit) {

    private static final Set<String> PARAMETERS = Set.of("topic", "type", "subject", "country", "pair", "measure", "after",
            "since",
            "format", "limit");
    private static final int DEFAULT_LIMIT = 100;
    /** A page is put together in memory. */
    private static final int MAX_LIMIT = 1000;

    /** How the changes are answered. */
    enum Form {
        /** Server-Sent Events, without end. */
        SSE,
        /** One event a line, and a last line with the cursor to go on from. */
        NDJSON
    }

    /** Where reading begins. */
    sealed interface Start {

        /** With what comes from now on. */
        record End() implements Start {}

        /** With the oldest change that is still kept. */
        record Beginning() implements Start {}

        /** Right after a place reached before. */
        record After(Cursor cursor) implements Start {}

        /** With the first change published at that time or later. */
        record Since(Instant instant) implements Start {}
    }

    /**
     * Reads a request.
     *
     * @param parameters the query parameters, decoded
     * @param accept the Accept header, or null
     * @param lastEventId the Last-Event-ID header, or null; a browser that reconnects sends it, and it goes before the address
     * @param dimensions names of the dimensions of the measure that is asked for; empty if any may be
     * @throws Problem 400 for what is unknown or malformed, 406 for a form that is not offered, 410 for a cursor that is none
     */
    static ChangeQuery of(MultiMap parameters, String accept, String lastEventId, Optional<Set<String>> dimensions) {
        refuseUnknown(parameters, dimensions);
        var form = form(parameters, accept);
        if (form == Form.SSE && parameters.contains("limit")) {
            throw Problem.invalidParameter("limit", "A stream has no end; limit goes with format=ndjson.");
        }
        return new ChangeQuery(form, start(parameters, lastEventId, form), filter(parameters), limit(parameters));
    }

    private static void refuseUnknown(MultiMap parameters, Optional<Set<String>> dimensions) {
        var unknown = parameters.names().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .filter(name -> !parameters.contains("measure") || dimensions.isPresent() && !dimensions.get().contains(name))
                .sorted().toList();
        if (!unknown.isEmpty()) {
            throw new Problem(ProblemType.UNKNOWN_PARAMETER, "Unknown: " + String.join(", ", unknown) + ".",
                    unknown.stream().map(name -> new Violation(name, explanation(dimensions))).toList());
        }
    }

    private static String explanation(Optional<Set<String>> dimensions) {
        return dimensions.map(names -> "is no dimension of this measure, which has " + String.join(", ", names))
                .orElse("is not a parameter of this address; dimensions go with a measure");
    }

    private static Form form(MultiMap parameters, String accept) {
        var asked = single(parameters, "format");
        if (asked != null) {
            return switch (asked) {
                case "sse" -> Form.SSE;
                case "ndjson" -> Form.NDJSON;
                default -> throw Problem.invalidParameter("format", "Offered are sse and ndjson.");
            };
        }
        var wanted = accept == null ? "*/*" : accept.toLowerCase(Locale.ROOT);
        if (wanted.contains("text/event-stream")) {
            return Form.SSE;
        }
        if (wanted.contains("application/x-ndjson")) {
            return Form.NDJSON;
        }
        if (wanted.contains("*/*") || wanted.contains("text/*")) {
            return Form.SSE;
        }
        throw new Problem(ProblemType.NOT_ACCEPTABLE, "Offered are text/event-stream and application/x-ndjson.");
    }

    private static Start start(MultiMap parameters, String lastEventId, Form form) {
        if (parameters.contains("after") && parameters.contains("since")) {
            throw Problem.invalidParameter("since", "Begin either after a cursor or since a time, not both.");
        }
        var cursor = lastEventId == null || lastEventId.isEmpty() ? single(parameters, "after") : lastEventId;
        if (cursor != null) {
            return new Start.After(Cursor.decoded(cursor).orElseThrow(() -> gone("This is not a cursor of this stream.")));
        }
        var since = single(parameters, "since");
        if (since != null) {
            return new Start.Since(instant(since));
        }
        return form == Form.SSE ? new Start.End() : new Start.Beginning();
    }

    /** The answer to a place that cannot be gone on from. */
    static Problem gone(String detail) {
        return new Problem(ProblemType.CURSOR_TOO_OLD, detail + " Take a snapshot at /api/snapshot and go on from its cursor.")
                .header("Link", "</api/snapshot>; rel=\"snapshot\"");
    }

    /** The answer as long as Kafka has not been reached. */
    static Problem notReady() {
        return Problem.unavailable("Changes cannot be read just now.", 5);
    }

    private static Instant instant(String text) {
        try {
            // A plus sign of an offset that was not escaped arrives as a space.
            var instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (instant.isAfter(Instant.now())) {
                throw Problem.invalidParameter("since", "That time has not come yet.");
            }
            return instant;
        } catch (DateTimeException e) {
            throw Problem.invalidParameter("since", "\"" + text + "\" is not an instant such as 2026-03-01T00:00:00Z.");
        }
    }

    private static ChangeFilter filter(MultiMap parameters) {
        return new ChangeFilter(all(parameters, "topic"), all(parameters, "type"), all(parameters, "subject"),
                all(parameters, "country").stream().map(ChangeQuery::country).collect(Collectors.toSet()),
                Optional.ofNullable(single(parameters, "pair")).map(ChangeQuery::pair), measure(parameters));
    }

    private static Pair pair(String text) {
        try {
            return Pair.parse(text);
        } catch (Problem e) {
            // As the address of a page an unknown country is a 404; as a parameter it is a wrong value.
            throw Problem.invalidParameter("pair", e.getMessage());
        }
    }

    private static String country(String code) {
        try {
            return new Country(code).code();
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter("country", e.getMessage() + ".");
        }
    }

    private static Optional<ChangeFilter.Measure> measure(MultiMap parameters) {
        return Optional.ofNullable(single(parameters, "measure")).map(code -> {
            Map<String, String> dimensions = new LinkedHashMap<>();
            parameters.names().stream().filter(name -> !PARAMETERS.contains(name))
                    .forEach(name -> dimensions.put(name, single(parameters, name)));
            return new ChangeFilter.Measure(code, dimensions);
        });
    }

    private static int limit(MultiMap parameters) {
        var asked = single(parameters, "limit");
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        try {
            var limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same answer as a number out of range.
        }
        throw Problem.invalidParameter("limit", "A whole number from 1 to " + MAX_LIMIT + ".");
    }

    private static Set<String> all(MultiMap parameters, String name) {
        return new LinkedHashSet<>(parameters.getAll(name));
    }

    private static String single(MultiMap parameters, String name) {
        List<String> values = parameters.getAll(name);
        if (values.size() > 1) {
            throw Problem.invalidParameter(name, "may stand only once.");
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
