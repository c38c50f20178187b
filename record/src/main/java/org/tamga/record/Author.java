package org.tamga.record;

/**
 * Who writes.
 *
 * @param subject the token's subject
 * @param traceparent W3C trace context of the request, or null
 */
public record Author(String subject, String traceparent) {

    /** What happens by the calendar alone has none. */
    static final Author NOBODY = new Author(null, null);
}
