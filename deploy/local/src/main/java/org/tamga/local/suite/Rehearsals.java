package org.tamga.local.suite;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import org.tamga.local.process.ServerNotStarted;

/** The rehearsals of a suite's applications, one after the other, once all are ready. */
public final class Rehearsals {

    /** When they are held. */
    public enum When {
        /** When the suite has been up for a while, so that one that is stopped soon has none. */
        LATER,
        /** Before the suite counts as up. */
        NOW,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final long MEMORY = 512L * 1024 * 1024;

    private final List<Rehearsal> rehearsals = new ArrayList<>();
    private final When when;
    private final Consumer<String> out;
    private final Thread thread = new Thread(this::hold, "rehearsals");
    private boolean stopped;

    /** @param out gets a line for each that left something */
    Rehearsals(When when, Consumer<String> out) {
        this.when = when;
        this.out = out;
    }

    void add(Rehearsal rehearsal) {
        rehearsals.add(rehearsal);
    }

    /** Holds them in the background, all that are not needed any more left out; returns when they are over if that is wanted. */
    void begin() throws InterruptedException {
        synchronized (this) {
            if (!stopped && when != When.NEVER) {
                thread.start();
            }
        }
        if (when == When.NOW) {
            thread.join();
        }
    }

    /** Ends the one that runs, and returns when its process has ended. */
    void stop() {
        synchronized (this) {
            stopped = true;
            thread.interrupt();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hold() {
        try {
            if (when == When.LATER) {
                Thread.sleep(A_WHILE.toMillis());
            }
            for (Rehearsal rehearsal : rehearsals) {
                if (FreeMemory.has(MEMORY) && rehearsal.run()) {
                    out.accept(rehearsal.name() + " was rehearsed; it will start quicker.");
                }
            }
        } catch (IOException | ServerNotStarted e) {
            out.accept("What would make starts quicker cannot be written: " + e.getMessage());
        } catch (InterruptedException e) {
            // The suite ends; they are held when it runs again.
            Thread.currentThread().interrupt();
        }
    }
}
