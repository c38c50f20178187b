package org.tamga.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body that fails as soon as it has more bytes than it may, or is told that it comes too slowly. */
final class Counted implements ReadStream<Buffer> {

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

    boolean isSlow() {
        return isSlow;
    }

    boolean isEnded() {
        return isEnded;
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
