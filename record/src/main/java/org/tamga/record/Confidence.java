package org.tamga.record;

/** How sure a recorded fact is. {@link #REPORTED} where nothing is said. */
public enum Confidence {
    CONFIRMED, REPORTED, PLANNED, DISPUTED
}
