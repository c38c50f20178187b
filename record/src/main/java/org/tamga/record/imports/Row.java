package org.tamga.record.imports;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.Write;

/**
 * A statement of a file, ready to be recorded.
 *
 * @param place where it stands
 * @param records the collection that it belongs to: the format's own, or another of the same service
 * @param id the record; null lets it be the one that holds one of the content's keys in those days, else a new one
 * @param parentId the record that it is part of, or null
 * @param write what is stated
 * @param knownFrom since when the source makes it known, where that is earlier than now (a dated import); else null
 * @param madeOf the recorded period that a source's word was put into, and what else it holds kept: where that no longer stands,
 *        for somebody wrote while the file was read, the row is refused. Null for a statement that rests on its source alone.
 * @param isAll true where nothing but this is known of the record since {@code knownFrom}, until the next that is: what else is
 *        known of it then, on whatever days, is replaced too
 */
public record Row<C extends Record>(Place place, Records<C> records, UUID id, UUID parentId, Write<C> write,
        Instant knownFrom, Period<C> madeOf, boolean isAll) {

    /** A row that replaces what is known of its own days. */
    public Row(Place place, Records<C> records, UUID id, UUID parentId, Write<C> write, Instant knownFrom, Period<C> madeOf) {
        this(place, records, id, parentId, write, knownFrom, madeOf, false);
    }

    /** A row that rests on its source alone. */
    public Row(Place place, Records<C> records, UUID id, UUID parentId, Write<C> write, Instant knownFrom) {
        this(place, records, id, parentId, write, knownFrom, null);
    }

    /** A row that is known from now on, of a collection that is part of nothing. */
    public Row(Place place, Records<C> records, UUID id, Write<C> write) {
        this(place, records, id, null, write, null);
    }

    /**
     * An id made of names, for what has an identity in its source but no key here: the same names give the same id, so that the
     * same file again finds its records. Begin with the format's or the publisher's name.
     */
    public static UUID id(String... names) {
        return UUID.nameUUIDFromBytes(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    }
}
