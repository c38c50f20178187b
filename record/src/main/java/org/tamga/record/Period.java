package org.tamga.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.tamga.commons.value.Uuid7;

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
 * @param knownTo until when it counts as known: {@code supersededAt}, or what came to be known next by a dated import's source;
 *        null where it does not end
 * @param recordedBy the subject of the token that wrote it
 * @param reason why it was written
 * @param confidence how sure it is
 * @param note the writer's free text, or null
 * @param stated the content and its sources
 */
public record Period<C>(UUID rowId, UUID id, UUID parentId, int version, Interval valid, Instant recordedAt,
        Instant supersededAt, Instant knownFrom, Instant knownTo, String recordedBy, Reason reason, Confidence confidence,
        String note, Stated<C> stated) {

    /** In the order of their days. */
    static final Comparator<Period<?>> BY_DAYS = Comparator.comparing(period -> period.valid().from(),
            Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * A period of that content which is known from when it was recorded until it is replaced.
     *
     * @param content the room's own fields
     * @param sources at least one
     */
    public Period(UUID rowId, UUID id, UUID parentId, int version, Interval valid, Instant recordedAt, Instant supersededAt,
            Instant knownFrom, String recordedBy, Reason reason, Confidence confidence, String note, C content,
            List<Citation> sources) {
        this(rowId, id, parentId, version, valid, recordedAt, supersededAt, knownFrom, supersededAt, recordedBy, reason,
                confidence, note, new Stated<>(content, sources));
    }

    /** The room's own fields. */
    public C content() {
        return stated.content();
    }

    /** At least one. */
    public List<Citation> sources() {
        return stated.sources();
    }

    /** True of what is held now. */
    boolean isStanding() {
        return supersededAt == null && knownTo == null;
    }

    /** True where a read by source takes it for what was known: all but what a dated import trimmed. As {@link At} says in SQL. */
    boolean counts() {
        return supersededAt == null || supersededAt.equals(knownTo);
    }

    /** Whether it counts as known at that instant, of those that {@link Records#counting count}. */
    public boolean isKnown(Instant at) {
        return !knownFrom.isAfter(at) && (knownTo == null || knownTo.isAfter(at));
    }

    /** As it looked at that instant (null: now): what was replaced only later stood then. */
    Period<C> asKnown(Instant knownAt) {
        return knownAt == null
                ? this
                : ending(supersededAt == null || supersededAt.isAfter(knownAt) ? null : supersededAt,
                        knownTo == null || knownTo.isAfter(knownAt) ? null : knownTo);
    }

    /** As a write that replaces or withdraws it leaves it. */
    Period<C> superseded(Instant at) {
        return ending(at, at);
    }

    /**
     * As a dated import that trims it leaves it: it was held from {@code recordedAt} to now, which stays readable as what was
     * recorded then, but no longer counts by source, because its {@code known} does not end when its {@code recorded} does.
     */
    Period<C> trimmed(Instant at) {
        return supersededAt == null ? ending(at, knownTo) : ending(supersededAt, null);
    }

    /** The same statement for other days or another time of being known, as a write leaves it: with its version and instant. */
    Period<C> again(Interval valid, VersionTable.Stamp stamp, Instant knownFrom, Instant knownTo) {
        return new Period<>(Uuid7.next(), id, parentId, stamp.version(), valid, stamp.at(), null, knownFrom, knownTo,
                recordedBy,
                reason, confidence, note, stated);
    }

    private Period<C> ending(Instant supersededAt, Instant knownTo) {
        return new Period<>(rowId, id, parentId, version, valid, recordedAt, supersededAt, knownFrom, knownTo, recordedBy,
                reason,
                confidence, note, stated);
    }
}
