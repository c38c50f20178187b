package org.tamga.mobility.schedule;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.mobility.airline.AirlineRecords;
import org.tamga.mobility.airport.Places;
import org.tamga.mobility.airport.Places.Holding;
import org.tamga.mobility.schedule.FlightSchedule.Stage;
import org.tamga.mobility.schedule.FlightSchedule.TimeMode;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/** The flight schedules and the rules they are recorded by. */
@Singleton
public class FlightScheduleRecords extends Records<FlightSchedule> {

    /** The longest flights of today take 19 hours. */
    private static final Duration LONGEST = Duration.ofHours(20);
    /** How far a schedule is looked at: all of a timetable's period, one year of one that has no end. */
    private static final int MOST_DAYS = 3660;
    private static final int MOST_DAYS_WITHOUT_END = 366;

    /** The days on which a schedule can operate: its period, as far as it holds. */
    private static final String OPERATES = "v.valid * daterange((v.period ->> 'from')::date, (v.period ->> 'to')::date, '[]')";
    /** The days on which what operates then can arrive: as far from it as dates may vary. */
    private static final String ARRIVES = "daterange(lower(v.valid) - 1, upper(v.valid) + 8)"
            + " * daterange((v.period ->> 'from')::date - 1, (v.period ->> 'to')::date + 9)";
    private static final String FROM = "from_place";
    private static final String TO = "to_place";
    private static final String FIRST_DAY = "greatest(lower(v.valid), (v.period ->> 'from')::date)";

    private final Places places;
    private final AirlineRecords airlines;
    private final Database database;

    FlightScheduleRecords(Ledger ledger, Places places, AirlineRecords airlines) {
        super(ledger, "flight-schedule", FlightSchedule.class);
        this.places = places;
        this.airlines = airlines;
        this.database = ledger.database();
    }

    @Override
    protected void check(Draft<FlightSchedule> draft, Findings findings) throws SQLException {
        var schedule = draft.content();
        findings.refuseIf(schedule.from().equals(schedule.to()), "/to", "is where it comes from");
        var days = schedule.operates(draft.write().valid());
        if (days.isEmpty()) {
            findings.refuse("/period", "has no day from validFrom to validTo");
        } else if (days.get().from() == null) {
            findings.refuse("/period", "needs a first day, here or as validFrom");
        } else if (schedule.isFortnightly() && schedule.period() == null) {
            // Not validFrom: that of what is left of a schedule, when some of its days are recorded otherwise, is another day.
            findings.refuse("/period", "is needed: every second week is counted from its first day");
        } else {
            checkDates(draft, days.get(), findings);
            findings.warnIf(!airlines.isHeld(draft.transaction(), schedule.airline(), days.get()), "unknown-airline",
                    "/airline",
                    "no airline with the designator " + schedule.airline() + " is recorded for those days");
        }
    }

    private void checkDates(Draft<FlightSchedule> draft, Interval days, Findings findings) throws SQLException {
        var schedule = draft.content();
        var dates = schedule.dates(bounded(days)).toList();
        if (dates.isEmpty()) {
            findings.refuse("/daysOfOperation", "none of them lies in the period");
            return;
        }
        var from = places.holdings(draft.transaction(), schedule.from());
        var to = places.holdings(draft.transaction(), schedule.to());
        var unknownFrom = firstWithout(from, dates.stream());
        var unknownTo = firstWithout(to, dates.stream().map(schedule::arrivalDate));
        unknownFrom.ifPresent(
                date -> findings.refuse("/from", "no airport with the code " + schedule.from() + " is recorded for " + date));
        unknownTo.ifPresent(
                date -> findings.refuse("/to", "no airport with the code " + schedule.to() + " is recorded for " + date));
        if (unknownFrom.isEmpty() && unknownTo.isEmpty()) {
            checkTimes(schedule, dates, from, to, findings);
        }
    }

