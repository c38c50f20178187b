package org.tamga.faults;

import java.util.List;

/**
 * What a fault did, once.
 *
 * @param readySeconds from the end of the fault until all served again
 * @param takeoverSeconds until another replica relayed; null where that is no matter
 * @param slowestRefusalMillis the longest that a client waited for a 503
 * @param acceptedMeanwhile writes that were sent and accepted while the fault lasted
 * @param violations empty if all holds
 */
record Round(String fault, long seed, long accepted, long refused, long unknown, double readySeconds, Double takeoverSeconds,
        long slowestRefusalMillis, long acceptedMeanwhile, int streamConnections, List<String> violations) {}
