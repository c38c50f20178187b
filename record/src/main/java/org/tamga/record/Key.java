package org.tamga.record;

import java.util.Optional;

/**
 * What only one record of its kind may call its own at a time.
 *
 * @param scheme whose register or rule it is
 * @param value the identifier in it
 * @param held when the record calls it its own, as far as the period that says so reaches
 */
public record Key(String scheme, String value, Interval held) {

    /** A key that is held as long as the period that names it. */
    public Key(String scheme, String value) {
        this(scheme, value, Interval.ALWAYS);
    }

    /** When it is held by a period of these days, if at all. */
    Optional<Interval> within(Interval valid) {
        return held.and(valid);
    }
}
