package org.tamga.gateway.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** Room for what takes long or much: for so many at once, of which one caller has only a part. */
public final class Places {

    private static final int RETRY_AFTER_SECONDS = 10;

    private final String what;
    private final int all;
    private final int ofOne;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<String, Integer> byCaller = new ConcurrentHashMap<>();

    /** @param what there is room for, in the plural, for refusals */
    public Places(String what, int all, int ofOne) {
        this.what = what;
        this.all = all;
        this.ofOne = ofOne;
    }

    /**
     * Takes a place, to be given back with {@link #leave}.
     *
     * @param caller as {@link Callers#of} has it
     * @throws Problem 429 where the caller has as many as one may have, 503 where all are taken
     */
    public void take(String caller) {
        take(caller, 1);
    }

    /** Takes so many places, or none: see {@link #take(String)}. */
    void take(String caller, int places) {
        if (byCaller.merge(caller, places, Integer::sum) > ofOne) {
            leaveOwn(caller, places);
            throw new Problem(ProblemType.RATE_LIMITED, "One caller may have " + ofOne + " " + what + " open at once.")
                    .header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        if (taken.addAndGet(places) > all) {
            leave(caller, places);
            throw Problem.unavailable("As many " + what + " are open as may be.", RETRY_AFTER_SECONDS);
        }
    }

    /** Gives a place back. */
    public void leave(String caller) {
        leave(caller, 1);
    }

    /** Gives so many back. */
    void leave(String caller, int places) {
        taken.addAndGet(-places);
        leaveOwn(caller, places);
    }

    private void leaveOwn(String caller, int places) {
        byCaller.computeIfPresent(caller, (any, count) -> count == places ? null : count - places);
    }

    /** How many are taken now. */
    public int taken() {
        return taken.get();
    }
}
