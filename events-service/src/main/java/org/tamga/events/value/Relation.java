package org.tamga.events.value;

/** How a stated number stands to the true one. */
public enum Relation {
    EXACTLY, MORE_THAN, AT_LEAST, ABOUT, AT_MOST
}
