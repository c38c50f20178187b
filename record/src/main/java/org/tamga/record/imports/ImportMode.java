package org.tamga.record.imports;

/** What happens to a file in which some rows are bad. */
public enum ImportMode {
    /** The good rows are recorded, the bad ones are named. */
    LENIENT,
    /** Nothing is recorded. */
    STRICT
}
