package org.tamga.mobility.stay;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.tamga.commons.json.Json;
import org.tamga.mobility.stay.StayAnswer.LimitAnswer;
import org.tamga.mobility.stay.StayAnswer.Verdict;
import org.tamga.mobility.visa.VisaRegime.Kind;
import org.tamga.mobility.visa.VisaRegime.Limit;
import org.tamga.mobility.visa.VisaRegime.WindowKind;
import org.tamga.record.Citation;
import org.tamga.record.Confidence;

/** Holds trips against limits of stay. Each limit costs the number of trips and the days from the first to the last. */
final class StayCheck {

    /** A limit and who says so; its confidence is null, and its sources none, where it was given with the question. */
    record Rule(Limit limit, Confidence confidence, List<Citation> sources) {}

    /** How far a stay without end, or the wait for a new one, is looked at beyond the longest window. */
    private static final int YEARS_AHEAD = 2 * 366;

    /** The certain ones, in the order of their days. */
    private final List<Trip> trips;
    private final Trip planned;
    private final List<Rule> rules;
    /** As it is meant. */
    private final Presence meant;
    /** As if nobody left after the planned entry. */
    private final Presence endless;
    /** Without the plan. */
    private final Presence certain;
    private final int reEntry;

    StayCheck(List<Trip> trips, Trip planned, List<Rule> rules) {
        this.trips = trips.stream().sorted(Comparator.comparing(Trip::entry).thenComparing(Trip::exit)).toList();
        this.planned = planned;
        this.rules = rules;
        var all = new ArrayList<>(trips);
        if (planned != null) {
            all.add(planned);
        }
        var first = all.stream().map(Trip::entry).min(LocalDate::compareTo).orElseThrow();
        var last = all.stream().map(Trip::exit).max(LocalDate::compareTo).orElseThrow();
        var ahead = last.plusDays(YEARS_AHEAD + rules.stream().map(Rule::limit)
                .mapToInt(limit -> limit.days() + 2 * (limit.windowDays() == null ? 0 : limit.windowDays())).max().orElse(0));
        var days = (int) (ahead.toEpochDay() - first.toEpochDay()) + 1;
        this.meant = new Presence(all, first, days);
        this.certain = new Presence(trips, first, days);
        all.add(planned == null ? new Trip(first, first) : new Trip(planned.entry(), ahead));
        this.endless = new Presence(all, first, days);
        this.reEntry = trips.stream().map(Trip::exit).max(LocalDate::compareTo).map(exit -> meant.day(exit) + 1)
                .orElseGet(() -> meant.day(planned.entry()));
    }

    /** What each limit says, in the order of the rules. */
    List<LimitAnswer> limits() {
        return rules.stream().map(this::answer).toList();
    }

    /** The last day on which a stay that begins as planned can end with every limit kept, or null. */
    LocalDate lastSafeExit() {
        return lastSafeExit(strictest());
    }

    /** The first day after the certain trips on which every limit allows a stay of one day, or null. */
    LocalDate earliestReEntry() {
        return earliestReEntry(strictest());
    }

    /** All limits together; unknown where there is none. One that is disputed refuses nothing for sure. */
    static Verdict verdict(List<LimitAnswer> limits) {
        var verdicts = limits.stream()
                .map(limit -> limit.refusesInDispute() ? Verdict.DIFFERS : limit.verdict()).toList();
        return verdicts.contains(Verdict.REFUSED)
                ? Verdict.REFUSED
                : verdicts.contains(Verdict.DIFFERS)
                        ? Verdict.DIFFERS
                        : verdicts.isEmpty() ? Verdict.UNKNOWN : Verdict.ALLOWED;
    }

    /** Why it differs, and which later trips the plan breaks, in English sentences; or null. */
    static String because(List<LimitAnswer> limits) {
        var reasons = limits.stream().flatMap(limit -> Stream.concat(
                limit.brokenTrips().stream().map(trip -> "The trip from " + trip.entry() + " to " + trip.exit()
                        + " would break the limit of " + limit.allowedDays() + " days on " + trip.breachOn() + "."),
                dispute(limit).stream())).toList();
        return reasons.isEmpty() ? null : String.join(" ", reasons);
    }

    private static Optional<String> dispute(LimitAnswer limit) {
        if (limit.refusesInDispute()) {
            return Optional.of("The limit of " + limit.allowedDays() + " days that refuses it is disputed.");
        }
        return limit.verdict() != Verdict.DIFFERS
                ? Optional.empty()
                : Optional.of(limit.readings().stream()
                        .map(reading -> Json.name(reading.windowKind()) + " it is " + Json.name(reading.verdict()))
                        .collect(Collectors.joining("; ",
                                "How the window of " + limit.windowDays() + " days lies, no source says: ", ".")));
    }

    /** How the window of a limit may lie; the strictest first. */
    private static List<WindowKind> readings(Limit limit) {
        // Every anchored window lies within the one that looks backward from its last day, so that one never counts less.
        return limit.windowKind() == WindowKind.UNKNOWN
                ? List.of(WindowKind.ROLLING_BACKWARD, WindowKind.ANCHORED_FIRST_ENTRY)
                : Collections.singletonList(limit.windowKind());
    }

    private List<Function<Presence, WindowCount>> strictest() {
        return rules.stream().map(Rule::limit).<Function<Presence, WindowCount>>map(
                limit -> presence -> new WindowCount(limit, readings(limit).get(0), presence)).toList();
    }

