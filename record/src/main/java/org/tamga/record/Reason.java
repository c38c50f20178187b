package org.tamga.record;

/** Why a version was written. */
public enum Reason {
    /** The record's first version. */
    NEW,
    /** The world changed. */
    UPDATE,
    /** The world was as it is now said; what was held before was wrong. */
    CORRECTION,
    /** What was held is withdrawn. Only events have this reason; no period is written. */
    RETRACTION
}
