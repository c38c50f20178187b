package org.tamga.record;

import java.util.Arrays;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/**
 * What a writer says of the version it knows (RFC 9110, If-Match and If-None-Match).
 *
 * @param ifMatch the If-Match header, or null
 * @param ifNoneMatch the If-None-Match header, or null; only {@code *} ("create, never change") means anything for a write
 */
public record Precondition(String ifMatch, String ifNoneMatch) {

    /** Nothing said: enough to create, not to change. */
    public static final Precondition NONE = new Precondition(null, null);

    /** The version as it was read. */
    public static Precondition version(int version) {
        return new Precondition("\"" + version + "\"", null);
    }

    /** Throws 428 or 412 where a record of that version (0: none yet) may not be written. */
    void check(int version) {
        if (version == 0) {
            if (ifMatch != null) {
                throw new Problem(ProblemType.PRECONDITION_FAILED,
                        "If-Match names a version, but nothing is recorded here yet.");
            }
            return;
        }
        var etag = "\"" + version + "\"";
        if ("*".equals(ifNoneMatch)) {
            throw new Problem(ProblemType.PRECONDITION_FAILED,
                    "If-None-Match: * asks to create, but version " + version + " exists.")
                    .header("ETag", etag);
        }
        if (ifMatch == null) {
            throw new Problem(ProblemType.PRECONDITION_REQUIRED,
                    "The record exists and would change; send If-Match: " + etag + " if you have read that version.")
                    .header("ETag", etag);
        }
        if (!ifMatch.strip().equals("*") && Arrays.stream(ifMatch.split(",")).noneMatch(tag -> names(tag, version))) {
            throw new Problem(ProblemType.PRECONDITION_FAILED,
                    "If-Match is " + ifMatch + ", but the present version is " + etag + ".")
                    .header("ETag", etag);
        }
    }

    /** An ETag is {@code "<version>"} or {@code "<version>.<digest>"}; the number decides. */
    private static boolean names(String tag, int version) {
        var bare = tag.strip().replaceFirst("^W/", "");
        return bare.matches("\"" + version + "(\\.[^\"]*)?\"");
    }
}
