package org.tamga.gateway.route;

import java.time.Duration;
import java.util.function.Function;

import org.tamga.commons.http.Bundle;
import org.tamga.commons.problem.Problem;
import org.tamga.gateway.problem.Problems;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;

/**
 * Watches over the answers of a service that are passed on in pieces, as {@link BodyWatch} does over bodies. For as long as somebody
 * takes one, a connection to the service is taken, and by a list that is sent whole one of the few that may be read from its database at
 * once: so one caller has only a part of those, and who takes too slowly is cut off.
 */
final class LongAnswers implements ProxyInterceptor {

    /** An answer of so many bytes goes out in one piece. */
    private static final int SHORT = Bundle.LONGEST;
    /** Bytes a second that are taken of an answer at least, as long as there is more. */
    private static final long LEAST = 8 << 10;

    private final Vertx vertx;
    private final Duration window;
    private final Callers callers;
    private final Problems problems;
    private final Places lists;

    /** Those of one service, which says itself how many lists it sends at once. */
    LongAnswers(Vertx vertx, RouteConfig config, Callers callers, Problems problems) {
        this.vertx = vertx;
        this.window = config.answerWindow();
        this.callers = callers;
        this.problems = problems;
        this.lists = new Places("whole lists", Integer.MAX_VALUE, config.listsPerCaller());
    }

    /** @param length in bytes; negative if the answer does not say */
    static boolean areOf(long length) {
        return length < 0 || length > SHORT;
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var response = context.response();
        var body = response.getBody();
        // Who knows no pieces is answered by the proxy once it has all, and holds up nothing until then.
        if (body == null || !areOf(body.length()) || request.version() == HttpVersion.HTTP_1_0) {
            return context.sendResponse();
        }
        return send(request, body.length(), response.headers().get(HttpHeaders.CONTENT_TYPE), body.stream(), watched -> {
            response.setBody(Body.body(watched, body.length()));
            return context.sendResponse();
        }).recover(failure -> {
            context.get(BodyWatch.REQUEST, HttpClientRequest.class).reset();
            if (failure instanceof Problem problem) {
                problems.answer(request, problem);
                return Future.succeededFuture();
            }
            return Future.failedFuture(failure);
        });
    }

    /**
     * Passes an answer on.
     *
     * @param length as {@link #areOf} takes it
     * @param type its media type; may be null
     * @param send begins an answer and sends what it is given
     * @return what is done when all has been sent; a {@link Problem}, and then nothing has been, where the caller has no place for it
     */
    Future<Void> send(HttpServerRequest request, long length, String type, ReadStream<Buffer> answer,
            Function<ReadStream<Buffer>, Future<Void>> send) {
        // Documents say nothing of their length either once they are longer than what a service gathers of them.
        if (length >= 0 || type == null || type.startsWith("application/json")) {
            return watched(request, answer, send);
        }
        var caller = callers.of(request);
        try {
            lists.take(caller);
        } catch (Problem full) {
            return Future.failedFuture(full);
        }
        return watched(request, answer, send).onComplete(sent -> lists.leave(caller));
    }

    private Future<Void> watched(HttpServerRequest request, ReadStream<Buffer> answer,
            Function<ReadStream<Buffer>, Future<Void>> send) {
        var taken = new Taken(answer);
        var timer = vertx.setPeriodic(window.toMillis(), id -> {
            if (taken.isTooSlow(LEAST * window.toSeconds())) {
                // Past Vert.x, which would first wait until all was taken that has been written.
                ((ConnectionBase) request.connection()).channel().pipeline().firstContext().close();
            }
        });
        return send.apply(taken).onComplete(sent -> vertx.cancelTimer(timer));
    }
}
