package org.tamga.mobility.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;

import org.tamga.record.Interval;

/**
 * A week of the ISO calendar, from Monday to Sunday.
 *
 * @param monday its first day
 */
public record IsoWeek(LocalDate monday) {

    /** The week of a day. */
    public static IsoWeek of(LocalDate day) {
        return new IsoWeek(day.minusDays(day.getDayOfWeek().getValue() - 1L));
    }

    /** Reads {@code 2026-W10}; throws IllegalArgumentException where it is no week of the years 1970 to 3000. */
    public static IsoWeek parse(String text) {
        try {
            if (text.matches("(19[7-9]\\d|2\\d{3}|3000)-W\\d{2}")) {
                return new IsoWeek(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
            }
        } catch (DateTimeException e) {
            // Said below, as for another form.
        }
        throw new IllegalArgumentException("is a week of the years 1970 to 3000, such as 2026-W10");
    }

    public Interval days() {
        return new Interval(monday, monday.plusDays(7));
    }

    @Override
    public String toString() {
        return "%04d-W%02d".formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
