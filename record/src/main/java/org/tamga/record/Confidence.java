package org.tamga.record;

import java.util.List;

/** How sure a recorded fact is. {@link #REPORTED} where nothing is said. */
public enum Confidence {
    CONFIRMED, REPORTED, PLANNED, DISPUTED;

    /** What holds for what it says, the surest first. */
    public static final List<Confidence> SURE = List.of(CONFIRMED, REPORTED);

    /** Whether it is neither disputed nor only planned: nothing else is counted, or said to be so. */
    public boolean isSure() {
        return SURE.contains(this);
    }

    /**
     * SQL for {@link #isSure()} of a version table's row. It says what is not: of that the planner knows that it is true of most, and
     * takes it for no way to find them.
     *
     * @param row the row's alias
     */
    public static String sure(String row) {
        return row + ".confidence not in ('planned', 'disputed')";
    }
}
