package org.tamga.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a room's content: its answer, a text or null, is written beside the fields to the column of its name, for
 * filters that the fields' own columns cannot serve. It is never read back nor shown.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stored {

    /** The column's type in SQL, such as {@code daterange}. */
    String value();
}
