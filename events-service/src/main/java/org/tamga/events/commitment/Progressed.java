package org.tamga.events.commitment;

import java.util.Map;
import java.util.Set;

import org.tamga.record.At;
import org.tamga.record.Period;

/** How far commitments have come, shown beside them; a bean of this type says it. */
public interface Progressed {

    /** Names of the members that {@link #of} gives. */
    Set<String> MEMBERS = Set.of("measured", "grade", "atRisk", "disagreement");

    /** What had been told of a commitment then; null where nothing had, or it does not tell. */
    Map<String, ?> of(Period<Commitment> commitment, At at);
}
