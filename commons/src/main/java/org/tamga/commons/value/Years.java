package org.tamga.commons.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** The years of which Tamga keeps a record: those that RFC 3339 can write and every reader can read. */
public final class Years {

    /** What there is to say of another. */
    public static final String WANTED = "must lie in the years 0001 to 9999";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Years() {
    }

    /** A day or a time itself; throws DateTimeException where its year, in its own offset, else in UTC, is none of them. */
    public static <T extends TemporalAccessor> T check(T time) {
        if (!isOne(time)) {
            throw new DateTimeException(WANTED);
        }
        return time;
    }

    private static boolean isOne(TemporalAccessor time) {
        if (time instanceof Instant instant) {
            return !instant.isBefore(FIRST) && instant.isBefore(END);
        }
        var year = time.get(ChronoField.YEAR);
        return year >= 1 && year <= 9999;
    }
}
