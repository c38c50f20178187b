package org.tamga.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

import org.tamga.commons.problem.Problem;

import io.vertx.core.Vertx;

/**
 * What is asked while others ask the database for the like waits for them, and then goes there together, as commits do in a group
 * commit: alone, a question is as quick as ever, and the more there are the less each costs. Nothing is kept.
 *
 * @param <A> what is asked, with who is to be answered
 */
final class Together<A> {

    /** Groups under way at a time: while one is at the database, the answers of another are made. */
    private static final int GROUPS = 2;

    /** How many go together at most. */
    static final int MOST = VersionTable.TOGETHER;

    private final Work<A> work;
    private final boolean isDoneByAskers;
    private final Executor executor;
    private final Queue<A> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore groups = new Semaphore(GROUPS);
    private final AtomicBoolean beginsSoon = new AtomicBoolean();

    /** What is done with a group. */
    interface Work<A> {

        /** Answers each; those that it has not answered when it throws are refused. */
        void answer(List<A> together);

        /** Tells each that is not answered yet that it cannot be. */
        void refuse(List<A> together, Throwable why);
    }

    /**
     * @param isDoneByAskers whether who finds a group free answers it on its own thread. Those who wait on theirs for the answer must: if
     *     all threads of the executor waited, none would be left to answer them.
     * @param executor whose threads may wait for the database
     */
    Together(Work<A> work, boolean isDoneByAskers, Executor executor) {
        this.work = work;
        this.isDoneByAskers = isDoneByAskers;
        this.executor = executor;
    }

    /** Asks; unless it is done by askers, neither waits nor works on this thread. */
    void ask(A asked) {
        waiting.add(asked);
        if (!isDoneByAskers) {
            beginTogether();
        } else if (groups.tryAcquire()) {
            try {
                // Those who come meanwhile are another's: this one's own answer shall not wait for them.
                var together = next();
                if (!together.isEmpty()) {
                    answer(together);
                }
            } finally {
                end();
            }
        }
    }

    /**
     * Refuses all that wait now, besides those that were asked. Where the database is away they have waited for as long as it takes
     * to find that out; one after the other they would wait on and on.
     */
    void refuseAll(List<A> asked, RuntimeException why) {
        work.refuse(asked, why);
        for (List<A> waited; !(waited = next()).isEmpty();) {
            work.refuse(waited, why);
        }
    }

    /**
     * An event loop takes in what has come on all its connections before it does what it has left for later: so those who asked at the
     * same moment are one group, where the first would have gone alone. While no group is free, whoever has one looks for more in the end.
     */
    private void beginTogether() {
        var context = Vertx.currentContext();
        if (context == null || !context.isEventLoopContext()) {
            begin();
        } else if (groups.availablePermits() > 0 && beginsSoon.compareAndSet(false, true)) {
            context.runOnContext(later -> {
                beginsSoon.set(false);
                begin();
            });
        }
    }

    private void begin() {
        if (groups.tryAcquire() && !isExecuted(this::run)) {
            groups.release();
        }
    }

    private boolean isExecuted(Runnable run) {
        try {
            executor.execute(run);
            return true;
        } catch (RejectedExecutionException e) {
            refuseAll(List.of(), Problem.unavailable("The service is stopping.", 5));
            return false;
        }
    }

    private void run() {
        try {
            for (List<A> together; !(together = next()).isEmpty();) {
                answer(together);
            }
        } finally {
            end();
        }
    }

    private void end() {
        groups.release();
        if (!waiting.isEmpty()) {
            // Who came after the last look found no group free. It stays free until a thread is: whoever asks before may have it.
            isExecuted(() -> {
                if (groups.tryAcquire()) {
                    run();
                }
            });
        }
    }

    private void answer(List<A> together) {
        try {
            work.answer(together);
        } catch (RuntimeException | Error e) {
            work.refuse(together, e);
            throw e;
        }
    }

    private List<A> next() {
        var together = new ArrayList<A>();
        for (A asked; together.size() < MOST && (asked = waiting.poll()) != null;) {
            together.add(asked);
        }
        return together;
    }
}
