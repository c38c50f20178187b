package org.tamga.gateway.change;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * What waits to be written to one connection. Any thread may put frames in; the connection's event loop writes them as fast
 * as the reader takes them. The room is bounded: who reads too slowly is found out and never holds up others.
 */
public final class Outbox {

    /** Small frames go out together up to this size. */
    private static final int WRITE_BYTES = 32 << 10;

    private final HttpServerResponse response;
    private final Context context;
    private final int maxFrames;
    private final long maxBytes;

    // Guarded by this.
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private final Deque<Buffer> held = new ArrayDeque<>();
    private boolean holding;
    private boolean writing;
    private boolean closed;
    private int frames;
    private long bytes;
    private long lastTaken = System.nanoTime();
    private Runnable whenEmpty;

    /**
     * A box for one connection.
     *
     * @param context of the connection's event loop
     * @param maxFrames that may wait, of those offered
     * @param maxBytes that may wait, of those offered
     */
    public Outbox(HttpServerResponse response, Context context, int maxFrames, long maxBytes) {
        this.response = response;
        this.context = context;
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
    }

    /** From now on offered frames are held back, so that others can be put before them. */
    synchronized void hold() {
        holding = true;
    }

    /** What was held back goes out, in its order. */
    synchronized void release() {
        holding = false;
        waiting.addAll(held);
        held.clear();
        write();
    }

    /** Drops what was held back, and holds back no more. */
    synchronized void dropHeld() {
        holding = false;
        held.forEach(this::discount);
        held.clear();
    }

    synchronized boolean isHolding() {
        return holding;
    }

    /** Takes a frame if there is room. */
    synchronized boolean offer(Buffer frame) {
        if (closed || frames >= maxFrames || bytes + frame.length() > maxBytes && frames > 0) {
            return false;
        }
        count(frame);
        (holding ? held : waiting).add(frame);
        write();
        return true;
    }

    /** Takes a frame whether there is room or not, before those that are held back: for who waits until the box is empty. */
    public synchronized void put(Buffer frame) {
        if (!closed) {
            count(frame);
            waiting.add(frame);
            write();
        }
    }

    /** Runs the task as soon as the connection has taken all that waits; never once the box is closed. */
    public void whenEmpty(Runnable task) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (!waiting.isEmpty() || writing) {
                whenEmpty = task;
                return;
            }
        }
        task.run();
    }

    /** True if something has been waiting for that long and nothing was taken. */
    synchronized boolean isStuck(Duration patience) {
        return !waiting.isEmpty() && System.nanoTime() - lastTaken > patience.toNanos();
    }

    /** Closes the box and drops what waits. */
    public synchronized boolean close() {
        var first = !closed;
        closed = true;
        waiting.clear();
        held.clear();
        whenEmpty = null;
        return first;
    }

    private void write() {
        if (!writing && !waiting.isEmpty()) {
            writing = true;
            context.runOnContext(now -> drain());
        }
    }

    private void drain() {
        Runnable next = null;
        synchronized (this) {
            while (!waiting.isEmpty() && !response.writeQueueFull()) {
                response.write(together());
                lastTaken = System.nanoTime();
            }
            if (waiting.isEmpty()) {
                writing = false;
                next = whenEmpty;
                whenEmpty = null;
            } else {
                response.drainHandler(now -> drain());
            }
        }
        if (next != null) {
            next.run();
        }
    }

    /** The next frame, or as many as go out well together. */
    private Buffer together() {
        var count = 0;
        var length = 0;
        for (var frame : waiting) {
            if (count > 0 && length + frame.length() > WRITE_BYTES) {
                break;
            }
            count++;
            length += frame.length();
        }
        if (count == 1) {
            return take();
        }
        var together = Buffer.buffer(length);
        for (; count > 0; count--) {
            together.appendBuffer(take());
        }
        return together;
    }

    private Buffer take() {
        var frame = waiting.remove();
        discount(frame);
        return frame;
    }

    private void count(Buffer frame) {
        frames++;
        bytes += frame.length();
    }

    private void discount(Buffer frame) {
        frames--;
        bytes -= frame.length();
    }
}
