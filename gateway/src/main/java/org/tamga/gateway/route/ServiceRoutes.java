package org.tamga.gateway.route;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.http.Letters;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.service.Services;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
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
    /** All that ordinary addresses are made of; to look for this costs a hundredth of a search for the other. */
    private static final Letters PLAIN = new Letters("/._~-");

    private static final String ROOT = "/api/";
    /**
     * After those who may refuse a request: CORS (300), sessions (260), the rate limit (250). Before Quarkus looks at who asks (200) and
     * what for: here that is not for the gateway to say, and to be told so costs more than the passing on.
     */
    private static final int AFTER_LIMITS = 240;

    private final Vertx vertx;
    private final Services services;
    private final RouteConfig config;
    private final Problems problems;
    private final Patience patience;
    private final Callers callers;

    ServiceRoutes(Vertx vertx, Services services, RouteConfig config, Problems problems, Patience patience,
            Callers callers) {
        this.vertx = vertx;
        this.services = services;
        this.config = config;
        this.problems = problems;
        this.patience = patience;
        this.callers = callers;
    }

    void install(@Observes Filters filters) {
        Map<String, Handler<RoutingContext>> ways = services.domains().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), this::way));
        filters.register(context -> {
            var way = ways.get(domain(context.normalizedPath()));
            if (way == null) {
                context.next();
            } else {
                way.handle(context);
            }
        }, AFTER_LIMITS);
    }

    /** The first part of a path below {@value #ROOT}; empty for any other path. */
    private static String domain(String path) {
        if (!path.startsWith(ROOT)) {
            return "";
        }
        var end = path.indexOf('/', ROOT.length());
        return path.substring(ROOT.length(), end < 0 ? path.length() : end);
    }

    private Handler<RoutingContext> way(String domain) {
        var longAnswers = new LongAnswers(vertx, config, callers, problems);
        var reads = new Reads(domain, services, services.ordinary(), problems, longAnswers, vertx);
        var ordinary = proxy(domain, services.ordinary(), config.bodyLimit(), longAnswers);
        var imports = proxy(domain, services.imports(), config.importLimit(), longAnswers);
        return context -> {
            var request = context.request();
            // The way was chosen by the path with dot segments and escaped letters resolved: only that may travel on.
            var path = context.normalizedPath();
            var address = request.query() == null ? path : path + "?" + request.query();
            if (!PLAIN.make(path) && AMBIGUOUS.matcher(path).find()) {
                problems.answer(request, new Problem(ProblemType.MALFORMED_REQUEST,
                        "The path has a separator in disguise, which no address here has."));
            } else if (!address.equals(request.uri())) {
                context.reroute(address);
            } else if (path.endsWith("/import")) {
                patience.grant(context);
                imports.handle(request);
            } else if (Reads.are(request)) {
                reads.pass(request);
            } else {
                ordinary.handle(request);
            }
        };
    }

    private HttpProxy proxy(String domain, Services.Line line, MemorySize bodyLimit, LongAnswers longAnswers) {
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), line.client())
                .origin(context -> services.open(domain, line).onSuccess(request -> context.set(BodyWatch.REQUEST, request)))
                .addInterceptor(longAnswers)
                .addInterceptor(new FailureAnswers(domain, problems))
                .addInterceptor(new OwnHeaders())
                .addInterceptor(new BodyWatch(vertx, bodyLimit.asLongValue(), config.bodyWindow(), line.silence()));
    }
}
