package org.tamga.record.change;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.tamga.record.Ledger;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The duty of the replica that holds its lease. It is not the relay's: what comes with a day, verdicts and measures need PostgreSQL
 * alone, and go on while Kafka is away.
 */
@Singleton
class LeasedDuty implements Duty {

    private static final Logger LOG = Logger.getLogger(LeasedDuty.class);
    private static final Duration LASTS = Relay.LEASE;

    private final Lease lease;
    private final Thread thread;
    private volatile boolean running = true;
    /** Of {@link System#nanoTime}: the lease lasts until then at the least. */
    private volatile long until = System.nanoTime();

    private volatile long term;

    LeasedDuty(Ledger ledger) {
        this.lease = new Lease(ledger.database(), LASTS, "duty_lease");
        this.thread = new Thread(this::run, "duty");
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isMine() {
        return until - System.nanoTime() > 0;
    }

    @Override
    public long term() {
        return term;
    }

    private void run() {
        try {
            TimeUnit.MILLISECONDS.sleep(KafkaConnection.HEAD_START.toMillis());
            while (running) {
                hold();
                TimeUnit.MILLISECONDS.sleep(LASTS.toMillis() / 4);
            }
        } catch (InterruptedException e) {
            LOG.debug("The duty ends with the service.");
        }
        giveBack();
    }

    private void hold() {
        // By the database's clock it begins later, so it does not end before.
        var began = System.nanoTime();
        try {
            if (lease.takeOrRenew()) {
                if (!isMine()) {
                    // Another may have had it since.
                    term = term + 1;
                }
                until = began + LASTS.toNanos();
            }
        } catch (RuntimeException | Error e) {
            LOG.debugf("The duty's lease could not be renewed: %s", e);
        }
    }

    private void giveBack() {
        until = System.nanoTime();
        try {
            lease.release();
        } catch (RuntimeException e) {
            LOG.debug("The lease lapses by itself.", e);
        }
    }
}
