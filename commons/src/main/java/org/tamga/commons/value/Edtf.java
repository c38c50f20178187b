package org.tamga.commons.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A date as precise as the source gives it: EDTF, ISO 8601-2 level 1. {@code 2026}, {@code 2026-09}, {@code 2025-09-25}, a
 * season ({@code 2025-21}), unspecified digits ({@code 201X}, {@code 2025-09-XX}), a qualifier ({@code ?}, {@code ~},
 * {@code %}), or an interval of such dates; {@code ../2025-12-17} is "no later than". Years have four digits.
 *
 * @param text as it was given
 */
public record Edtf(@JsonValue String text) {

    private static final int MAX_LENGTH = 30;
    private static final Pattern DATE = Pattern.compile("(\\d{4}|\\d{3}X|\\d{2}XX)(?:-(\\d{2}|XX)(?:-(\\d{2}|XX))?)?[?~%]?");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Edtf {
        if (text == null || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("is not an EDTF date such as 2026, 2026-09, 2025-09-25 or ../2025-12-17");
        }
        Bounds.parse(text);
    }

    /** The first day it can mean, or null where it is open towards the past. */
    public LocalDate earliest() {
        return Bounds.parse(text).earliest;
    }

    /** The last day it can mean, or null where it is open towards the future. */
    public LocalDate latest() {
        return Bounds.parse(text).latest;
    }

    /** True if it surely lies before the other: its last possible day is before the other's first. */
    public boolean isSurelyBefore(Edtf other) {
        var last = latest();
        var first = other.earliest();
        return last != null && first != null && last.isBefore(first);
    }

    @Override
    public String toString() {
        return text;
    }

    private record Bounds(LocalDate earliest, LocalDate latest) {

        /** The day after its end still has four digits. */
        private static final int LAST_YEAR = 9998;

        static Bounds parse(String text) {
            var slash = text.indexOf('/');
            if (slash < 0) {
                return date(text, text);
            }
            var from = text.substring(0, slash);
            var to = text.substring(slash + 1);
            var first = isOpen(from) ? new Bounds(null, null) : date(from, text);
            var last = isOpen(to) ? new Bounds(null, null) : date(to, text);
            if (isOpen(from) && isOpen(to)) {
                throw refused(text);
            }
            if (first.earliest != null && last.latest != null && last.latest.isBefore(first.earliest)) {
                throw new IllegalArgumentException("\"" + text + "\" ends before it starts");
            }
            return new Bounds(first.earliest, last.latest);
        }

        private static boolean isOpen(String end) {
            return end.isEmpty() || end.equals("..");
        }

        private static Bounds date(String date, String whole) {
            var match = DATE.matcher(date);
            if (!match.matches()) {
                throw refused(whole);
            }
            try {
                return bounds(match, whole);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("\"" + whole + "\" is not a day of the calendar", e);
            }
        }

        private static Bounds bounds(Matcher match, String whole) {
            var year = match.group(1);
            var month = match.group(2);
            var day = match.group(3);
            var firstYear = Integer.parseInt(year.replace('X', '0'));
            var lastYear = Integer.parseInt(year.replace('X', '9'));
            if (firstYear < 1 || lastYear > LAST_YEAR) {
                throw refused(whole);
            }
            if (month == null || month.equals("XX")) {
                if (day != null && !day.equals("XX")) {
                    throw refused(whole);
                }
                return new Bounds(LocalDate.of(firstYear, 1, 1), LocalDate.of(lastYear, 12, 31));
            }
            if (firstYear != lastYear) {
                throw refused(whole);
            }
            var number = Integer.parseInt(month);
            if (number >= 21 && number <= 24 && day == null) {
                // Seasons have no exact days (a southern spring is a northern autumn): the year's, winter reaching into the next.
                return new Bounds(LocalDate.of(firstYear, 1, 1),
                        number == 24 ? LocalDate.of(firstYear + 1, 3, 31) : LocalDate.of(firstYear, 12, 31));
            }
            var whichMonth = YearMonth.of(firstYear, number);
            if (day == null || day.equals("XX")) {
                return new Bounds(whichMonth.atDay(1), whichMonth.atEndOfMonth());
            }
            var exact = LocalDate.of(firstYear, number, Integer.parseInt(day));
            return new Bounds(exact, exact);
        }

        private static IllegalArgumentException refused(String text) {
            return new IllegalArgumentException(
                    "\"" + text + "\" is not an EDTF date such as 2026, 2026-09, 2025-09-25 or ../2025-12-17");
        }
    }
}
