package org.tamga.events.claim;

import java.util.UUID;

import org.tamga.record.At;

/** What was found of a claim, shown beside it; a bean of this type says it. */
public interface Assessed {

    /** The latest findings then. */
    Object of(UUID claim, At at);
}
