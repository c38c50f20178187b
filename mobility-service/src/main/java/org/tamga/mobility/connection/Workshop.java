package org.tamga.mobility.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.tamga.commons.problem.Problem;

/**
 * Makes large things one at a time, and keeps those that were asked for last, as many as there is room for.
 *
 * @param <K> what is asked for
 * @param <V> what is made of it
 */
final class Workshop<K, V> {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Function<K, V> maker;
    private final ToLongFunction<V> sizes;
    private final long room;
    private final int mostOrders;

    /** One at a time, in the order in which they came. */
    private final Lock bench = new ReentrantLock(true);
    /** What is ordered, being made or kept; what was asked for longest ago first. */
    private final Map<K, Piece<V>> pieces = new LinkedHashMap<>(16, 0.75f, true);
    private int orders;

    private static final class Piece<V> {
        private final CompletableFuture<V> made = new CompletableFuture<>();
        private boolean isBegun;
        private long size;
    }

    /**
     * @param sizes of what was made, in bytes or whatever else room is measured in
     * @param room for all that is kept; what was asked for last is kept even if it is larger by itself
     * @param mostOrders how many may wait to be made
     */
    Workshop(Function<K, V> maker, ToLongFunction<V> sizes, long room, int mostOrders) {
        this.maker = maker;
        this.sizes = sizes;
        this.room = room;
        this.mostOrders = mostOrders;
    }

    /** What is kept, or is made now; waits for others. A 503 {@link Problem} where too many wait. */
    V get(K key) {
        var fresh = new Piece<V>();
        Piece<V> found;
        synchronized (pieces) {
            found = pieces.get(key);
            if (found == null) {
                if (orders == mostOrders) {
                    throw Problem.unavailable("Too many different weeks are asked for at once.", RETRY_AFTER_SECONDS);
                }
                orders++;
                pieces.put(key, fresh);
            }
        }
        if (found == null) {
            make(key, fresh);
        }
        return waitFor(found == null ? fresh : found);
    }

    /** What is kept, for one who must not wait; empty where it is not made. */
    Optional<V> kept(K key) {
        synchronized (pieces) {
            return Optional.ofNullable(pieces.get(key)).map(piece -> piece.made.getNow(null));
        }
    }

    private void make(K key, Piece<V> piece) {
        bench.lock();
        try {
            synchronized (pieces) {
                // From now on a change may come too late for it.
                piece.isBegun = true;
                orders--;
                // For one as large as the largest, before it is there.
                makeRoom(piece, pieces.values().stream().mapToLong(other -> other.size).max().orElse(0));
            }
            var made = maker.apply(key);
            synchronized (pieces) {
                piece.size = sizes.applyAsLong(made);
                makeRoom(piece, piece.size);
            }
            piece.made.complete(made);
        } catch (RuntimeException | Error e) {
            // Also where memory is short: others wait for it.
            synchronized (pieces) {
                pieces.remove(key, piece);
            }
            piece.made.completeExceptionally(e);
        } finally {
            bench.unlock();
        }
    }

    private void makeRoom(Piece<V> piece, long size) {
        var others = pieces.values().stream().filter(other -> other != piece).mapToLong(other -> other.size).sum();
        var eldest = pieces.values().iterator();
        while (others + size > room && eldest.hasNext()) {
            var other = eldest.next();
            if (other != piece && other.size > 0) {
                others -= other.size;
                eldest.remove();
            }
        }
    }

    private static <V> V waitFor(Piece<V> piece) {
        try {
            return piece.made.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Keeps no longer what a change has made old. What is not begun yet will be made of what is there then. */
    void drop(Predicate<K> isOld) {
        synchronized (pieces) {
            pieces.entrySet().removeIf(piece -> piece.getValue().isBegun && isOld.test(piece.getKey()));
        }
    }

    /** True where nothing is kept nor being made. */
    boolean isEmpty() {
        synchronized (pieces) {
            return pieces.isEmpty();
        }
    }
}
