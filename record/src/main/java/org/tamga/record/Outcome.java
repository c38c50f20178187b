package org.tamga.record;

import java.util.List;

/**
 * What a write came to.
 *
 * @param effect whether anything was written
 * @param period the period as it stands now
 * @param version the record's version: its ETag
 * @param warnings rules that let the write land and are named
 */
public record Outcome<C>(Effect effect, Period<C> period, int version, List<Warning> warnings) {

    /** What a write did. */
    public enum Effect {
        CREATED, CHANGED, UNCHANGED
    }
}
