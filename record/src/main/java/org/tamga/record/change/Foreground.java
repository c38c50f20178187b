package org.tamga.record.change;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

/**
 * What takes long in this process while somebody waits for it, such as a file that is being taken in. What is worked out behind
 * the writers leaves it the larger part of the cores meanwhile, and finds the more marks of one key when it comes to it.
 */
@Singleton
public class Foreground {

    /** So many times what a step took behind, it leaves to what is waited for. */
    private static final int SHARE = 19;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final AtomicInteger waitedFor = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();

    /** Does what somebody waits for. */
    public <T> T during(Supplier<T> work) {
        return counted(waitedFor, work);
    }

    /** Does what a request waits for, which is bounded and over soon. */
    public <T> T answering(Supplier<T> work) {
        return counted(answering, () -> during(work));
    }

    private static <T> T counted(AtomicInteger underWay, Supplier<T> work) {
        underWay.incrementAndGet();
        try {
            return work.get();
        } finally {
            underWay.decrementAndGet();
        }
    }

    /** Has the one that calls this wait for a while if something is waited for, after work of its own that took so long. */
    public void giveWay(Duration took) {
        giveWay(waitedFor, took);
    }

    /** As {@link #giveWay}, only to what requests wait for: others wait for what calls this, too. */
    public void giveWayToAnswers(Duration took) {
        giveWay(answering, took);
    }

    private static void giveWay(AtomicInteger underWay, Duration took) {
        if (underWay.get() > 0) {
            var rest = took.multipliedBy(SHARE);
            try {
                Thread.sleep((rest.compareTo(LONGEST) < 0 ? rest : LONGEST).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
