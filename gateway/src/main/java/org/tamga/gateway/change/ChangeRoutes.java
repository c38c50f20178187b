package org.tamga.gateway.change;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.http.Correlation;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.problem.CorrelationIds;
import org.tamga.gateway.problem.Problems;
import org.tamga.gateway.route.Callers;
import org.tamga.gateway.route.Places;

import io.micrometer.core.instrument.MeterRegistry;
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

    ChangeRoutes(Vertx vertx, ChangeTail tail, ChangeHistory history, ChangesConfig config, Measures measures,
            Problems problems, Callers callers, MeterRegistry metrics) {
        this.vertx = vertx;
        this.tail = tail;
        this.history = history;
        this.config = config;
        this.measures = measures;
        this.problems = problems;
        this.callers = callers;
        this.streams = metrics.gauge("tamga.changes.streams",
                new Places("streams", config.connections(), config.connectionsPerCaller()), Places::taken);
    }

    void install(@Observes Router router) {
        router.get(PATH).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        var measure = context.queryParams().get("measure");
        var dimensions = measure == null
                ? Future.succeededFuture(Optional.<Set<String>>empty())
                : measures.dimensions(measure);
        dimensions.map(names -> ChangeQuery.of(context.queryParams(), context.request().getHeader("Accept"),
                context.request().getHeader("Last-Event-ID"), names))
                .onSuccess(query -> {
                    if (query.form() == ChangeQuery.Form.SSE) {
                        stream(context, query);
                    } else {
                        page(context, query);
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof Problem problem) {
                        problems.answer(context.request(), problem);
                    } else {
                        context.fail(failure);
                    }
                });
    }

    private void stream(RoutingContext context, ChangeQuery query) {
        var caller = callers.of(context.request());
        try {
            streams.take(caller);
        } catch (Problem full) {
            problems.answer(context.request(), full);
            return;
        }
        context.response().putHeader(Correlation.HEADER, CorrelationIds.of(context.request()));
        var stream = new ChangeStream(vertx, tail, history, config, query, context.response(),
                problem -> problems.answer(context.request(), problem));
        context.addEndHandler(ended -> {
            streams.leave(caller);
            stream.closed();
        });
        stream.open();
    }

    private void page(RoutingContext context, ChangeQuery query) {
        var response = context.response();
        var loop = vertx.getOrCreateContext();
        var page = new ChangePage(vertx, tail, history, query,
                lines -> loop.runOnContext(now -> response
                        .putHeader("Content-Type", "application/x-ndjson")
                        .putHeader("Cache-Control", "no-store")
                        .putHeader(Correlation.HEADER, CorrelationIds.of(context.request()))
                        .end(lines)),
                problem -> loop.runOnContext(now -> problems.answer(context.request(), problem)));
        context.addEndHandler(ended -> page.closed());
        page.open();
    }
}
