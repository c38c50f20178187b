package org.tamga.gateway.route;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;

/**
 * Where pages of other origins may read, says of every answer that it is another for each origin, so that no cache gives one's to another
 * (Fetch Standard, "CORS protocol and HTTP caches").
 */
@Singleton
class OriginsVary {

    private static final int BEFORE_CORS = 310;

    private final boolean isOn;

    OriginsVary(@ConfigProperty(name = "quarkus.http.cors.enabled") boolean isOn) {
        this.isOn = isOn;
    }

    void install(@Observes Filters filters) {
        if (isOn) {
            filters.register(context -> {
                // In the end: what a service says its answer varies by stands beside it.
                context.addHeadersEndHandler(end -> context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN));
                context.next();
            }, BEFORE_CORS);
        }
    }
}
