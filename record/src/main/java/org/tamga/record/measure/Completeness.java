package org.tamga.record.measure;

/** How much of what there is the record has. Stated, never guessed. */
public enum Completeness {
    COMPLETE, PARTIAL, UNKNOWN;

    /** What is left of it where what is disputed would count as well: however that ends, nobody knows yet that this is all. */
    public Completeness unsettled() {
        return this == COMPLETE ? PARTIAL : this;
    }
}
