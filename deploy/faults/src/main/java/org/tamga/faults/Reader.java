package org.tamga.faults;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

import org.tamga.faults.Ledger.Answer;

/** One that reads through the gateway, one read after the other, and takes no failure for an answer. */
final class Reader implements Runnable {

    private static final long PAUSE_MILLIS = 20;

    private final Suite suite;
    private final Ledger ledger;
    private volatile boolean stopped;

    Reader(Suite suite, Ledger ledger) {
        this.suite = suite;
        this.ledger = ledger;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                var sent = Instant.now();
                ledger.read(new Answer(status(), sent, Instant.now()));
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int status() throws InterruptedException {
        try {
            return suite.get(URI.create(suite.gateway() + "/api/events/gatherings?limit=1")).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }
}
