package org.tamga.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** An answer that knows how quickly it is taken, while there is more of it. */
final class Taken implements ReadStream<Buffer> {

    private final ReadStream<Buffer> answer;
    private long count;
    private boolean isHeldUp;
    private long heldUpSince;
    /** When its pace was last looked at, what had gone by then, and how long whoever takes it has held it up since. */
    private long looked = System.nanoTime();
    private long seen;
    private long heldUp;

    Taken(ReadStream<Buffer> answer) {
        this.answer = answer;
    }

    /**
     * Whether less of it than that was taken since this was asked for the last time, though for most of the time there was more: of
     * what the service brings slowly nobody can take more.
     */
    boolean isTooSlow(long least) {
        var now = System.nanoTime();
        var isTooSlow = count - seen < least && 2 * heldUp(now) > now - looked;
        looked = now;
        seen = count;
        heldUp = 0;
        heldUpSince = now;
        return isTooSlow;
    }

    private long heldUp(long now) {
        return heldUp + (isHeldUp ? now - heldUpSince : 0);
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        answer.handler(handler == null ? null : part -> {
            count += part.length();
            handler.handle(part);
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        answer.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        answer.endHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        if (!isHeldUp) {
            isHeldUp = true;
            heldUpSince = System.nanoTime();
        }
        answer.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        heldUp = heldUp(System.nanoTime());
        isHeldUp = false;
        answer.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        answer.fetch(amount);
        return this;
    }
}
