package org.tamga.bench;

import java.time.Duration;

import org.HdrHistogram.Histogram;

/** One side of a comparison: a kind of request that can be sent over some connections at once. */
interface Side {

    /** What sends it, for the table. */
    String name();

    /** Closed loop: as many as go; how many a second. */
    double rate(int connections, Duration time) throws Exception;

    /**
     * Open loop: requests arrive at random at a fixed rate, whether or not those before have been answered; the latency counts
     * from the moment at which a request was due, so that a stall counts for all that it holds up (no coordinated omission).
     *
     * @return latencies in nanoseconds
     */
    Histogram latencies(int connections, double perSecond, Duration time) throws Exception;
}
