package org.tamga.commons.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonAnyGetter;

/**
 * An error that is answered as {@code application/problem+json} (RFC 9457). Thrown anywhere, mapped in one place
 * ({@link ProblemMapper}). It is an answer, not a fault, so it carries no stack trace.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What every problem's body can have; all else is of its type. */
    public static final Set<String> MEMBERS = Set.of("type", "title", "status", "detail", "instance", "violations",
            "correlationId");

    private final ProblemType type;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    public Problem(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public Problem(ProblemType type, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.type = type;
        this.violations = List.copyOf(violations);
    }

    /** A 422 with one violation. */
    public static Problem brokenRule(String pointer, String detail) {
        return new Problem(ProblemType.RULE_BROKEN, detail, List.of(new Violation(pointer, detail)));
    }

    /** A 400 for a query parameter or header. */
    public static Problem invalidParameter(String name, String detail) {
        return new Problem(ProblemType.INVALID_PARAMETER, detail, List.of(new Violation(name, detail)));
    }

    /** A 503 that asks the client to come back. */
    public static Problem unavailable(String detail, int retryAfterSeconds) {
        return new Problem(ProblemType.UNAVAILABLE, detail).header("Retry-After", Integer.toString(retryAfterSeconds));
    }

    /** Adds a response header, such as the ETag of the version that stands. */
    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Adds a member to the body that this type of problem has beside the usual ones. */
    public Problem with(String member, Object value) {
        more.put(member, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The members that this type of problem has beside the usual ones. */
    public Map<String, Object> more() {
        return more;
    }

    /**
     * The JSON body.
     *
     * @param instance the path that was asked
     * @param correlationId the request's id in the logs
     */
    public Body body(String instance, String correlationId) {
        return new Body(type.uri(), type.title(), type.status(), getMessage(), instance, violations, correlationId, more);
    }

    /** The members of the answer, in the order in which they are written. */
    public record Body(String type, String title, int status, String detail, String instance, List<Violation> violations,
            String correlationId, @JsonAnyGetter Map<String, Object> more) {}
}
