package org.tamga.commons.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every kind of error that Tamga answers with, as RFC 9457 asks: the constant's name gives the last part of the
 * {@code type} address, under which the gateway explains it. The list only grows: clients branch on these.
 */
public enum ProblemType {

    MALFORMED_REQUEST(400, "The request cannot be read",
            "The body is not well-formed JSON, or a part of the address is not of the form it must have. Nothing was written."),
    REQUEST_TIMEOUT(408, "The request comes too slowly",
            "A body has to come without long pauses, so that nobody holds a door open for nothing. Send it again; nothing was written."),
    UNKNOWN_PARAMETER(400, "Unknown query parameter",
            "A query parameter is not one that this address takes. A misspelt filter that was ignored would give wrong answers, so it is refused."),
    INVALID_PARAMETER(400, "A parameter has an impossible value",
            "A query parameter or header is known, but its value is not of its form, or is out of its range."),
    UNAUTHENTICATED(401, "A valid token is needed",
            "Writing needs a bearer token that has not expired, made for this installation. Reading needs none."),
    FORBIDDEN(403, "The token's roles do not allow this",
            "The token is valid, but lacks the role that this write needs, such as trade-editor for trade's records."),
    NOT_FOUND(404, "No such record",
            "Nothing has ever been recorded under this address."),
    NOT_RECORDED_THEN(404, "Nothing recorded for that time",
            "The record exists, but nothing in it holds at the asked validAt, or was known at the asked knownAt. The detail says when there is something."),
    RETRACTED(404, "Retracted",
            "What was recorded here was withdrawn: it never held. The member retraction says in which version, when and why; earlier knownAt still show what was held."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method",
            "See the API document for what it takes."),
    NOT_ACCEPTABLE(406, "Not available in that form",
            "None of the media types in the Accept header is offered at this address."),
    CONFLICT(409, "Contradicts another record",
            "Another record already holds what this one claims for itself at that time, such as an identifier. The detail names it."),
    ILLEGAL_TRANSITION(409, "The status cannot change that way",
            "The record's present status does not lead to the one asked for. The detail names the ones it leads to."),
    CURSOR_TOO_OLD(410, "The cursor is too old",
            "The changes after this cursor are no longer kept, or it comes from another installation. Take a snapshot and go on from its cursor."),
    PRECONDITION_FAILED(412, "Somebody else wrote in between",
            "The If-Match header names a version that is no longer the present one. Read the record again and decide anew."),
    TOO_LARGE(413, "The body is too large",
            "Requests may have 10 MiB, imports 2 GiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "Not a media type that is read here",
            "Send application/json, with that Content-Type."),
    RULE_BROKEN(422, "A rule is broken",
            "The request can be read, but breaks rules of the record. Each violation points at the field. Nothing was written."),
    SOURCE_REQUIRED(422, "A source is required",
            "No fact without a source: a write needs at least one citation in `sources`. Nothing was written."),
    IMPORT_REFUSED(422, "Rows of the file cannot be recorded",
            "The import was to record all of the file or nothing, and some of its rows are bad: nothing was recorded. The members rejected and problems say which and why."),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request",
            "The same key came before with another body. A key belongs to one request and its repeats."),
    NOT_COMPARABLE(422, "Unlike things cannot be put together",
            "The asked sum or comparison mixes measures, bases or definitions. The detail says which."),
    INCOMPLETE_FLOWS(422, "The flows do not make a whole",
            "The rows behind an index are incomplete, missing their total, or parts of each other, so that the number would be wrong. The detail says what is missing."),
    PRECONDITION_REQUIRED(428, "If-Match is needed",
            "The record exists and would change: send If-Match with the ETag of the version you read, so that no one's work is overwritten unseen."),
    RATE_LIMITED(429, "Too many requests",
            "Wait as long as Retry-After says."),
    INTERNAL_ERROR(500, "An error of ours",
            "Something failed that should not have. The correlation id leads us to it in the logs."),
    BAD_GATEWAY(502, "The service behind answered badly",
            "The gateway could not make sense of the service's answer, or the connection broke."),
    UNAVAILABLE(503, "Not available just now",
            "The database or a service behind is away, or the queue of changes is full. Try again after Retry-After."),
    GATEWAY_TIMEOUT(504, "The service behind took too long",
            "The gateway waited for the service as long as it may."),
    OUTCOME_UNKNOWN(504, "Not known whether it was recorded",
            "The database broke off as it was to commit: all of it was recorded, or nothing. Send the same again, with the same Idempotency-Key or If-Match: it is then recorded once.");

    /** What every {@code type} address begins with. */
    public static final String BASE = "https://tamga.example/problems/";

    private final int status;
    private final String title;
    private final String explanation;

    ProblemType(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    /** The last part of the type's address, such as {@code source-required}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The type's address (RFC 9457 {@code type}). */
    public String uri() {
        return BASE + slug();
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** The same short English sentence for every occurrence. */
    public String title() {
        return title;
    }

    /** What it means and what to do, in English, for the page under its address. */
    public String explanation() {
        return explanation;
    }

    /** True where the same request may succeed later, and has either had its effect or none. */
    public boolean mayPass() {
        return this == UNAVAILABLE || this == OUTCOME_UNKNOWN;
    }

    /** The type with that slug, if there is one. */
    public static Optional<ProblemType> bySlug(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
    }

    /** The type for an HTTP status that the framework chose; the plainest one of that status. */
    static ProblemType forStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> RATE_LIMITED;
            case 502 -> BAD_GATEWAY;
            case 503 -> UNAVAILABLE;
            case 504 -> GATEWAY_TIMEOUT;
            default -> status >= 500 ? INTERNAL_ERROR : MALFORMED_REQUEST;
        };
    }
}
