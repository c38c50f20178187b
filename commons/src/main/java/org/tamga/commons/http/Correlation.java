package org.tamga.commons.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

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
    private static final int LONGEST = 64;
    private static final Letters HARMLESS = new Letters("._:-");

    /** The id of that request. */
    public static String of(ContainerRequestContext request) {
        var id = (String) request.getProperty(PROPERTY);
        if (id == null) {
            var sent = request.getHeaderString(HEADER);
            id = isHarmless(sent) ? sent : random();
            request.setProperty(PROPERTY, id);
        }
        return id;
    }

    /** Whether what a caller sent, if anything, may stand in logs: up to 64 letters, digits and {@code . _ : -}. */
    public static boolean isHarmless(String sent) {
        return sent != null && !sent.isEmpty() && sent.length() <= LONGEST && HARMLESS.make(sent);
    }

    /** For each request one: random enough to be told apart, which need not be secret. */
    public static String random() {
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
