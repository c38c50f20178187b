package org.tamga.gateway.service;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.tamga.gateway.page.Addresses;

/**
 * What services were asked just now and many ask again: put together once for all who ask meanwhile, and kept for a short time. What
 * fails is not kept.
 *
 * @param <K> what is asked
 * @param <V> what was put together
 */
public final class Kept<K, V> {

    private final int most;
    private final Duration fresh;
    private final Predicate<V> isWorthIt;
    /** The last asked for at the end. */
    private final Map<K, CompletableFuture<Made<V>>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Made<V>(V what, long at) {}

    /**
     * @param most how many are kept; the one that was asked for longest ago goes first
     * @param fresh for how long
     * @param isWorthIt of what it is true, is kept once it is there
     */
    public Kept(int most, Duration fresh, Predicate<V> isWorthIt) {
        this.most = most;
        this.fresh = fresh;
        this.isWorthIt = isWorthIt;
    }

    /** What is kept or being made by another, else what is made now. Waits, so not for an event loop. */
    public V get(K key, Supplier<V> make) {
        var own = new CompletableFuture<Made<V>>();
        var shared = shared(key, own);
        if (shared == own) {
            own.completeAsync(() -> new Made<>(make.get(), System.nanoTime()), Runnable::run);
        }
        return Addresses.await(shared).what();
    }

    /** What is being made or was made just now; else the own one, which is to be made by whoever gets it back. */
    private synchronized CompletableFuture<Made<V>> shared(K key, CompletableFuture<Made<V>> own) {
        var last = kept.get(key);
        if (last != null && (!last.isDone() || isFresh(last))) {
            return last;
        }
        kept.values().removeIf(made -> made.isDone() && !isFresh(made));
        kept.put(key, own);
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
        return own;
    }

    private boolean isFresh(CompletableFuture<Made<V>> made) {
        return !made.isCompletedExceptionally() && isWorthIt.test(made.join().what())
                && System.nanoTime() - made.join().at() <= fresh.toNanos();
    }
}
