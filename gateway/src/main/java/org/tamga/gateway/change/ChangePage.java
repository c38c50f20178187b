package org.tamga.gateway.change;

import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.tamga.commons.problem.Problem;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * One page of changes as NDJSON: an event a line, and a last line with the cursor to go on from. It ends at its limit, at
 * what a page may weigh once it has an event, or at the place where the tail stood when it was asked for; so a page without
 * events is the end for now.
 */
final class ChangePage {

    private static final Logger LOG = Logger.getLogger(ChangePage.class);

    private static final int MAX_BYTES = 1 << 20;
    private static final Duration LAG = Duration.ofSeconds(3);
    private static final Duration LAG_CHECK = Duration.ofMillis(25);
    /** With turns of others in between, enough to search through all that is kept. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final ChangeTail tail;
    private final ChangeHistory history;
    private final ChangeQuery query;
    private final Consumer<Buffer> answer;
    private final Consumer<Problem> refusal;
    private final long asked = System.nanoTime();
    private volatile boolean closed;

    // Used on a reader of the history alone, one turn at a time.
    private final Buffer lines = Buffer.buffer();
    private int count;
    private Cursor until;
    private Passage passage;

    /**
     * @param answer takes the whole page, on any thread
     * @param refusal takes what stands in its way, on any thread
     */
    ChangePage(Vertx vertx, ChangeTail tail, ChangeHistory history, ChangeQuery query, Consumer<Buffer> answer,
            Consumer<Problem> refusal) {
        this.vertx = vertx;
        this.tail = tail;
        this.history = history;
        this.query = query;
        this.answer = answer;
        this.refusal = refusal;
    }

    /** Begins. */
    void open() {
        history.inTurn(this::turn);
    }

    /** Nobody waits for it any more. */
    void closed() {
        closed = true;
    }

    private void turn() {
        if (closed) {
            return;
        }
        try {
            if (until == null || !passage.isCoveredBy(until)) {
                until = tail.place().orElseThrow(ChangeQuery::notReady);
            }
            if (passage == null) {
                passage = history.open(query.start(), query.filter(), until);
            }
            if (!passage.isCoveredBy(until)) {
                awaitTail();
            } else if (passage.read(until, this::add) || isFull()) {
                answer.accept(lines.appendString("{\"cursor\":\"" + passage.cursor() + "\"}\n"));
            } else if (System.nanoTime() - asked > LONGEST.toNanos()) {
                throw ChangeQuery.notReady();
            } else {
                history.inTurn(this::turn);
            }
        } catch (Problem problem) {
            refusal.accept(problem);
        } catch (RuntimeException e) {
            LOG.warn("A page of changes could not be read", e);
            refusal.accept(ChangeQuery.notReady());
        }
    }

    private void awaitTail() {
        if (System.nanoTime() - asked > LAG.toNanos()) {
            throw ChangeQuery.gone("The cursor is ahead of all changes.");
        }
        vertx.setTimer(LAG_CHECK.toMillis(), timer -> history.inTurn(this::turn));
    }

    private boolean add(Change change) {
        lines.appendBuffer(change.line()).appendByte((byte) '\n');
        count++;
        return !isFull();
    }

    private boolean isFull() {
        return count >= query.limit() || lines.length() >= MAX_BYTES;
    }
}
