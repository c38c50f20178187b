package org.tamga.gateway.route;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.tamga.commons.problem.Problem;
import org.tamga.gateway.problem.Problems;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Takes in the bodies that are for the gateway itself, whole, before a thread is taken for them: a resource that reads a body while it
 * comes would hold its thread for as long as the caller likes. They come at the same pace as those for services.
 */
@Singleton
public class OwnBodies {

    /** More than any resource of the gateway's takes; each says itself how much that is. */
    private static final int LONGEST = 256 << 10;
    /** So many bytes are held at once, of all bodies: however many come slowly, there is room for them in memory. */
    private static final int MOST_HELD = 16 << 20;
    /** Those of one caller. */
    private static final int MOST_OF_ONE = MOST_HELD / 8;
    /** After {@link ServiceRoutes}, which passes on what is not for the gateway; before it is looked at who asks (200). */
    private static final int AFTER_ROUTES = 230;

    private final Vertx vertx;
    private final Duration window;
    private final Problems problems;
    private final Callers callers;
    private final Places room = new Places("bytes of bodies", MOST_HELD, MOST_OF_ONE);

    OwnBodies(Vertx vertx, RouteConfig config, Problems problems, Callers callers) {
        this.vertx = vertx;
        this.window = config.bodyWindow();
        this.problems = problems;
        this.callers = callers;
    }

    void install(@Observes Filters filters) {
        filters.register(this::take, AFTER_ROUTES);
    }

    private void take(RoutingContext context) {
        var request = context.request();
        if (!BodyWatch.hasBody(request)) {
            context.next();
        } else if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.resume();
            refuse(request, BodyWatch.tooLarge(LONGEST));
        } else {
            if (request.headers().contains(HttpHeaders.EXPECT)) {
                request.headers().remove(HttpHeaders.EXPECT);
                request.response().writeContinue();
            }
            gather(context);
        }
    }

    private static boolean isTooLong(String length) {
        return length != null && Long.parseLong(length) > LONGEST;
    }

    private void gather(RoutingContext context) {
        var request = context.request();
        var caller = callers.of(request);
        var gathered = Buffer.buffer();
        var body = new Counted(request, LONGEST, () -> {
        });
        var timer = vertx.setPeriodic(window.toMillis(), id -> body.isTooSlow(BodyWatch.least(window)));
        context.addEndHandler(ended -> {
            vertx.cancelTimer(timer);
            room.leave(caller, gathered.length());
        });
        body.exceptionHandler(failure -> {
            vertx.cancelTimer(timer);
            // Else who sent it is gone.
            if (body.isOver() || body.isSlow()) {
                refuse(request, body.isOver() ? BodyWatch.tooLarge(LONGEST) : BodyWatch.tooSlow());
            }
        });
        body.handler(part -> {
            if (request.response().ended()) {
                return;
            }
            try {
                room.take(caller, part.length());
                gathered.appendBuffer(part);
            } catch (Problem full) {
                refuse(request, full);
            }
        });
        body.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (!request.response().ended()) {
                ((RoutingContextInternal) context).setBody(gathered);
                context.next();
            }
        });
        body.resume();
    }

    /** The rest is read away for a moment, so that the caller gets to see the answer. */
    private void refuse(HttpServerRequest request, Problem problem) {
        problems.answer(request, problem);
        vertx.setTimer(BodyWatch.LINGER.toMillis(), timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }
}
