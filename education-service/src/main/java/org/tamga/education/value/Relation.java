package org.tamga.education.value;

/** How a published number stands to the true one. */
public enum Relation {
    EXACTLY, MORE_THAN, AT_LEAST, ABOUT, AT_MOST
}
