package org.tamga.gateway.route;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;

/**
 * What is for inside – health, metrics – is found as it is spelt and no other way. Whoever keeps it from outside knows it by that
 * spelling, while a router takes {@code //q} and {@code /%71} for the same (RFC 3986, section 6.2.2).
 */
@Singleton
class InsideAddresses {

    /** After the request has its name and is counted as answered; before the rate limit, which lets these go. */
    private static final int EARLY = 900;
    private static final String UNKNOWN_PATH = "/not-served";

    void install(@Observes Filters filters) {
        filters.register(this::admit, EARLY);
    }

    void admit(RoutingContext context) {
        if (isInside(context.normalizedPath()) && !isInside(context.request().path())) {
            context.reroute(UNKNOWN_PATH);
        } else {
            context.next();
        }
    }

    private static boolean isInside(String path) {
        return path.equals("/q") || path.startsWith("/q/");
    }
}
