package org.tamga.gateway.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers so much, and then forgets what was not asked for for longest. */
final class Recent<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    private Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    /** For many threads. */
    static <V> Map<String, V> of(int most) {
        return Collections.synchronizedMap(new Recent<>(most));
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
