package org.tamga.gateway.change;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.problem.CorrelationIds;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.route.Callers;
import org.tamga.gateway.route.Places;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/changes}: every change of every service, as a stream or page by page. */
@Singleton
public class ChangeRoutes {

    private static final String PATH = "/api/changes";

    private final Vertx vertx;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final ChangesConfig config;
    private final Measures measures;
    private final Problems problems;
    private final Callers callers;
    private final Places streams;
    private final Places pages;
    private final Duration delay;
    private final Set<ChangeStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    ChangeRoutes(Vertx vertx, ChangeTail tail, ChangeHistory history, ChangesConfig config, Measures measures,
            Problems problems, Callers callers, MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.tail = tail;
        this.history = history;
        this.config = config;
        this.measures = measures;
        this.problems = problems;
        this.callers = callers;
        this.streams = metrics.gauge("tamga.changes.streams",
                new Places("streams", config.connections(), config.connectionsPerCaller()), Places::taken);
        this.pages = new Places("pages of changes", config.pages(), config.pagesPerCaller());
        this.delay = delay.orElse(Duration.ZERO);
    }

    void install(@Observes Router router) {
        router.get(PATH).handler(this::answer);
    }

    /**
     * The application is about to stop: over the time that it answers on, one stream after the other ends with a word to its reader. Of
     * itself none would end, so that stopping would wait for all and then cut them.
     */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
        open.forEach(this::endSoon);
    }

    private void endSoon(ChangeStream stream) {
        vertx.setTimer(ThreadLocalRandom.current().nextLong(delay.toMillis() * 4 / 5 + 1) + 1, timer -> stream.leave());
    }

    private void answer(RoutingContext context) {
        var measure = context.queryParams().get("measure");
        var dimensions = measure == null
                ? Future.succeededFuture(Optional.<Set<String>>empty())
                : measures.dimensions(measure);
        var loop = vertx.getOrCreateContext();
        dimensions.map(names -> ChangeQuery.of(context.queryParams(), context.request().getHeader("Accept"),
                context.request().getHeader("Last-Event-ID"), names))
                // Where the connection's end is told of, too: it may have come, but it does not come in between.
                .onComplete(asked -> loop.runOnContext(now -> answer(context, asked)));
    }

    private void answer(RoutingContext context, AsyncResult<ChangeQuery> asked) {
        if (context.response().closed()) {
            // Who asked is gone, and no end comes any more by which a place would be left.
            return;
        }
        if (asked.failed()) {
            if (asked.cause() instanceof Problem problem) {
                problems.answer(context.request(), problem);
            } else {
                context.fail(asked.cause());
            }
        } else if (asked.result().form() == ChangeQuery.Form.SSE) {
            stream(context, asked.result());
        } else {
            page(context, asked.result());
        }
    }

    private void stream(RoutingContext context, ChangeQuery query) {
        var caller = callers.of(context.request());
        if (!takes(streams, caller, context)) {
            return;
        }
        context.response().putHeader(Correlation.HEADER, CorrelationIds.of(context.request()));
        var stream = new ChangeStream(vertx, tail, history, config, query, context.response(),
                problem -> problems.answer(context.request(), problem));
        open.add(stream);
        context.addEndHandler(ended -> {
            streams.leave(caller);
            open.remove(stream);
            stream.closed();
        });
        stream.open();
        if (leaving) {
            endSoon(stream);
        }
    }

    /** False where there is no place left, which has been answered then. */
    private boolean takes(Places places, String caller, RoutingContext context) {
        try {
            places.take(caller);
            return true;
        } catch (Problem full) {
            problems.answer(context.request(), full);
            return false;
        }
    }

    private void page(RoutingContext context, ChangeQuery query) {
        var caller = callers.of(context.request());
        if (!takes(pages, caller, context)) {
            return;
        }
        var response = context.response();
        var loop = vertx.getOrCreateContext();
        var page = new ChangePage(vertx, tail, history, query,
                lines -> loop.runOnContext(now -> response
                        .putHeader("Content-Type", "application/x-ndjson")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader(Correlation.HEADER, CorrelationIds.of(context.request()))
                        .end(lines)),
                problem -> loop.runOnContext(now -> problems.answer(context.request(), problem)));
        context.addEndHandler(ended -> {
            pages.leave(caller);
            page.closed();
        });
        page.open();
    }
}
