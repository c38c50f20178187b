package org.tamga.events.commitment;

import java.util.Map;

import org.tamga.record.At;
import org.tamga.record.Period;

/** How far commitments have come, shown beside them; a bean of this type says it. */
public interface Progressed {

    /** The members that {@link #of} gives, each of which type. */
    Map<String, Class<?>> members();

    /** What had been told of a commitment then; null where nothing had, or it does not tell. */
    Map<String, ?> of(Period<Commitment> commitment, At at);
}
