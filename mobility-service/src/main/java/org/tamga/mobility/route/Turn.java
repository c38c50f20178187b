package org.tamga.mobility.route;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.tamga.mobility.route.Route.Served;

/**
 * Something that became of a route: it opened, closed, changed or is withdrawn. Openings and closings take turns.
 *
 * @param happened in the past tense, as the event's type has it
 * @param on the day of an opening or closing, else null
 */
record Turn(String happened, LocalDate on) {

    private static final Turn CHANGED = new Turn("changed", null);
    private static final Turn WITHDRAWN = new Turn("withdrawn", null);

    /**
     * What has been told of a route.
     *
     * @param served the days of its service, also those to come
     * @param isOpen whether it was open when that was told
     * @param closedOn when it closed last; null where it is open or has not been yet
     */
    record Told(SortedSet<String> countries, List<Served> served, boolean isOpen, LocalDate closedOn) {

        static final Told NOTHING = new Told(new TreeSet<>(), List.of(), false, null);

        private boolean hasBeenOpen() {
            return isOpen || closedOn != null;
        }

        private boolean saysTheSameAs(Told other) {
            return served.equals(other.served) && (served.isEmpty() || countries.equals(other.countries));
        }

        /** What there is to tell of a day. */
        static Told of(SortedSet<String> countries, List<Served> served, LocalDate today) {
            var latest = latest(served, today);
            var isOpen = latest != null && latest.isOn(today);
            return new Told(countries, served, isOpen, latest == null || isOpen ? null : latest.validTo());
        }
    }

    /** What has to be told, in this order, of who has been told something; nothing where it is the same. */
    static List<Turn> between(Told before, Told now, LocalDate today) {
        var latest = latest(now.served, today);
        if (before.hasBeenOpen() && !now.hasBeenOpen() || !before.served.isEmpty() && now.served.isEmpty()) {
            return List.of(WITHDRAWN);
        }
        if (before.isOpen && now.closedOn != null) {
            return List.of(closed(latest));
        }
        if (!before.isOpen && now.isOpen) {
            return List.of(opened(latest));
        }
        if (!before.isOpen && now.closedOn != null
                && (before.closedOn == null || !latest.validFrom().isBefore(before.closedOn))) {
            // It came and went before anybody could be told.
            return List.of(opened(latest), closed(latest));
        }
        return before.saysTheSameAs(now) ? List.of() : List.of(CHANGED);
    }

    private static Turn opened(Served served) {
        return new Turn("opened", served.validFrom());
    }

    private static Turn closed(Served served) {
        return new Turn("closed", served.validTo());
    }

    /** The stretch of service that began last until that day, or null. */
    private static Served latest(List<Served> served, LocalDate today) {
        return served.stream().filter(days -> !days.validFrom().isAfter(today)).reduce((one, next) -> next).orElse(null);
    }
}