    private static Interval bounded(Interval days) {
        var last = days.from().plusDays(days.to() == null ? MOST_DAYS_WITHOUT_END : MOST_DAYS);
        return new Interval(days.from(), days.to() == null || days.to().isAfter(last) ? last : days.to());
    }

    private static Optional<LocalDate> firstWithout(List<Holding> holdings, Stream<LocalDate> dates) {
        return dates.filter(date -> holdings.stream().noneMatch(holding -> holding.held().contains(date))).findFirst();
    }

    /** Every day by itself: zones change their offsets, and codes their airports. The first day at fault stands for all. */
    private static void checkTimes(FlightSchedule schedule, List<LocalDate> dates, List<Holding> from, List<Holding> to,
            Findings findings) {
        var blockChecked = true;
        var departureExists = true;
        var arrivalExists = true;
        var departureChecked = schedule.departureUtcVariation() != null;
        var arrivalChecked = schedule.arrivalUtcVariation() != null;
        for (var date : dates) {
            var departureZone = zone(from, date);
            var arrivalZone = zone(to, schedule.arrivalDate(date));
            var departure = schedule.departure(date, departureZone);
            var arrival = schedule.arrival(date, arrivalZone);
            if (blockChecked && departure.isPresent() && arrival.isPresent()) {
                var block = Duration.between(departure.get(), arrival.get());
                if (block.isNegative() || block.isZero() || block.compareTo(LONGEST) > 0) {
                    findings.refuse("/sta", "on " + date + " it would be under way for " + block.toMinutes()
                            + " minutes; more than 0 and at most " + LONGEST.toMinutes() + " are possible");
                    blockChecked = false;
                }
            }
            departureExists = departureExists && exists(schedule, date, schedule.std(), departureZone, "/std", findings);
            arrivalExists = arrivalExists
                    && exists(schedule, schedule.arrivalDate(date), schedule.sta(), arrivalZone, "/sta", findings);
            departureChecked = departureChecked && agrees(schedule.departureUtcVariation(), departure, departureZone,
                    "/departureUtcVariation", findings);
            arrivalChecked = arrivalChecked
                    && agrees(schedule.arrivalUtcVariation(), arrival, arrivalZone, "/arrivalUtcVariation", findings);
        }
    }

    private static ZoneId zone(List<Holding> holdings, LocalDate date) {
        return holdings.stream().filter(holding -> holding.held().contains(date)).findFirst().map(Holding::zone).orElse(null);
    }

    /** False, with a warning, if the clocks of the zone are put forward past that time on that day. */
    private static boolean exists(FlightSchedule schedule, LocalDate date, String time, ZoneId zone, String pointer,
            Findings findings) {
        if (time == null || zone == null || schedule.timeMode() == TimeMode.UTC) {
            return true;
        }
        var local = date.atTime(LocalTime.parse(time));
        var change = zone.getRules().getTransition(local);
        if (change == null || !change.isGap()) {
            return true;
        }
        findings.warn("no-such-time", pointer, "there is no " + time + " on " + date + " in " + zone + "; it is taken for "
                + local.plus(change.getDuration()).toLocalTime());
        return false;
    }

    /** False, with a warning, if the zone has another offset then than the source declares. */
    private static boolean agrees(String declared, Optional<Instant> at, ZoneId zone, String pointer, Findings findings) {
        if (at.isEmpty() || zone == null) {
            return true;
        }
        var offset = zone.getRules().getOffset(at.get());
        var agrees = offset.equals(ZoneOffset.of(declared));
        findings.warnIf(!agrees, "utc-variation", pointer,
                "declares " + declared + ", but " + zone + " has " + offset + " at " + at.get());
        return agrees;
    }

    /** A file of schedules names few airports many times: five look-ups a row would be most of its import. */
    @Override
    protected void lookUp(Transaction transaction, List<FlightSchedule> schedules, Set<UUID> parentIds)
            throws SQLException {
        places.lookUp(transaction, schedules.stream().flatMap(schedule -> Stream.of(schedule.from(), schedule.to())));
        airlines.lookUp(transaction, schedules.stream().map(FlightSchedule::airline));
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<FlightSchedule> period) throws SQLException {
        return Stream.concat(places.countries(transaction, period.content().from(), period.valid()),
                places.countries(transaction, period.content().to(), period.valid()));
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("added", "retimed", "cancelled", "updated", "corrected", "retracted");
    }

