package org.tamga.trade.bods;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** What was said of things, by their ids: of those that it named last, as much as may be held in memory. */
final class Remembered<V> {

    /** Bytes that an entry takes beside its value. */
    private static final int OF_EACH = 100;

    private final long most;
    private final ToLongFunction<V> size;
    private final BiConsumer<UUID, V> forgotten;
    private final Map<UUID, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    /**
     * @param most bytes of all
     * @param size bytes of one, about
     * @param forgotten is told what is not held any more
     */
    Remembered(long most, ToLongFunction<V> size, BiConsumer<UUID, V> forgotten) {
        this.most = most;
        this.size = size;
        this.forgotten = forgotten;
    }

    /** Null for what was never said, or so long ago that it is forgotten. */
    V get(UUID id) {
        return values.get(id);
    }

    /** @param value which does not change any more */
    void put(UUID id, V value) {
        held += size(value);
        var before = values.put(id, value);
        held -= before == null ? 0 : size(before);
        for (var eldest = values.entrySet().iterator(); held > most && eldest.hasNext();) {
            var entry = eldest.next();
            held -= size(entry.getValue());
            forgotten.accept(entry.getKey(), entry.getValue());
            eldest.remove();
        }
    }

    private long size(V value) {
        return OF_EACH + size.applyAsLong(value);
    }
}
