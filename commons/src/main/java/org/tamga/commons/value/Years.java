package org.tamga.commons.value;

import java.time.DateTimeException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** The years of which Tamga keeps a record: those that RFC 3339 can write and every reader can read. */
public final class Years {

    /** What there is to say of another. */
    public static final String WANTED = "must lie in the years 0001 to 9999";

    private Years() {
    }

    /** A day or a time itself; throws DateTimeException where its year, in its own offset, is none of them. */
    public static <T extends TemporalAccessor> T check(T time) {
        var year = time.get(ChronoField.YEAR);
        if (year < 1 || year > 9999) {
            throw new DateTimeException(WANTED);
        }
        return time;
    }
}
