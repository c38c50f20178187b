package org.tamga.local.process;

/** How long a started server lives. */
public enum Lifetime {

    /** Until somebody stops it, also beyond the end of the JVM that started it. */
    OWN,

    /** Until the JVM that started it ends, however that comes about; its folder is deleted then. For tests. */
    THIS_JVM
}
