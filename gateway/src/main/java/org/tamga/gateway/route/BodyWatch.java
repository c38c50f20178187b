package org.tamga.gateway.route;

import java.time.Duration;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Watches over the body on its way to the service: refuses what is too large, by what it says of itself before a byte is
 * read, else by counting; what comes so slowly that it can only be meant to hold the door open; and sets the clock for the
 * answer once the last byte has gone.
 */
final class BodyWatch implements ProxyInterceptor {

    /** Under this name the proxy's context holds the request to the service. */
    static final String REQUEST = "request";

    /** How long the rest of a refused body is read away, so that the caller gets to see the answer. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** Bytes a second that a body brings at least, as long as they are taken from it. */
    private static final long LEAST = 1024;

    private final Vertx vertx;
    private final long limit;
    private final Duration window;
    private final Duration silence;

    /**
     * @param limit how many bytes a body may have
     * @param window in which time a body is found to be too slow
     * @param silence how long the service may take over its answer
     */
    BodyWatch(Vertx vertx, long limit, Duration window, Duration silence) {
        this.vertx = vertx;
        this.limit = limit;
        this.window = window;
        this.silence = silence;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var body = context.request().getBody();
        if (body.length() > limit) {
            return refused(request, tooLarge(limit));
        }
        if (context.request().headers().contains("Expect")) {
            // Answered here, so that the service gets the request as one piece.
            context.request().headers().remove("Expect");
            request.response().writeContinue();
        }
        var counted = new Counted(body.stream(), limit,
                () -> context.get(REQUEST, HttpClientRequest.class).idleTimeout(silence.toMillis()));
        context.request().setBody(Body.body(counted, body.length()));
        var answer = hasBody(request)
                ? hurried(context, counted)
                : context.sendRequest();
        return answer.recover(failure -> counted.isOver()
                ? refused(request, tooLarge(limit))
                : counted.isSlow() ? refused(request, tooSlow()) : Future.failedFuture(failure));
    }

    private Future<ProxyResponse> hurried(ProxyContext context, Counted body) {
        var request = context.request().proxiedRequest();
        var timer = vertx.setPeriodic(window.toMillis(), id -> hurry(id, request, body));
        return context.sendRequest().onComplete(answered -> {
            // An answer may come before the body's end.
            if (body.isEnded()) {
                vertx.cancelTimer(timer);
            }
        });
    }

    private void hurry(long timer, HttpServerRequest request, Counted body) {
        if (body.isEnded() || request.response().closed()) {
            vertx.cancelTimer(timer);
        } else if (request.response().ended()) {
            // Answered without it, and still it trickles in.
            vertx.cancelTimer(timer);
            request.connection().close();
        } else if (body.isTooSlow(least(window))) {
            vertx.cancelTimer(timer);
        }
    }

    /** Whether a request's head speaks of a body. */
    static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && !length.equals("0") || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** What a body brings in such a time at least. */
    static long least(Duration window) {
        return LEAST * window.toSeconds();
    }

    static Problem tooLarge(long limit) {
        return new Problem(ProblemType.TOO_LARGE, "The body has more than " + limit + " bytes.");
    }

    static Problem tooSlow() {
        return new Problem(ProblemType.REQUEST_TIMEOUT, "A body has to bring at least " + LEAST + " bytes a second.");
    }

    private Future<ProxyResponse> refused(HttpServerRequest request, Problem problem) {
        vertx.setTimer(LINGER.toMillis(), timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        return Future.failedFuture(problem);
    }
}
