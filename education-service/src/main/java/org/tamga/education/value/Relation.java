package org.tamga.education.value;

/** How a published number stands to the true one. */
public enum Relation {
    EXACTLY, MORE_THAN, AT_LEAST, ABOUT, AT_MOST;

    /** True where the number is only a bound of the true one; null is exactly. */
    public static boolean isBound(Relation relation) {
        return relation == MORE_THAN || relation == AT_LEAST || relation == AT_MOST;
    }
}
