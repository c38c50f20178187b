package org.tamga.mobility.route;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.tamga.mobility.route.Route.Served;
import org.tamga.record.Citation;

/**
 * The direct service between two cities, by the schedules that are recorded now.
 *
 * @param countries of the two, as far as they are recorded
 * @param flights of each schedule, in no order
 */
record DirectService(SortedSet<String> countries, List<Flights> flights) {

    /** From so many days without a flight on, the service has ended: weekly and fortnightly flights and changes of timetables have fewer. */
    private static final int BREAK_DAYS = 28;
    private static final int MOST_CITED = 20;

    /** What one schedule flies: the days from its first to its last flight, and what is cited for it. */
    record Flights(Served days, UUID scheduleId, List<Citation> sources) {}

    static DirectService none() {
        return new DirectService(new TreeSet<>(), new ArrayList<>());
    }

    /** The days on which there is service, in order. */
    List<Served> served() {
        var served = new ArrayList<Served>();
        flights.stream().map(Flights::days).sorted(Comparator.comparing(Served::validFrom)).forEach(days -> {
            var last = served.isEmpty() ? null : served.get(served.size() - 1);
            if (last == null || last.validTo() != null && !days.validFrom().isBefore(last.validTo().plusDays(BREAK_DAYS))) {
                served.add(days);
            } else {
                served.set(served.size() - 1, new Served(last.validFrom(), later(last.validTo(), days.validTo())));
            }
        });
        return List.copyOf(served);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one == null || other == null ? null : one.isAfter(other) ? one : other;
    }

    /** What it rests on that the service begins or ends on a day; on null, what all of it rests on. */
    Cited cited(LocalDate day) {
        var meant = flights.stream().filter(flown -> day == null || day.equals(flown.days.validFrom())
                || day.equals(flown.days.validTo())).sorted(Comparator.comparing(Flights::scheduleId)).toList();
        return new Cited(first(meant.stream().map(Flights::scheduleId)),
                first(meant.stream().map(Flights::sources).flatMap(Collection::stream)));
    }

    private static <T> List<T> first(Stream<T> all) {
        return all.distinct().limit(MOST_CITED).toList();
    }

    /** Schedules, and what is cited for them. */
    record Cited(List<UUID> scheduleIds, List<Citation> sources) {}
}
