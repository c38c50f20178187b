package org.tamga.mobility.stay;

import java.time.LocalDate;
import java.util.List;

/**
 * On which days somebody is in a country, and where each stay begins and ends: trips that share a day are one stay, trips on
 * neighbouring days are two. Days are numbered from the first; the cost is that of the trips and the days, whatever their order.
 */
final class Presence {

    private final LocalDate first;
    private final boolean[] present;
    /** Whether the stay of a day goes on on the next. */
    private final boolean[] goesOn;

    /**
     * @param first day 0; no trip begins before
     * @param days how many are looked at; no trip ends after
     */
    Presence(List<Trip> trips, LocalDate first, int days) {
        this.first = first;
        this.present = new boolean[days];
        this.goesOn = new boolean[days];
        var entering = new int[days + 1];
        var leaving = new int[days + 1];
        for (var trip : trips) {
            entering[day(trip.entry())]++;
            leaving[day(trip.exit())]++;
        }
        var inside = 0;
        for (int day = 0; day < days; day++) {
            inside += entering[day];
            present[day] = inside > 0;
            inside -= leaving[day];
            goesOn[day] = inside > 0;
        }
    }

    int days() {
        return present.length;
    }

    int day(LocalDate date) {
        return (int) (date.toEpochDay() - first.toEpochDay());
    }

    LocalDate date(int day) {
        return first.plusDays(day);
    }

    boolean isPresent(int day) {
        return present[day];
    }

    boolean isEntry(int day) {
        return present[day] && (day == 0 || !goesOn[day - 1]);
    }

    boolean isExit(int day) {
        return present[day] && !goesOn[day];
    }
}
