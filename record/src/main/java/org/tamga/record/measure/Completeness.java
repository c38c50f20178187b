package org.tamga.record.measure;

/** How much of what there is the record has. Stated, never guessed. */
public enum Completeness {
    COMPLETE, PARTIAL, UNKNOWN
}
