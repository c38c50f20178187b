package org.tamga.commons.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;

/**
 * Asks callers to come back elsewhere while the application is about to stop: readiness already says so to whoever hands out new
 * connections, but one that is kept open would bring requests until it is cut. Each answer now ends its connection
 * (RFC 9112 section 9.6), so that none is cut with a request on it.
 */
@Singleton
public class Farewell {

    /** Before all that may answer. */
    private static final int FIRST = 1000;

    private volatile boolean leaving;

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void install(@Observes Filters filters) {
        filters.register(context -> {
            if (leaving) {
                context.response().putHeader("Connection", "close");
            }
            context.next();
        }, FIRST);
    }
}
