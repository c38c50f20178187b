package org.tamga.commons.http;

import org.tamga.commons.problem.Problem;

/** The header by which a POST that makes something is known again (draft-ietf-httpapi-idempotency-key-header). */
public final class IdempotencyKey {

    /** Its name. */
    public static final String HEADER = "Idempotency-Key";
    /** What it does, for who reads the API's description. */
    public static final String MEANING = "Makes a repeat within 24 hours get the first answer";
    /** How long a request is known by it, as PostgreSQL's interval. */
    public static final String KEPT = "interval '24 hours'";

    private static final int LONGEST = 200;

    private IdempotencyKey() {
    }

    /** The key as it came, or null where none did; a 400 where it cannot be one. */
    public static String checked(String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST)) {
            throw Problem.invalidParameter(HEADER, HEADER + " has 1 to " + LONGEST + " characters.");
        }
        return key;
    }
}
