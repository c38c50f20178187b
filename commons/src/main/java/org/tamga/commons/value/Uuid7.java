package org.tamga.commons.value;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562): they sort by the time of their making, so that indexes grow at one end. */
public final class Uuid7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private static long lastTick;

    private Uuid7() {
    }

    /** A new id; within this process each is above the one before. */
    public static UUID next() {
        var tick = nextTick();
        var millis = tick >>> 12;
        return new UUID(millis << 16 | 0x7000L | tick & 0xFFFL, RANDOM.nextLong() >>> 2 | 0x8000000000000000L);
    }

    /** Milliseconds and a 12-bit counter; runs ahead of the clock rather than repeat or go back. */
    private static synchronized long nextTick() {
        lastTick = Math.max(lastTick + 1, System.currentTimeMillis() << 12);
        return lastTick;
    }
}
