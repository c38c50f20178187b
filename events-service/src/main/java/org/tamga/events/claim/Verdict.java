package org.tamga.events.claim;

/** How words and the record stand to each other; of two directions, the one further down counts. */
public enum Verdict {
    /** The record says the same. */
    CONSISTENT,
    /** The record says nearly the same, as words round. */
    WITHIN_TOLERANCE,
    /** The record says more than the words. */
    UNDERSTATED,
    /** The record says less than the words. */
    OVERSTATED,
    /** The record rests only on what the words rest on. */
    NOT_INDEPENDENT,
    /** The record has nothing, or is not stated to be complete. */
    NO_DATA,
    /** The words do not say what is counted in a way that anything recorded is counted. */
    NOT_COMPARABLE,
    /** People disagree; no machine says so. */
    DISPUTED
}
