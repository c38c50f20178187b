package org.tamga.gateway.route;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.service.Services;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;

/**
 * Hands {@code /api/<domain>/**} to the domain's service, body and answer streaming. Only those paths: a service's
 * {@code /q/**} (health, metrics) is never reached from outside.
 */
@Singleton
public class ServiceRoutes {

    /** What one server reads as a separator or an end and the next does not; no address of ours has any of it. */
    private static final Pattern AMBIGUOUS = Pattern.compile("%(2[fF]|5[cC]|[01][0-9a-fA-F]|7[fF])|[\\\\;]|[^\\x21-\\x7E]");
    /** All that ordinary addresses are made of; one match of this costs a tenth of one search for the other. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._~-]*+");

    private final Vertx vertx;
    private final Services services;
    private final RouteConfig config;
    private final Problems problems;
    private final Patience patience;

    ServiceRoutes(Vertx vertx, Services services, RouteConfig config, Problems problems, Patience patience) {
        this.vertx = vertx;
        this.services = services;
        this.config = config;
        this.problems = problems;
        this.patience = patience;
    }

    void install(@Observes Router router) {
        services.domains().forEach(domain -> router.route("/api/" + domain + "/*").handler(proxy(domain)));
    }

    private Handler<RoutingContext> proxy(String domain) {
        var ordinary = proxy(domain, services.ordinary(), config.bodyLimit());
        var imports = proxy(domain, services.imports(), config.importLimit());
        return context -> {
            var request = context.request();
            // The router chose this route by the path with dot segments and escaped letters resolved: only that may travel on.
            var path = context.normalizedPath();
            var address = request.query() == null ? path : path + "?" + request.query();
            if (!PLAIN.matcher(path).matches() && AMBIGUOUS.matcher(path).find()) {
                problems.answer(request, new Problem(ProblemType.MALFORMED_REQUEST,
                        "The path has a separator in disguise, which no address here has."));
            } else if (!address.equals(request.uri())) {
                context.reroute(address);
            } else if (path.endsWith("/import")) {
                patience.grant(context);
                imports.handle(request);
            } else {
                ordinary.handle(request);
            }
        };
    }

    private HttpProxy proxy(String domain, Services.Line line, MemorySize bodyLimit) {
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), line.client())
                .origin(context -> services.open(domain, line).onSuccess(request -> context.set(BodyWatch.REQUEST, request)))
                .addInterceptor(new FailureAnswers(domain, problems))
                .addInterceptor(new OwnHeaders())
                .addInterceptor(new BodyWatch(vertx, bodyLimit.asLongValue(), config.bodyWindow(), line.silence()));
    }
}
