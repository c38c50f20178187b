package org.tamga.gateway.route;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Has each connection watched by a {@link HeadDeadline}, and tells it when a request's head is whole and when it is answered. */
@Singleton
public class HeadWatch implements HttpServerOptionsCustomizer {

    private static final int FIRST = 1000;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // Read by Netty when it makes its first server, which is right after this.
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        System.setProperty(HeadDeadline.STARTING, "true");
    }

    void started(@ObservesAsync HttpServerStart start) {
        System.clearProperty(HeadDeadline.STARTING);
    }

    void install(@Observes Filters filters) {
        filters.register(this::tell, FIRST);
    }

    private void tell(RoutingContext context) {
        var channel = ((ConnectionBase) context.request().connection()).channel();
        var request = channel.attr(HeadDeadline.REQUEST).get();
        // A server that was started otherwise, as those of development are again and again, is not watched.
        if (request != null) {
            request.accept(true);
            context.addEndHandler(ended -> request.accept(false));
        }
        context.next();
    }
}
