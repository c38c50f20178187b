package org.tamga.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a fault did, once.
 *
 * @param awaySeconds how long what is stopped or gone stayed so
 * @param replicas of each application of the suite
 * @param readySeconds from the end of the fault until all served again
 * @param takeoverSeconds until another replica relayed; null where that is no matter
 * @param slowestAnswerMillis the longest that a client waited for an answer to what it sent while something was lacking; in older results,
 *            for a 503
 * @param acceptedMeanwhile writes that were sent and accepted while something was lacking
 * @param readMeanwhile reads that were answered then
 * @param unreadMeanwhile reads that were not
 * @param violations what the record, the log, the topic, the stream and the copies have against the clients' ledger; empty if all holds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Round(String fault, long seed, Integer awaySeconds, Integer replicas, long accepted, long refused, long unknown,
        double readySeconds, Double takeoverSeconds, @JsonAlias("slowestRefusalMillis") long slowestAnswerMillis,
        long acceptedMeanwhile, long readMeanwhile,
        long unreadMeanwhile, int streamConnections, List<String> violations) {

    static final int USUALLY_AWAY_SECONDS = 20;

    private static final int READY_WITHIN_SECONDS = 30;
    private static final int TAKEOVER_WITHIN_SECONDS = 12;
    /** The two seconds that a service waits for its database, and one for the way through the gateway on a machine that has other work. */
    private static final int ANSWERED_WITHIN_MILLIS = 3000;

    /** Older results do not say how long, nor how many: they are taken as of a run to which nothing was said. */
    public Round {
        awaySeconds = awaySeconds == null ? USUALLY_AWAY_SECONDS : awaySeconds;
        replicas = replicas == null ? 1 : replicas;
    }

    /** Whether it is a round of that, and no other. */
    boolean isOf(Fault fault, int awaySeconds, int replicas) {
        return fault.id().equals(this.fault) && this.awaySeconds == awaySeconds && this.replicas == replicas;
    }

    /** What took longer than it may on a machine that has nothing else to do. */
    List<String> slow() {
        var slow = new ArrayList<String>();
        if (readySeconds > READY_WITHIN_SECONDS) {
            slow.add("slow: ready again only after " + seconds(readySeconds));
        }
        if (takeoverSeconds != null && takeoverSeconds > TAKEOVER_WITHIN_SECONDS) {
            slow.add("slow: nobody relayed for " + seconds(takeoverSeconds));
        }
        if (Fault.of(fault).isPostgres() && slowestAnswerMillis > ANSWERED_WITHIN_MILLIS) {
            slow.add("slow: answered only after %d ms".formatted(slowestAnswerMillis));
        }
        return slow;
    }

    String verdict() {
        return holds() ? "holds" : violations.isEmpty() ? "slow" : "BROKEN";
    }

    boolean holds() {
        return violations.isEmpty() && slow().isEmpty();
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
