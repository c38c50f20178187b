package org.tamga.commons;

import java.time.Duration;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * Happens some seconds after the application has started, on a worker thread. What no first read needs is made when it is first needed,
 * or now, where nobody waits for it.
 */
public record Settled() {

    private static final Logger LOG = Logger.getLogger(Settled.class);
    private static final Duration AFTER = Duration.ofSeconds(5);

    /** Says so. */
    @Singleton
    static class Clock {

        void start(@Observes StartupEvent started, Vertx vertx, Event<Settled> settled) {
            vertx.setTimer(AFTER.toMillis(), timer -> vertx.executeBlocking(() -> {
                settled.fire(new Settled());
                return null;
            }).onFailure(
                    failure -> LOG.warn("What was to be made after the start is tried again when it is needed.", failure)));
        }
    }
}
