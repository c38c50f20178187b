package org.tamga.gateway.route;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.gateway.service.CallsConfig;

import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps a caller's connection open for as long as an import may take without a word. Only for that long and only that
 * connection: all others are closed when they have been idle for what the server's own limit says.
 */
@Singleton
class Patience {

    /** Where Vert.x has it; a connection without limit has none. */
    private static final String HANDLER = "idle";

    private final Duration usual;
    private final Duration imports;

    Patience(@ConfigProperty(name = "quarkus.http.idle-timeout") Duration usual, CallsConfig calls) {
        this.usual = usual;
        // A little longer than the call to the service, so that the caller gets to hear of its end.
        this.imports = calls.importSilence().plusSeconds(10);
    }

    /** Until the request is answered. To be called on its event loop. */
    void grant(RoutingContext context) {
        idle(context.request(), imports);
        context.addEndHandler(ended -> idle(context.request(), usual));
    }

    private static void idle(HttpServerRequest request, Duration limit) {
        // Vert.x sets the limit for a whole server only (HttpServerOptions); a connection's own is in Netty's pipeline.
        var pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
        if (pipeline.get(HANDLER) != null) {
            pipeline.replace(HANDLER, HANDLER, new IdleStateHandler(0, 0, limit.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
