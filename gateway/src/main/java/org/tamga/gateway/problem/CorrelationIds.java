package org.tamga.gateway.problem;

import java.util.UUID;
import java.util.regex.Pattern;

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
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** The id of a request that has come through the filter. */
    public static String of(HttpServerRequest request) {
        return request.getHeader(Correlation.HEADER);
    }

    void install(@Observes Filters filters) {
        filters.register(CorrelationIds::identify, FIRST);
    }

    private static void identify(RoutingContext context) {
        var headers = context.request().headers();
        var sent = headers.get(Correlation.HEADER);
        if (sent == null || !HARMLESS.matcher(sent).matches()) {
            headers.set(Correlation.HEADER, UUID.randomUUID().toString());
        }
        context.next();
    }
}
