package org.tamga.mobility.stay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.tamga.mobility.stay.StayAnswer.Verdict;
import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.WindowKind;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class StayCheckTest {

    private static final List<Trip> BEFORE = List.of(trip("2025-01-01", "2025-01-01"), trip("2025-05-02", "2025-05-31"),
            trip("2025-06-05", "2025-07-04"));
    private static final Trip FOURTH = trip("2025-07-09", "2025-08-07");

    private static Trip trip(String entry, String exit) {
        return new Trip(LocalDate.parse(entry), LocalDate.parse(exit));
    }

    private static Limit window(int days, int windowDays, WindowKind kind) {
        return new Limit(Kind.WINDOW, days, windowDays, kind, null, null);
    }

    private static Limit perEntry(int days) {
        return new Limit(Kind.PER_ENTRY, days, null, null, null, null);
    }

    private static StayCheck check(List<Trip> trips, Trip planned, Limit... limits) {
        return new StayCheck(trips, planned,
                Stream.of(limits).map(limit -> new StayCheck.Rule(limit, null, List.of())).toList());
    }

    private static StayAnswer.LimitAnswer only(StayCheck check) {
        assertEquals(1, check.limits().size());
        return check.limits().get(0);
    }

    @Test
    void sixty_days_in_a_window_that_begins_with_the_first_entry_are_kept() {
        var limit = only(check(BEFORE, FOURTH, window(60, 180, WindowKind.ANCHORED_FIRST_ENTRY)));
        assertEquals(Verdict.ALLOWED, limit.verdict());
        assertEquals(35, limit.daysUsed());
        assertEquals(LocalDate.parse("2025-06-30"), limit.windowFrom());
        assertEquals(LocalDate.parse("2025-12-26"), limit.windowTo());
        assertNull(limit.breachOn());
        assertEquals(56,
                only(check(BEFORE.subList(0, 2), trip("2025-06-05", "2025-06-29"),
                        window(60, 180, WindowKind.ANCHORED_FIRST_ENTRY)))
                        .daysUsed());
    }

    @Test
    void sixty_days_in_a_window_that_looks_backward_are_broken_on_the_ninth_of_july() {
        var limit = only(check(BEFORE, FOURTH, window(60, 180, WindowKind.ROLLING_BACKWARD)));
        assertEquals(Verdict.REFUSED, limit.verdict());
        assertEquals(61, limit.daysUsed());
        assertEquals(LocalDate.parse("2025-07-09"), limit.breachOn());
        assertEquals(LocalDate.parse("2025-01-11"), limit.windowFrom());
        assertEquals(List.of(30, 30, 1), limit.countedTrips().stream().map(StayAnswer.CountedTrip::days).toList());
        assertNull(limit.lastSafeExit());
    }

    @Test
    void ninety_days_in_180_are_reached_exactly() {
        var limit = only(check(BEFORE, FOURTH, window(90, 180, WindowKind.ROLLING_BACKWARD)));
        assertEquals(Verdict.ALLOWED, limit.verdict());
        assertEquals(90, limit.daysUsed());
        assertEquals(LocalDate.parse("2025-08-07"), limit.lastSafeExit());
    }

    @Test
    void who_has_used_all_days_may_come_again_when_the_first_of_them_leaves_the_window() {
        var trips = List.of(trip("2025-02-15", "2025-03-16"), trip("2025-01-01", "2025-01-30"));
        var check = check(trips, trip("2025-04-01", "2025-04-02"), window(60, 180, WindowKind.ROLLING_BACKWARD));
        assertEquals(LocalDate.parse("2025-06-30"), check.earliestReEntry());
        assertEquals(Verdict.REFUSED, only(check).verdict());
        assertEquals(LocalDate.parse("2025-06-30"),
                check(trips, null, window(60, 180, WindowKind.ROLLING_BACKWARD)).earliestReEntry());
    }

    @Test
    void a_window_of_unknown_kind_is_read_both_ways() {
        var limit = only(check(BEFORE, FOURTH, window(60, 180, WindowKind.UNKNOWN)));
        assertEquals(Verdict.DIFFERS, limit.verdict());
        assertEquals(List.of(Verdict.REFUSED, Verdict.ALLOWED),
                limit.readings().stream().map(StayAnswer.LimitAnswer::verdict).toList());
        assertEquals(61, limit.daysUsed());
        assertEquals(Verdict.ALLOWED, only(check(BEFORE, FOURTH, window(90, 180, WindowKind.UNKNOWN))).verdict());
    }

    @Test
    void each_entry_counts_by_itself_and_the_next_day_is_another_entry() {
        var month = trip("2025-01-01", "2025-01-30");
        assertEquals(Verdict.ALLOWED, only(check(List.of(month), trip("2025-01-31", "2025-02-28"), perEntry(30))).verdict());
        var longer = only(check(List.of(month), trip("2025-01-30", "2025-02-01"), perEntry(30)));
        assertEquals(LocalDate.parse("2025-01-31"), longer.breachOn());
        assertEquals(31, longer.daysUsed());
        assertEquals(LocalDate.parse("2025-01-30"), longer.lastSafeExit());
    }

    @Test
    void a_calendar_year_begins_anew() {
        var limit = new Limit(Kind.WINDOW, 30, null, WindowKind.CALENDAR_YEAR, null, null);
        var used = List.of(trip("2024-12-02", "2024-12-30"));
        var answer = only(check(used, trip("2024-12-31", "2025-01-30"), limit));
        assertEquals(Verdict.ALLOWED, answer.verdict());
        assertEquals(LocalDate.parse("2025-01-30"), answer.lastSafeExit());
        assertEquals(LocalDate.parse("2025-01-01"),
                check(List.of(trip("2024-12-02", "2024-12-31")), null, limit).earliestReEntry());
    }

    @Test
    void days_of_entry_and_exit_may_not_count() {
        var limit = new Limit(Kind.PER_ENTRY, 5, null, null, false, false);
        var answer = only(check(List.of(), trip("2025-01-01", "2025-01-07"), limit));
        assertEquals(Verdict.ALLOWED, answer.verdict());
        assertEquals(5, answer.daysUsed());
        assertEquals(LocalDate.parse("2025-01-07"), answer.lastSafeExit());
    }

    @Test
    void every_limit_must_be_kept() {
        var check = check(BEFORE, FOURTH, perEntry(30), window(60, 180, WindowKind.ANCHORED_FIRST_ENTRY),
                window(90, 180, WindowKind.ROLLING_BACKWARD));
        assertEquals(Verdict.ALLOWED, StayCheck.verdict(check.limits()));
        assertEquals(LocalDate.parse("2025-08-07"), check.lastSafeExit());
        assertEquals(LocalDate.parse("2025-07-05"), check.earliestReEntry());
    }

    /** On its own the trip of July keeps 60 days in 180. */
    @Test
    void a_later_trip_that_the_plan_leaves_too_few_days_is_named() {
        var later = trip("2025-07-01", "2025-07-30");
        var check = check(List.of(later, trip("2025-02-01", "2025-02-25")), trip("2025-06-01", "2025-06-20"),
                window(60, 180, WindowKind.ROLLING_BACKWARD));
        var limit = only(check);
        assertEquals(Verdict.REFUSED, limit.verdict());
        // 25 days of February, of which 1 February has left the window on 31 July; 20 of June; the sixteenth of July is the 61st.
        assertEquals(LocalDate.parse("2025-07-16"), limit.breachOn());
        assertEquals(61, limit.daysUsed());
        assertEquals(List.of(new StayAnswer.BrokenTrip(later.entry(), later.exit(), LocalDate.parse("2025-07-16"))),
                limit.brokenTrips());
        assertEquals("The trip from 2025-07-01 to 2025-07-30 would break the limit of 60 days on 2025-07-16.",
                StayCheck.because(check.limits()));
        assertEquals(LocalDate.parse("2025-06-05"), check.lastSafeExit());
        var shorter = only(check(List.of(later, trip("2025-02-01", "2025-02-25")), trip("2025-06-01", "2025-06-05"),
                window(60, 180, WindowKind.ROLLING_BACKWARD)));
        assertEquals(Verdict.ALLOWED, shorter.verdict());
        assertEquals(List.of(), shorter.brokenTrips());
    }

    @Test
    void a_later_trip_that_breaks_the_limit_anyhow_is_not_the_plans_fault() {
        var limit = only(check(List.of(trip("2025-07-01", "2025-07-11")), trip("2025-01-01", "2025-01-02"), perEntry(10)));
        assertEquals(Verdict.ALLOWED, limit.verdict());
        assertEquals(List.of(), limit.brokenTrips());
        // Who stays until the next trip begins has one stay of both.
        var joined = only(check(List.of(trip("2025-07-05", "2025-07-11")), trip("2025-07-01", "2025-07-05"), perEntry(10)));
        assertEquals(LocalDate.parse("2025-07-11"), joined.breachOn());
        assertEquals(LocalDate.parse("2025-07-04"), joined.lastSafeExit());
    }

    // --- The same, day by day -----------------------------------------------------------------------------------------

    private static final LocalDate START = LocalDate.parse("2024-11-20");

    @Provide
    Arbitrary<Trip> trips() {
        return Combinators.combine(Arbitraries.integers().between(0, 120), Arbitraries.integers().between(0, 25))
                .as((entry, length) -> new Trip(START.plusDays(entry), START.plusDays(entry + length)));
    }

    @Provide
    Arbitrary<Limit> limits() {
        var flags = Arbitraries.of(null, true, false);
        var perEntry = Combinators.combine(Arbitraries.integers().between(1, 30), flags, flags)
                .as((days, entry, exit) -> new Limit(Kind.PER_ENTRY, days, null, null, entry, exit));
        var year = Combinators.combine(Arbitraries.integers().between(1, 60), flags, flags)
                .as((days, entry, exit) -> new Limit(Kind.WINDOW, days, null, WindowKind.CALENDAR_YEAR, entry, exit));
        var window = Combinators.combine(Arbitraries.integers().between(1, 40), Arbitraries.integers().between(0, 40),
                Arbitraries.of(WindowKind.ROLLING_BACKWARD, WindowKind.ANCHORED_FIRST_ENTRY), flags, flags)
                .as((days, more, kind, entry, exit) -> new Limit(Kind.WINDOW, days, days + more, kind, entry, exit));
        return Arbitraries.oneOf(perEntry, year, window);
    }

    @Property(tries = 200)
    void agrees_with_counting_day_by_day(@ForAll("trips") Trip planned, @ForAll @Size(max = 6) List<@From("trips") Trip> trips,
            @ForAll("limits") Limit limit) {
        var answer = only(check(trips, planned, limit));
        var plain = new DayByDay(trips, limit);
        assertEquals(plain.breach(planned), answer.breachOn());
        assertEquals(plain.used(planned), answer.daysUsed());
        assertEquals(answer.daysUsed(), answer.countedTrips().stream().mapToInt(StayAnswer.CountedTrip::days).sum());
        assertEquals(plain.lastSafeExit(planned.entry()), answer.lastSafeExit());
        assertEquals(plain.earliestReEntry(planned), answer.earliestReEntry());
        assertEquals(trips.stream().filter(trip -> plain.isBroken(trip, planned)).distinct().count(),
                answer.brokenTrips().stream().distinct().count());
    }

    /** The rules as one would tell them, without any regard for time. */
    private record DayByDay(List<Trip> trips, Limit limit) {

        private List<Trip> stays(Trip more) {
            var stays = new ArrayList<Trip>();
            var all = new ArrayList<>(trips);
            Stream.ofNullable(more).forEach(all::add);
            all.sort((a, b) -> a.entry().compareTo(b.entry()));
            for (var trip : all) {
                var last = stays.isEmpty() ? null : stays.get(stays.size() - 1);
                if (last != null && !trip.entry().isAfter(last.exit())) {
                    stays.set(stays.size() - 1,
                            new Trip(last.entry(), Collections.max(List.of(last.exit(), trip.exit()))));
                } else {
                    stays.add(trip);
                }
            }
            return stays;
        }

        private static boolean has(Trip stay, LocalDate day) {
            return !day.isBefore(stay.entry()) && !day.isAfter(stay.exit());
        }

        private boolean counts(Trip stay, LocalDate day) {
            return has(stay, day) && !(Boolean.FALSE.equals(limit.countEntryDay()) && day.equals(stay.entry()))
                    && !(Boolean.FALSE.equals(limit.countExitDay()) && day.equals(stay.exit()));
        }

        private LocalDate windowFrom(List<Trip> stays, LocalDate day) {
            if (limit.kind() == Kind.PER_ENTRY) {
                return stays.stream().filter(stay -> has(stay, day)).findFirst().orElseThrow().entry();
            }
            if (limit.windowKind() == WindowKind.ROLLING_BACKWARD) {
                return day.minusDays(limit.windowDays() - 1);
            }
            if (limit.windowKind() == WindowKind.CALENDAR_YEAR) {
                return day.withDayOfYear(1);
            }
            LocalDate anchor = null;
            for (var each = START; !each.isAfter(day); each = each.plusDays(1)) {
                var today = each;
                if (stays.stream().anyMatch(stay -> has(stay, today))
                        && (anchor == null || !each.isBefore(anchor.plusDays(limit.windowDays())))) {
                    anchor = each;
                }
            }
            return anchor;
        }

        private int count(List<Trip> stays, LocalDate day) {
            var count = 0;
            for (var each = windowFrom(stays, day); !each.isAfter(day); each = each.plusDays(1)) {
                var today = each;
                count += stays.stream().anyMatch(stay -> counts(stay, today)) ? 1 : 0;
            }
            return count;
        }

        LocalDate breach(Trip planned) {
            var stays = stays(planned);
            var last = Stream.concat(trips.stream(), Stream.of(planned)).map(Trip::exit).max(LocalDate::compareTo)
                    .orElseThrow();
            return planned.entry().datesUntil(last.plusDays(1)).filter(day -> has(planned, day) || isCertain(day))
                    .filter(day -> count(stays, day) > limit.days())
                    .filter(day -> has(planned, day) || count(stays(null), day) <= limit.days())
                    .findFirst().orElse(null);
        }

        private boolean isCertain(LocalDate day) {
            return trips.stream().anyMatch(trip -> has(trip, day));
        }

        boolean isBroken(Trip trip, Trip planned) {
            return trip.entry().datesUntil(trip.exit().plusDays(1)).anyMatch(day -> day.isAfter(planned.exit())
                    && count(stays(planned), day) > limit.days() && count(stays(null), day) <= limit.days());
        }

        int used(Trip planned) {
            var stays = stays(planned);
            var breach = breach(planned);
            return breach != null
                    ? count(stays, breach)
                    : planned.entry().datesUntil(planned.exit().plusDays(1)).mapToInt(day -> count(stays, day)).max()
                            .orElseThrow();
        }

        LocalDate lastSafeExit(LocalDate entry) {
            LocalDate safe = null;
            for (var exit = entry; exit.isBefore(entry.plusDays(200)); exit = exit.plusDays(1)) {
                if (breach(new Trip(entry, exit)) != null) {
                    return safe;
                }
                safe = exit;
            }
            return null;
        }

        LocalDate earliestReEntry(Trip planned) {
            var day = trips.stream().map(Trip::exit).max(LocalDate::compareTo).map(exit -> exit.plusDays(1))
                    .orElse(planned.entry());
            while (breach(new Trip(day, day)) != null) {
                day = day.plusDays(1);
            }
            return day;
        }
    }
}
