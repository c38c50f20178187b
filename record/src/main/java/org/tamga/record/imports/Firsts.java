package org.tamga.record.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a file tells of things first, for formats in which it has one word of each: of two that differ it cannot be told which is
 * meant. Remembered are the last 100,000 things.
 */
public final class Firsts {

    private static final int REMEMBERED = 100_000;

    private final Map<UUID, First> firsts = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, First> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Where it stands, and the hash of what it says. */
    private record First(Place place, int word) {}

    /** Where the file said otherwise of a thing first; empty where this is the first word of it, or the same again. */
    public Optional<Place> otherwise(UUID thing, Object word, Place place) {
        var hash = word.hashCode();
        return Optional.ofNullable(firsts.putIfAbsent(thing, new First(place, hash))).filter(first -> first.word != hash)
                .map(First::place);
    }
}
