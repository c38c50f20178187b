package org.tamga.gateway.problem;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.http.Correlation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Puts the correlation id on every request as it comes in, the caller's own where it is harmless, so that the gateway, the
 * service behind it and both their logs speak of the request by one name.
 */
@Singleton
public class CorrelationIds {

    /** Before every other filter, so that those can name the request too. */
    private static final int FIRST = 1000;

    /** The id of a request that has come through the filter. */
    public static String of(HttpServerRequest request) {
        return request.getHeader(Correlation.HEADER);
    }

    void install(@Observes Filters filters) {
        filters.register(CorrelationIds::identify, FIRST);
    }

    private static void identify(RoutingContext context) {
        var headers = context.request().headers();
        if (!Correlation.isHarmless(headers.get(Correlation.HEADER))) {
            headers.set(Correlation.HEADER, Correlation.random());
        }
        context.next();
    }
}
