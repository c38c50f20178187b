package org.tamga.record.change;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * A thread that does step after step of what one replica needs to do, while there is something to do; else it waits until it
 * is woken, or for a while, in which other replicas may have left something. Whatever goes wrong in a step, it goes on.
 */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final Duty duty;
    private final Supplier<Duration> rest;
    private final BooleanSupplier step;
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param rest how long it waits where it is not woken
     * @param step does a part of what there is to do; false where there is nothing
     */
    public Worker(String name, Duty duty, Supplier<Duration> rest, BooleanSupplier step) {
        this.duty = duty;
        this.rest = rest;
        this.step = step;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something to do; cheap, callable from anywhere. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void close() {
        running = false;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            var worked = false;
            try {
                worked = duty.isMine() && step.getAsBoolean();
            } catch (RuntimeException e) {
                LOG.warnf("%s could not go on; it tries again: %s", thread.getName(), e.getMessage());
            } catch (Error e) {
                // The duty stays this one's, so its work must not end here.
                LOG.errorf(e, "%s could not go on; it tries again.", thread.getName());
            }
            if (!worked) {
                await();
            }
        }
    }

    private void await() {
        try {
            if (signal.tryAcquire(rest.get().toMillis(), TimeUnit.MILLISECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
