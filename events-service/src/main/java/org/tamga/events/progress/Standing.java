package org.tamga.events.progress;

import java.time.LocalDate;

/**
 * How far a commitment has come by what has been told of it so far.
 *
 * @param measured the last point with a value: of the record, where it tells, else as reported; or null
 * @param grade the last grade, or null
 * @param disagreement whether the two contradict each other; null where one of them is missing
 * @param atRiskFrom the day from which on it lags behind if nothing changes, or null
 */
record Standing(Progress measured, Grade grade, Boolean disagreement, LocalDate atRiskFrom) {

    static final Standing NONE = new Standing(null, null, null, null);
}
