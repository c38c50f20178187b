package org.tamga.events.claim;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import org.tamga.record.At;

/** What was found of a claim, shown beside it; a bean of this type says it. */
public interface Assessed {

    /** Of which type {@link #of} is. */
    Class<?> type();

    /** Of which type each of {@link #standing} is. */
    Class<?> standingType();

    /** The latest findings then. */
    Object of(UUID claim, At at);

    /** What each of these claims stood at then, in brief; those of which nothing was found are left out. */
    Map<UUID, ?> standing(Collection<UUID> claims, At at);
}