    private LimitAnswer answer(Rule rule) {
        var answers = readings(rule.limit()).stream().map(reading -> answer(rule, reading)).toList();
        var strictest = answers.get(0);
        if (answers.size() == 1) {
            return strictest;
        }
        var verdict = answers.stream().map(LimitAnswer::verdict).distinct().count() == 1
                ? strictest.verdict()
                : Verdict.DIFFERS;
        return new LimitAnswer(strictest.kind(), WindowKind.UNKNOWN, strictest.allowedDays(), strictest.windowDays(), verdict,
                strictest.daysUsed(), strictest.breachOn(), strictest.windowFrom(), strictest.windowTo(),
                strictest.countedTrips(), strictest.brokenTrips(), strictest.lastSafeExit(), strictest.earliestReEntry(),
                answers, rule.confidence(),
                rule.sources());
    }

    private LimitAnswer answer(Rule rule, WindowKind reading) {
        var limit = rule.limit();
        var count = new WindowCount(limit, reading, meant);
        var later = planned == null
                ? new TreeSet<Integer>()
                : brokenAfter(planned.exit(), count, new WindowCount(limit, reading, certain)).boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
        var breach = IntStream.concat(askedDays().filter(count::isBrokenOn), later.stream().mapToInt(day -> day)).findFirst();
        var most = breach.orElseGet(() -> askedDays().reduce((a, b) -> count.on(b) > count.on(a) ? b : a).orElseThrow());
        List<Function<Presence, WindowCount>> alone = List.of(presence -> new WindowCount(limit, reading, presence));
        return new LimitAnswer(limit.kind(), limit.kind() == Kind.PER_ENTRY ? null : reading, limit.days(), limit.windowDays(),
                breach.isPresent() ? Verdict.REFUSED : Verdict.ALLOWED, count.on(most),
                breach.isPresent() ? meant.date(most) : null, count.windowFrom(most), count.windowTo(most),
                count.countedOn(most), broken(later), lastSafeExit(alone), earliestReEntry(alone), null, rule.confidence(),
                rule.sources());
    }

    /** Days of certain trips after the planned one that only with it break a limit. */
    private IntStream brokenAfter(LocalDate exit, WindowCount with, WindowCount without) {
        return IntStream.range(certain.day(exit) + 1, certain.days())
                .filter(day -> certain.isPresent(day) && with.isBrokenOn(day) && !without.isBrokenOn(day));
    }

    private List<StayAnswer.BrokenTrip> broken(NavigableSet<Integer> days) {
        return trips.stream().flatMap(trip -> Stream.ofNullable(days.ceiling(certain.day(trip.entry()))).map(certain::date)
                .filter(day -> !day.isAfter(trip.exit()))
                .map(day -> new StayAnswer.BrokenTrip(trip.entry(), trip.exit(), day))).toList();
    }

    /** The days of the plan; without one, those of all trips. */
    private IntStream askedDays() {
        return planned == null
                ? IntStream.range(0, meant.days()).filter(meant::isPresent)
                : IntStream.rangeClosed(meant.day(planned.entry()), meant.day(planned.exit()));
    }

    private LocalDate lastSafeExit(List<Function<Presence, WindowCount>> limits) {
        var alone = planned == null || limits.isEmpty() ? null : lastSafeExitAlone(limits);
        if (alone == null || trips.stream().noneMatch(trip -> trip.exit().isAfter(planned.entry()))) {
            return alone;
        }
        // The longer the plan, the more it leaves too few days to the trips after it.
        var without = limits.stream().map(limit -> limit.apply(certain)).toList();
        var safe = planned.entry().minusDays(1);
        var last = alone;
        while (safe.isBefore(last)) {
            var exit = safe.plusDays((ChronoUnit.DAYS.between(safe, last) + 1) / 2);
            if (breaksLater(exit, limits, without)) {
                last = exit.minusDays(1);
            } else {
                safe = exit;
            }
        }
        return safe.isBefore(planned.entry()) ? null : safe;
    }

    private boolean breaksLater(LocalDate exit, List<Function<Presence, WindowCount>> limits, List<WindowCount> without) {
        var all = new ArrayList<>(trips);
        all.add(new Trip(planned.entry(), exit));
        var presence = new Presence(all, certain.date(0), certain.days());
        return IntStream.range(0, limits.size()).anyMatch(
                i -> brokenAfter(exit, limits.get(i).apply(presence), without.get(i)).findAny().isPresent());
    }

    /** The same whatever it means for later trips. */
    private LocalDate lastSafeExitAlone(List<Function<Presence, WindowCount>> limits) {
        var counts = limits.stream().map(limit -> limit.apply(endless)).toList();
        LocalDate safe = null;
        for (int day = endless.day(planned.entry()); day < endless.days(); day++) {
            var leaving = day;
            // Who is still there on another trip does not leave.
            var leaves = !certain.isPresent(day) || certain.isExit(day);
            if (counts.stream().anyMatch(count -> leaves ? count.isBrokenByLeavingOn(leaving) : count.isBrokenOn(leaving))) {
                return safe;
            }
            safe = endless.date(day);
            if (counts.stream().anyMatch(count -> count.isBrokenOn(leaving))) {
                return safe;
            }
        }
        return null;
    }

    private LocalDate earliestReEntry(List<Function<Presence, WindowCount>> limits) {
        if (limits.isEmpty()) {
            return null;
        }
        var counts = limits.stream().map(limit -> limit.apply(certain)).toList();
        IntPredicate allowed = day -> counts.stream().allMatch(count -> count.allowsOneDayOn(day));
        return IntStream.range(reEntry, certain.days()).filter(allowed).mapToObj(certain::date).findFirst().orElse(null);
    }
}