    @Override
    protected String eventName(Change<FlightSchedule> change) {
        if (change.reason() == Reason.NEW) {
            return "added";
        }
        if (change.newly(FlightSchedule::stage).filter(Stage.CANCELLED::equals).isPresent()) {
            return "cancelled";
        }
        return change.former().isPresent() && change.newly(FlightScheduleRecords::times).isPresent()
                ? "retimed"
                : super.eventName(change);
    }

    private static List<Optional<?>> times(FlightSchedule schedule) {
        return Stream.of(schedule.std(), schedule.sta(), schedule.departureDateVariation(), schedule.arrivalDateVariation())
                .<Optional<?>>map(Optional::ofNullable).toList();
    }

    /**
     * The first day from one on, on which some schedule may be flown that leaves one of some places or reaches it, whichever days of
     * the week it has; empty where none is recorded.
     *
     * @param column {@code from_place} or {@code to_place}
     */
    public Optional<LocalDate> operating(String column, List<String> places, LocalDate from, At known) {
        // An airport may be recorded from a later day on only.
        var at = new At(null, known.knownAt(), known.basis());
        var query = Condition.nested("select min(greatest(?::date, " + FIRST_DAY + "))"
                + " from flight_schedule_version v where (%s) and %s", from,
                this.places.within(column, days(column), places, at), mayBeFlown(from, at));
        return database.read(transaction -> transaction.first(query.sql(), row -> row.getObject(1, LocalDate.class),
                query.arguments().toArray()));
    }

    /**
     * Where some schedule leads from and to.
     *
     * @param from an IATA code
     * @param to an IATA code
     * @param first the first day on which it may be flown, whichever days of the week it has; null where it has none
     * @param last the last such day, or null
     */
    public record Link(String from, String to, LocalDate first, LocalDate last) {}

    /** All links that may be flown on a day or later, as they were known then, each once. */
    public List<Link> links(LocalDate from, At known) {
        var query = Condition.nested("select distinct v.from_place, v.to_place, " + FIRST_DAY + " as first_day,"
                + " least(upper(v.valid) - 1, (v.period ->> 'to')::date) as last_day"
                + " from flight_schedule_version v where %s", mayBeFlown(from, known));
        return database.read(transaction -> transaction.list(query.sql(),
                row -> new Link(row.getString("from_place"), row.getString("to_place"),
                        row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class)),
                query.arguments().toArray()));
    }

    /** Schedules that leave a place, or reach it, on a day on which they can operate. */
    private Condition within(String column, String place, At at) {
        return places.within(column, days(column), List.of(place), at);
    }

    private static String days(String column) {
        return column.equals(TO) ? ARRIVES : OPERATES;
    }

    /** Schedules that lead from one place to another on days on which they can operate, the airports as valid and known then. */
    Condition leading(String from, String to, At at) {
        return Condition.nested("(%s) and (%s)", within(FROM, from, at), within(TO, to, at));
    }

    private static Condition mayBeFlown(LocalDate from, At known) {
        return Condition.nested(
                "%s and v.valid && daterange(?::date, null) and coalesce((v.period ->> 'to')::date >= ?::date, true)"
                        + " and coalesce(v.stage, 'scheduled') = 'scheduled'",
                new At(null, known.knownAt(), known.basis()).on("v"), from,
                from);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("from", (place, at, all) -> within(FROM, place, at),
                "to", (place, at, all) -> within(TO, place, at),
                "pair", (pair, at, all) -> {
                    var ends = Places.pair(pair);
                    return Condition.nested("(%s) or (%s)", leading(ends[0], ends[1], at), leading(ends[1], ends[0], at));
                });
    }
}
