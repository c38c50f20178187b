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
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

/**
 * Watches over the body on its way to the service: refuses what is too large, by what it says of itself before a byte is
 * read, else by counting; and sets the clock for the answer once the last byte has gone.
 */
final class BodyWatch implements ProxyInterceptor {

    /** Under this name the proxy's context holds the request to the service. */
    static final String REQUEST = "request";

    private static final CharSequence TRANSFER_ENCODING = HttpHeaders.TRANSFER_ENCODING;

    /** How long the rest of a refused body is read away, so that the caller gets to see the answer. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final long limit;
    private final Duration silence;

    /**
     * @param limit how many bytes a body may have
     * @param silence how long the service may take over its answer
     */
    BodyWatch(Vertx vertx, long limit, Duration silence) {
        this.vertx = vertx;
        this.limit = limit;
        this.silence = silence;
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        var request = context.request().proxiedRequest();
        var body = context.request().getBody();
        if (body.length() > limit) {
            return refused(request);
        }
        if (context.request().headers().contains("Expect")) {
            // Answered here, so that the service gets the request as one piece.
            context.request().headers().remove("Expect");
            request.response().writeContinue();
        }
        if (request.version() == HttpVersion.HTTP_2 && body.length() < 0 && !request.headers().contains(TRANSFER_ENCODING)) {
            // HTTP/2 has frames and needs to say no length; the service is spoken to in HTTP/1.1, which must.
            request.headers().set(TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
        var counted = new Counted(body.stream(), limit,
                () -> context.get(REQUEST, HttpClientRequest.class).idleTimeout(silence.toMillis()));
        context.request().setBody(Body.body(counted, body.length()));
        return context.sendRequest()
                .recover(failure -> counted.isOver() ? refused(request) : Future.failedFuture(failure));
    }

    private Future<ProxyResponse> refused(HttpServerRequest request) {
        vertx.setTimer(LINGER.toMillis(), timer -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        return Future.failedFuture(new Problem(ProblemType.TOO_LARGE, "The body has more than " + limit + " bytes."));
    }

    /** A body that fails as soon as it has more bytes than it may. */
    private static final class Counted implements ReadStream<Buffer> {

        private final ReadStream<Buffer> body;
        private final long limit;
        private final Runnable atEnd;
        private Handler<Throwable> onFailure;
        private long count;

        Counted(ReadStream<Buffer> body, long limit, Runnable atEnd) {
            this.body = body;
            this.limit = limit;
            this.atEnd = atEnd;
        }

        boolean isOver() {
            return count > limit;
        }

        @Override
        public ReadStream<Buffer> handler(Handler<Buffer> handler) {
            body.handler(handler == null ? null : part -> pass(part, handler));
            return this;
        }

        private void pass(Buffer part, Handler<Buffer> handler) {
            if (isOver()) {
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
                handler.handle(end);
                atEnd.run();
            });
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            body.pause();
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
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
