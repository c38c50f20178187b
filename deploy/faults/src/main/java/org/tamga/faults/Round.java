package org.tamga.faults;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a fault did, once.
 *
 * @param readySeconds from the end of the fault until all served again
 * @param takeoverSeconds until another replica relayed; null where that is no matter
 * @param slowestRefusalMillis the longest that a client waited for a 503
 * @param acceptedMeanwhile writes that were sent and accepted while something was lacking
 * @param readMeanwhile reads that were answered then
 * @param unreadMeanwhile reads that were not
 * @param violations what the record, the log, the topic, the stream and the copies have against the clients' ledger; empty if all holds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Round(String fault, long seed, long accepted, long refused, long unknown, double readySeconds,
        Double takeoverSeconds, long slowestRefusalMillis, long acceptedMeanwhile, long readMeanwhile, long unreadMeanwhile,
        int streamConnections, List<String> violations) {

    private static final int READY_WITHIN_SECONDS = 30;
    private static final int TAKEOVER_WITHIN_SECONDS = 12;
    /** The two seconds that a service waits for its database, and one for the way there and back through the gateway. */
    private static final int REFUSED_WITHIN_MILLIS = 3000;

    /** What took longer than it may on a machine that has nothing else to do. */
    List<String> slow() {
        var slow = new ArrayList<String>();
        if (readySeconds > READY_WITHIN_SECONDS) {
            slow.add("slow: ready again only after %.1f s".formatted(readySeconds));
        }
        if (takeoverSeconds != null && takeoverSeconds > TAKEOVER_WITHIN_SECONDS) {
            slow.add("slow: nobody relayed for %.1f s".formatted(takeoverSeconds));
        }
        if (Fault.of(fault).isPostgres() && slowestRefusalMillis > REFUSED_WITHIN_MILLIS) {
            slow.add("slow: refused only after %d ms".formatted(slowestRefusalMillis));
        }
        return slow;
    }

    boolean holds() {
        return violations.isEmpty() && slow().isEmpty();
    }
}
