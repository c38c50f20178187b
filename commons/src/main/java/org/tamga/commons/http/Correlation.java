package org.tamga.commons.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;

import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Gives every request an id that is in its log lines, its problem document and its answer: the caller's own
 * {@value #HEADER} where it is harmless, else a new one.
 */
@Singleton
public class Correlation {

    public static final String HEADER = "X-Correlation-Id";

    private static final String PROPERTY = "correlationId";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** The id of that request. */
    public static String of(ContainerRequestContext request) {
        var id = (String) request.getProperty(PROPERTY);
        if (id == null) {
            var sent = request.getHeaderString(HEADER);
            id = sent != null && HARMLESS.matcher(sent).matches() ? sent : random();
            request.setProperty(PROPERTY, id);
        }
        return id;
    }

    /** For each request one: random enough to be told apart, which need not be secret. */
    private static String random() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        MDC.put(PROPERTY, of(request));
    }

    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, of(request));
        MDC.remove(PROPERTY);
    }
}
