package org.tamga.gateway.route;

import java.time.Duration;

import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
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

    private static final CharSequence TRANSFER_ENCODING = HttpHeaders.TRANSFER_ENCODING;

    /** How long the rest of a refused body is read away, so that the caller gets to see the answer. */
    private static final Duration LINGER = Duration.ofSeconds(10);

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
            return refused(request, tooLarge());
        }
        if (context.request().headers().contains("Expect")) {
            // Answered here, so that the service gets the request as one piece.
            context.request().headers().remove("Expect");
            request.response().writeContinue();
        }
        var counted = new Counted(body.stream(), limit,
                () -> context.get(REQUEST, HttpClientRequest.class).idleTimeout(silence.toMillis()));
        context.request().setBody(Body.body(counted, body.length()));
        var answer = body.length() > 0 || request.headers().contains(TRANSFER_ENCODING)
                ? hurried(context, counted)
                : context.sendRequest();
        return answer.recover(failure -> counted.isOver()
                ? refused(request, tooLarge())
                : counted.isSlow ? refused(request, tooSlow()) : Future.failedFuture(failure));
    }

    private Future<ProxyResponse> hurried(ProxyContext context, Counted body) {
        var request = context.request().proxiedRequest();
        var timer = vertx.setPeriodic(window.toMillis(), id -> hurry(id, request, body));
        return context.sendRequest().onComplete(answered -> {
            // An answer may come before the body's end.
            if (body.isEnded) {
                vertx.cancelTimer(timer);
            }
        });
    }

    private void hurry(long timer, HttpServerRequest request, Counted body) {
        if (body.isEnded || request.response().closed()) {
            vertx.cancelTimer(timer);
        } else if (request.response().ended()) {
            // Answered without it, and still it trickles in.
            vertx.cancelTimer(timer);
            request.connection().close();
        } else if (body.isTooSlow(LEAST * window.toSeconds())) {
            vertx.cancelTimer(timer);
        }
    }

    private Problem tooLarge() {
        return new Problem(ProblemType.TOO_LARGE, "The body has more than " + limit + " bytes.");
    }

    private static Problem tooSlow() {
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

    /** A body that fails as soon as it has more bytes than it may, or is told that it comes too slowly. */
    private static final class Counted implements ReadStream<Buffer> {

        private final ReadStream<Buffer> body;
        private final long limit;
        private final Runnable atEnd;
        private Handler<Throwable> onFailure;
        private long count;
        /** What had come when its pace was last looked at, and whether it was held up since, for which it cannot help. */
        private long seen;
        private boolean wasHeldUp = true;
        private boolean isHeldUp;
        private boolean isSlow;
        private boolean isEnded;

        Counted(ReadStream<Buffer> body, long limit, Runnable atEnd) {
            this.body = body;
            this.limit = limit;
            this.atEnd = atEnd;
        }

        boolean isOver() {
            return count > limit;
        }

        /** Fails if less than that has come since it was asked for the last time. */
        boolean isTooSlow(long least) {
            isSlow = !wasHeldUp && count - seen < least;
            seen = count;
            wasHeldUp = isHeldUp;
            if (isSlow && onFailure != null) {
                onFailure.handle(new IllegalStateException("the body is too slow"));
            }
            return isSlow;
        }

        @Override
        public ReadStream<Buffer> handler(Handler<Buffer> handler) {
            body.handler(handler == null ? null : part -> pass(part, handler));
            return this;
        }

        private void pass(Buffer part, Handler<Buffer> handler) {
            if (isOver() || isSlow) {
                return;
            }
            count += part.length();
            if (!isOver()) {
                handler.handle(part);
            } else if (onFailure != null) {
                onFailure.handle(new IllegalStateException("the body is too large"));
            }
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            onFailure = handler;
            body.exceptionHandler(handler);
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(Handler<Void> handler) {
            body.endHandler(handler == null ? null : end -> {
                isEnded = true;
                handler.handle(end);
                atEnd.run();
            });
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            isHeldUp = true;
            wasHeldUp = true;
            body.pause();
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            isHeldUp = false;
            body.resume();
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            body.fetch(amount);
            return this;
        }
    }
}
