package org.tamga.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A stretch of valid time in which a record has one content, as it was recorded at one instant. Rows of this kind are never
 * changed but for their end: a write closes periods and opens others.
 *
 * @param rowId this period's own id
 * @param id the record
 * @param parentId the record that this one is part of, or null
 * @param version the write that made this period, counted per record from 1
 * @param valid when the content holds in the world
 * @param recordedAt when it was recorded
 * @param supersededAt when it was replaced or withdrawn, or null while it stands
 * @param knownFrom since when it counts as known: {@code recordedAt}, or earlier by a dated import
 * @param recordedBy the subject of the token that wrote it
 * @param reason why it was written
 * @param confidence how sure it is
 * @param note the writer's free text, or null
 * @param stated the content and its sources
 */
public record Period<C>(UUID rowId, UUID id, UUID parentId, int version, Interval valid, Instant recordedAt,
        Instant supersededAt, Instant knownFrom, String recordedBy, Reason reason, Confidence confidence, String note,
        Stated<C> stated) {

    /**
     * A period of that content.
     *
     * @param content the room's own fields
     * @param sources at least one
     */
    public Period(UUID rowId, UUID id, UUID parentId, int version, Interval valid, Instant recordedAt, Instant supersededAt,
            Instant knownFrom, String recordedBy, Reason reason, Confidence confidence, String note, C content,
            List<Citation> sources) {
        this(rowId, id, parentId, version, valid, recordedAt, supersededAt, knownFrom, recordedBy, reason, confidence, note,
                new Stated<>(content, sources));
    }

    /** The room's own fields. */
    public C content() {
        return stated.content();
    }

    /** At least one. */
    public List<Citation> sources() {
        return stated.sources();
    }

    /** As it looked at that instant (null: now): what was replaced only later stood then. */
    Period<C> asKnown(Instant knownAt) {
        return knownAt == null || supersededAt == null || !supersededAt.isAfter(knownAt)
                ? this
                : new Period<>(rowId, id, parentId, version, valid, recordedAt, null, knownFrom, recordedBy, reason, confidence,
                        note, stated);
    }

    /** The same statement for other days, as the remainder of a write leaves it: with that write's version and instant. */
    Period<C> remainder(UUID rowId, Interval valid, int version, Instant at) {
        return new Period<>(rowId, id, parentId, version, valid, at, null, at, recordedBy, reason, confidence, note, stated);
    }
}
