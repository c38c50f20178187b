package org.tamga.mobility.stay;

import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;

import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.WindowKind;

/**
 * How many days of a presence a limit counts on each day: those from where the window of that day begins up to the day itself.
 * The kinds of limits differ in nothing but in where that is:
 * <ul>
 * <li>per entry – with the stay;
 * <li>rolling backward – as many days ago as the window is long (the EU's short-stay rule, Regulation 2016/399, article 6);
 * <li>anchored at the first entry – on the first day of presence after the window before has run out;
 * <li>calendar year – on 1 January.
 * </ul>
 */
final class WindowCount {

    private final Limit limit;
    private final WindowKind reading;
    private final Presence presence;
    /** Days counted before each day. */
    private final int[] before;
    /** Where the window of each day begins, for somebody who is there on that day; may lie before day 0. */
    private final int[] from;

    /** @param reading how the window is taken to lie; null for a limit per entry */
    WindowCount(Limit limit, WindowKind reading, Presence presence) {
        this.limit = limit;
        this.reading = reading;
        this.presence = presence;
        this.before = new int[presence.days() + 1];
        this.from = new int[presence.days()];
        var stay = 0;
        var anchor = Integer.MIN_VALUE;
        var january = presence.day(presence.date(0).withDayOfYear(1));
        for (int day = 0; day < presence.days(); day++) {
            before[day + 1] = before[day] + (counts(day) ? 1 : 0);
            stay = presence.isEntry(day) || !presence.isPresent(day) ? day : stay;
            if (limit.kind() == Kind.PER_ENTRY) {
                from[day] = stay;
                continue;
            }
            from[day] = switch (reading) {
                case ROLLING_BACKWARD -> day - limit.windowDays() + 1;
                case ANCHORED_FIRST_ENTRY -> {
                    var running = anchor != Integer.MIN_VALUE && day < anchor + limit.windowDays();
                    if (!running && presence.isPresent(day)) {
                        anchor = day;
                    }
                    yield running ? anchor : day;
                }
                case CALENDAR_YEAR -> {
                    // The next 1 January, once it is reached.
                    var year = Year.from(presence.date(january));
                    january += day >= january + year.length() ? year.length() : 0;
                    yield january;
                }
                case UNKNOWN -> throw new IllegalArgumentException("a window is counted by one reading at a time");
            };
        }
    }

    private boolean counts(int day) {
        return presence.isPresent(day) && !(isFalse(limit.countEntryDay()) && presence.isEntry(day))
                && !(isFalse(limit.countExitDay()) && presence.isExit(day));
    }

    private static boolean isFalse(Boolean counted) {
        return Boolean.FALSE.equals(counted);
    }

    /** Days that count on that day, itself included. */
    int on(int day) {
        return before[day + 1] - before[Math.max(0, from[day])];
    }

    boolean isBrokenOn(int day) {
        return on(day) > limit.days();
    }

    /** The same where one leaves on that day although the presence goes on. */
    boolean isBrokenByLeavingOn(int day) {
        var uncounted = isFalse(limit.countExitDay()) && counts(day) ? 1 : 0;
        return on(day) - uncounted > limit.days();
    }

    /** Whether somebody who is not there on that day may be there for that day alone. */
    boolean allowsOneDayOn(int day) {
        var counted = isFalse(limit.countEntryDay()) || isFalse(limit.countExitDay()) ? 0 : 1;
        return on(day) + counted <= limit.days();
    }

    LocalDate windowFrom(int day) {
        return presence.date(from[day]);
    }

    /** The window's last day; of one that looks backward or of a stay, the day itself. */
    LocalDate windowTo(int day) {
        if (limit.kind() == Kind.PER_ENTRY || reading == WindowKind.ROLLING_BACKWARD) {
            return presence.date(day);
        }
        return reading == WindowKind.CALENDAR_YEAR
                ? windowFrom(day).plusYears(1).minusDays(1)
                : windowFrom(day).plusDays(limit.windowDays() - 1L);
    }

    /** The stays of which days count on that day, up to that day. */
    List<StayAnswer.CountedTrip> countedOn(int day) {
        var trips = new ArrayList<StayAnswer.CountedTrip>();
        var entry = Math.max(0, from[day]);
        for (int inside = entry; inside <= day; inside++) {
            entry = presence.isEntry(inside) ? inside : entry;
            if (presence.isExit(inside) || inside == day && presence.isPresent(day)) {
                var counted = before[inside + 1] - before[entry];
                if (counted > 0) {
                    trips.add(new StayAnswer.CountedTrip(presence.date(entry), presence.date(inside), counted));
                }
            }
        }
        return trips;
    }
}
