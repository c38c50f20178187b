package org.tamga.gateway.change;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One open stream of Server-Sent Events. It catches up from its cursor, in turns with the others that do, and then follows
 * the tail.
 * <p>
 * The hand-over is exact. Once little is missing the stream joins the tail, which returns its place P and from then on
 * offers every change after P; these are held back while the stream reads the rest up to P from Kafka, and go out then.
 * So every change is on exactly one side of P. Where too much comes in meanwhile, the stream falls out of the tail, drops
 * what was held back – its place is not past any of that – and goes on catching up.
 */
final class ChangeStream implements ChangeTail.Follower {

    private static final Logger LOG = Logger.getLogger(ChangeStream.class);

    /** So few offsets are read in one go while the tail already offers what follows. */
    private static final long NEAR = 500;
    private static final Duration HAND_OVER = Duration.ofSeconds(5);
    /** How long the tail may be behind a cursor that another gateway gave, before it is one that nobody gave. */
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final Duration LAG_CHECK = Duration.ofMillis(25);
    /** For the last words to get through before the connection is cut. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Context context;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final ChangesConfig config;
    private final ChangeQuery query;
    private final HttpServerResponse response;
    private final Outbox outbox;
    private final Consumer<Problem> refusal;

    private volatile boolean skipped;
    private volatile boolean closed;

    // Used on the event loop alone.
    private boolean headWritten;
    private long heartbeats = -1;

    // Used on a reader of the history alone, one turn at a time.
    private Passage passage;
    private long aheadSince;

    /**
     * @param response of the connection whose event loop is the present one
     * @param refusal answers the request otherwise, as long as nothing has been written
     */
    ChangeStream(Vertx vertx, ChangeTail tail, ChangeHistory history, ChangesConfig config, ChangeQuery query,
            HttpServerResponse response, Consumer<Problem> refusal) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.tail = tail;
        this.history = history;
        this.config = config;
        this.query = query;
        this.response = response;
        this.outbox = new Outbox(response, context, config.bufferedEvents(), config.bufferedBytes().asLongValue());
        this.refusal = refusal;
    }

    /** Begins. */
    void open() {
        if (query.start() instanceof ChangeQuery.Start.End) {
            outbox.hold();
            tail.join(this).ifPresentOrElse(place -> {
                writeHead();
                // So that also a reader who loses the connection before the first change misses none.
                outbox.put(Frames.progress(place.encoded()));
                outbox.release();
            }, () -> fail(ChangeQuery.notReady()));
        } else {
            history.inTurn(this::catchUp);
        }
    }

    /** The application stops: the reader is sent elsewhere. */
    void leave() {
        onEventLoop(this::writeHead);
        close("this gateway stops; a new connection goes on from the last id");
    }

    /** The connection has gone; to be called on its event loop. */
    void closed() {
        closed = true;
        vertx.cancelTimer(heartbeats);
        tail.leave(this);
        outbox.close();
    }

    @Override
    public boolean take(Change change, Supplier<Buffer> frame) {
        if (closed) {
            // It went while its hand-over was on the way.
            return false;
        }
        if (!query.filter().matches(change)) {
            skipped = true;
            return true;
        }
        skipped = false;
        if (outbox.offer(frame.get())) {
            return true;
        }
        if (!outbox.isHolding()) {
            close("this reader is too slow; a new connection goes on from the last id");
        }
        return false;
    }

    @Override
    public void lost() {
        close("the place among the changes is lost");
    }

    private void catchUp() {
        if (closed) {
            return;
        }
        try {
            var until = tail.place().orElseThrow(ChangeQuery::notReady);
            if (passage == null) {
                passage = history.open(query.start(), query.filter(), until);
            }
            if (!passage.isCoveredBy(until)) {
                awaitTail();
                return;
            }
            onEventLoop(this::writeHead);
            if (passage.distance(until) > NEAR) {
                passage.read(until, this::put);
                // Also where nothing was wanted, or the next connection would read all of it again.
                putProgress();
                goOn();
            } else {
                handOver();
            }
        } catch (Problem problem) {
            onEventLoop(() -> fail(problem));
        } catch (RuntimeException e) {
            LOG.warn("A stream could not catch up", e);
            onEventLoop(() -> fail(ChangeQuery.notReady()));
        }
    }

    private void awaitTail() {
        var now = System.nanoTime();
        aheadSince = aheadSince == 0 ? now : aheadSince;
        if (now - aheadSince > LAG.toNanos()) {
            throw ChangeQuery.gone("The cursor is ahead of all changes.");
        }
        vertx.setTimer(LAG_CHECK.toMillis(), timer -> history.inTurn(this::catchUp));
    }

    private void goOn() {
        outbox.whenEmpty(() -> history.inTurn(this::catchUp));
    }

    private void handOver() {
        outbox.hold();
        var until = tail.join(this).orElseThrow(ChangeQuery::notReady);
        var start = System.nanoTime();
        while (!passage.read(until, this::put)) {
            if (closed || System.nanoTime() - start > HAND_OVER.toNanos()) {
                throw ChangeQuery.notReady();
            }
        }
        putProgress();
        // Between two changes: whether all since P were held back, and their release, are one step.
        tail.tell(this, place -> outbox.release());
        if (outbox.isHolding()) {
            outbox.dropHeld();
            goOn();
        }
    }

    private boolean put(Change change) {
        outbox.put(Frames.event(change, passage.cursor()));
        return true;
    }

    private void putProgress() {
        outbox.put(Frames.progress(passage.cursor()));
    }

    private void writeHead() {
        if (headWritten || closed) {
            return;
        }
        headWritten = true;
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // Asks proxies in front that buffer by default not to.
                .putHeader("X-Accel-Buffering", "no")
                .write(Frames.greeting());
        heartbeats = vertx.setPeriodic(config.heartbeat().toMillis(), timer -> beat());
    }

    private void beat() {
        if (outbox.isStuck(config.patience())) {
            close("this reader takes nothing; a new connection goes on from the last id");
        } else if (skipped) {
            skipped = false;
            tail.tell(this, place -> outbox.offer(Frames.progress(place)));
        } else {
            outbox.offer(Frames.heartbeat());
        }
    }

    private void fail(Problem problem) {
        if (headWritten) {
            close(problem.getMessage());
        } else if (!closed) {
            refusal.accept(problem);
        }
    }

    private void close(String reason) {
        if (outbox.close()) {
            onEventLoop(() -> {
                tail.leave(this);
                if (!closed) {
                    response.write(Frames.farewell(reason));
                    response.end();
                    vertx.setTimer(FAREWELL.toMillis(), timer -> response.close());
                }
            });
        }
    }

    private void onEventLoop(Runnable task) {
        context.runOnContext(now -> task.run());
    }
}
