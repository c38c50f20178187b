package org.tamga.gateway.change;

import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.buffer.Buffer;

/** The pieces of a stream of Server-Sent Events (HTML Living Standard, section 9.2). */
final class Frames {

    /** How long a client waits before it connects again, where its connection just broke. */
    static final int RETRY_MILLIS = 3000;
    /** Of those that are sent away, each waits for a time of its own up to this: they would come back all at once. */
    private static final int LONGEST_RETRY_MILLIS = 6000;

    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private Frames() {
    }

    /** The first words: how long to wait before connecting again. */
    static Buffer greeting() {
        return Buffer.buffer("retry: " + RETRY_MILLIS + "\n\n");
    }

    /** A change, and the place right after it. */
    static Buffer event(Change change, String cursor) {
        var line = change.line();
        return Buffer.buffer(cursor.length() + line.length() + 128)
                .appendString("id: ").appendString(cursor)
                .appendString("\nevent: ").appendString(change.type())
                .appendString("\ndata: ").appendBuffer(line)
                .appendString("\n\n");
    }

    /** A place without a change: the client remembers it and its handlers hear nothing. */
    static Buffer progress(String cursor) {
        return Buffer.buffer("id: " + cursor + "\n\n");
    }

    /** A sign of life. */
    static Buffer heartbeat() {
        return HEARTBEAT;
    }

    /** The last words: why the stream ends, and when to come again. */
    static Buffer farewell(String reason) {
        var retry = ThreadLocalRandom.current().nextInt(RETRY_MILLIS / 3, LONGEST_RETRY_MILLIS);
        return Buffer.buffer(": closed, " + reason + "\nretry: " + retry + "\n\n");
    }
}
