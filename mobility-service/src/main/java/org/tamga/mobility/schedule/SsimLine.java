package org.tamga.mobility.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.tamga.record.Interval;

/**
 * A record of a schedules data set: 200 characters in fixed columns (IATA Standard Schedules Information Manual, chapter 7).
 *
 * @param number of the line in the file, from 1
 * @param text as it stands in the file
 */
record SsimLine(long number, String text) {

    static final int LENGTH = 200;

    /** Stands for no day of its own at an end of a period. */
    static final String OPEN = "00XXX00";

    /** Two-digit years from here on are of the last century. */
    private static final int CENTURY = 80;

    char type() {
        return text.charAt(0);
    }

    /** True for a line of the zeros that fill the blocks of a tape, and for an empty one. */
    boolean isFiller() {
        return text.isEmpty() || text.length() == LENGTH && text.chars().allMatch(c -> c == '0');
    }

    /** The columns as the manual counts them, from 1, both included; without blanks at the ends. */
    String columns(int first, int last) {
        return raw(first, last).strip();
    }

    /** As {@link #columns}; null where they are blank. */
    String columnsOrNull(int first, int last) {
        var columns = columns(first, last);
        return columns.isEmpty() ? null : columns;
    }

    String raw(int first, int last) {
        return text.substring(first - 1, last);
    }

    char at(int column) {
        return text.charAt(column - 1);
    }

    /** The days of a period, whose first and last day have seven columns each; empty where they cannot be read. */
    Optional<Interval> days(int column) {
        var from = day(column);
        var last = day(column + 7);
        var isOpen = isOpen(column + 7);
        return from.isEmpty() || last.isEmpty() && !isOpen || last.isPresent() && last.get().isBefore(from.get())
                ? Optional.empty()
                : Optional.of(new Interval(from.get(), last.map(day -> day.plusDays(1)).orElse(null)));
    }

    /** Whether the day in that column is left open. */
    boolean isOpen(int column) {
        return raw(column, column + 6).equals(OPEN);
    }

    /** A day such as {@code 29MAR26}; empty where it is none. */
    Optional<LocalDate> day(int column) {
        var text = raw(column, column + 6);
        try {
            var day = Integer.parseInt(text.substring(0, 2));
            var year = Integer.parseInt(text.substring(5));
            return Stream.of(Month.values())
                    .filter(month -> month.name().startsWith(text.substring(2, 5).toUpperCase(Locale.ROOT))).findFirst()
                    .map(month -> LocalDate.of(year + (year < CENTURY ? 2000 : 1900), month, day));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
