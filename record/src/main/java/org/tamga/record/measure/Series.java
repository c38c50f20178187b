package org.tamga.record.measure;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import jakarta.inject.Singleton;

import org.tamga.record.Citation;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.measure.MeasureChanged.Shift;
import org.tamga.record.measure.MeasureChanged.Step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A measure's values over all of valid time, as they are known now. */
@Singleton
class Series {

    /** More days on which something begins or ends than a measure that is read day by day may have. */
    private static final int MOST_DAYS = 2_000;
    /** Breakdowns are given for each step while there are few. */
    private static final int MOST_BROKEN_DOWN = 24;
    private static final int MOST_CITATIONS = 20;

    private final Database database;
    private final Readings readings;
    private final CoverageRecords coverages;
    private final ObjectMapper mapper;

    Series(Ledger ledger, Readings readings, CoverageRecords coverages, ObjectMapper mapper) {
        this.database = ledger.database();
        this.readings = readings;
        this.coverages = coverages;
        this.mapper = mapper;
    }

    /** What is to be published of a reading, and the next day on which it is due though nobody writes. */
    record Computed(MeasureChanged reading, LocalDate nextDay) {}

    Computed of(Measure measure, Map<String, String> dimensions) {
        var today = Records.today();
        var stated = coverages.standing(measure.code(), dimensions);
        // Nobody waits for it, and the largest have more rows than can be gone through while somebody would.
        var rows = database.snapshot(transaction -> rows(transaction, measure, dimensions, stated));
        stated.forEach(coverage -> bounds(coverage.valid(), rows.days));
        var told = rows.counted.isPresent()
                ? new Told(counted(rows.counted.get(), rows.disputed, stated), readings.of(measure, dimensions, today, stated))
                : read(measure, dimensions, rows.days, today, stated);
        return new Computed(new MeasureChanged(measure.code(), measure.version(), dimensions, measure.unit(), null,
                told.now.completeness(), told.steps, List.of(), told.now.breakdown(), told.now.evidence(),
                rows.cited.citations, rows.cited.total), rows.days.higher(today));
    }

    /**
     * What one moment tells of all that a measure may count.
     *
     * @param disputed on which days something disputed would count, where that is asked
     * @param days on which something of it begins or ends
     */
    private record Rows(Optional<List<Measure.Counted>> counted, List<Interval> disputed, TreeSet<LocalDate> days,
            Cited cited) {}

    private Rows rows(Transaction transaction, Measure measure, Map<String, String> dimensions, List<Period<Coverage>> stated)
            throws SQLException {
        var rows = measure.rows(dimensions);
        var counted = measure.counted(transaction, dimensions);
        var isAsked = counted.isPresent()
                && stated.stream().anyMatch(coverage -> coverage.content().completeness() == Completeness.COMPLETE);
        var disputed = isAsked ? measure.disputed(transaction, dimensions) : List.<Interval>of();
        return new Rows(counted, disputed, days(transaction, rows), citations(transaction, rows));
    }

    /** The values of all days, and today's reading. */
    private record Told(List<Step> steps, Reading now) {}

    private Told read(Measure measure, Map<String, String> dimensions, TreeSet<LocalDate> days, LocalDate today,
            List<Period<Coverage>> stated) {
        if (days.size() > MOST_DAYS) {
            throw new IllegalStateException(measure.code() + " must count, not be read day by day: " + dimensions + " has over "
                    + MOST_DAYS + " days of change");
        }
        var breaksDown = days.size() < MOST_BROKEN_DOWN;
        var steps = new ArrayList<Step>();
        Reading now = null;
        for (var stretch : stretches(days)) {
            // One day of a stretch is as good as another, so today's reading need not be made for itself.
            var isNow = stretch.contains(today);
            var reading = readings.of(measure, dimensions, isNow ? today : anyDayOf(stretch), stated);
            add(steps, new Step(stretch.from(), stretch.to(), reading.value(), reading.completeness(),
                    breaksDown ? reading.breakdown() : List.of()));
            now = isNow ? reading : now;
        }
        return new Told(List.copyOf(steps), now);
    }

    private static List<Step> counted(List<Measure.Counted> values, List<Interval> disputed,
            List<Period<Coverage>> stated) {
        var days = new TreeSet<LocalDate>();
        values.forEach(value -> bounds(value.valid(), days));
        disputed.forEach(valid -> bounds(valid, days));
        stated.forEach(coverage -> bounds(coverage.valid(), days));
        var steps = new ArrayList<Step>();
        var next = 0;
        for (var stretch : stretches(days)) {
            while (next < values.size() && values.get(next).valid().to() != null && stretch.from() != null
                    && !values.get(next).valid().to().isAfter(stretch.from())) {
                next++;
            }
            var value = next < values.size() && values.get(next).valid().covers(stretch) ? values.get(next).value() : null;
            var settled = Readings.completeness(stated, anyDayOf(stretch), value != null);
            var completeness = disputed.stream().anyMatch(valid -> valid.covers(stretch)) ? settled.unsettled() : settled;
            add(steps,
                    new Step(stretch.from(), stretch.to(), Readings.countOrZero(value, completeness), completeness, List.of()));
        }
        return List.copyOf(steps);
    }

    /** Joins what says the same as the step before it, and leaves out what says nothing. */
    private static void add(List<Step> steps, Step step) {
        if (step.value() == null && step.completeness() == Completeness.UNKNOWN && step.breakdown().isEmpty()) {
            return;
        }
        var last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        if (last != null && Objects.equals(last.validTo(), step.validFrom()) && last.saysTheSameAs(step)) {
            steps.set(steps.size() - 1,
                    new Step(last.validFrom(), step.validTo(), last.value(), last.completeness(), last.breakdown()));
        } else {
            steps.add(step);
        }
    }

    private static TreeSet<LocalDate> days(Transaction transaction, Condition rows) throws SQLException {
        // Named once, so that the planner sees that nobody asks for the sources: an index may have all that is asked for.
        return new TreeSet<>(transaction.list("select distinct day from (" + rows.sql() + ") rows"
                + " cross join lateral (values (lower(rows.valid)), (upper(rows.valid))) days (day) where day is not null",
                row -> row.getObject(1, LocalDate.class), rows.arguments().toArray()));
    }

    private static void bounds(Interval valid, TreeSet<LocalDate> days) {
        if (valid.from() != null) {
            days.add(valid.from());
        }
        if (valid.to() != null) {
            days.add(valid.to());
        }
    }

    /** The whole of time, cut at these days. */
    private static List<Interval> stretches(TreeSet<LocalDate> days) {
        var stretches = new ArrayList<Interval>();
        LocalDate from = null;
        for (var day : days) {
            stretches.add(new Interval(from, day));
            from = day;
        }
        stretches.add(new Interval(from, null));
        return stretches;
    }

    private static LocalDate anyDayOf(Interval stretch) {
        return stretch.from() != null ? stretch.from() : stretch.to() != null ? stretch.to().minusDays(1) : Records.today();
    }

    private record Cited(List<Citation> citations, long total) {}

    private Cited citations(Transaction transaction, Condition rows) throws SQLException {
        var arguments = new ArrayList<>(rows.arguments());
        arguments.add(MOST_CITATIONS);
        record Line(Citation citation, long total) {}
        // Of each institution one first, so that whose word it all is can be seen of many, too.
        var lines = transaction.list("with rows as ("
                + "select sources, count(*) as times from (" + rows.sql() + ") rows group by 1), cited as ("
                + "select c.citation, sum(times) as times from rows, jsonb_array_elements(sources) c(citation) group by 1)"
                + " select citation, count(*) over () as total from cited order by row_number() over (partition by"
                + " lower(btrim(coalesce(citation ->> 'relayedFrom', citation ->> 'publisher'))) order by times desc,"
                + " citation::text) > 1, times desc, citation::text limit ?",
                row -> new Line(citation(row.getString("citation")), row.getLong("total")), arguments.toArray());
        return new Cited(lines.stream().map(Line::citation).toList(), lines.isEmpty() ? 0 : lines.get(0).total);
    }

    private Citation citation(String json) throws SQLException {
        try {
            return mapper.readValue(json, Citation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored citation cannot be read", e);
        }
    }

    /** Where two series differ, and how. */
    static List<Shift> shifts(List<Step> before, List<Step> after) {
        var days = new TreeSet<LocalDate>();
        before.forEach(step -> bounds(step.valid(), days));
        after.forEach(step -> bounds(step.valid(), days));
        var shifts = new ArrayList<Shift>();
        int old = 0;
        int fresh = 0;
        for (var stretch : stretches(days)) {
            old = skip(before, old, stretch);
            fresh = skip(after, fresh, stretch);
            var was = value(before, old, stretch);
            var is = value(after, fresh, stretch);
            if (Objects.equals(was, is)) {
                continue;
            }
            var last = shifts.isEmpty() ? null : shifts.get(shifts.size() - 1);
            if (last != null && Objects.equals(last.validTo(), stretch.from()) && Objects.equals(last.before(), was)
                    && Objects.equals(last.after(), is)) {
                shifts.set(shifts.size() - 1, new Shift(last.validFrom(), stretch.to(), was, is));
            } else {
                shifts.add(new Shift(stretch.from(), stretch.to(), was, is));
            }
        }
        return List.copyOf(shifts);
    }

    private static int skip(List<Step> steps, int at, Interval stretch) {
        var next = at;
        while (next < steps.size() && steps.get(next).validTo() != null && stretch.from() != null
                && !steps.get(next).validTo().isAfter(stretch.from())) {
            next++;
        }
        return next;
    }

    private static BigDecimal value(List<Step> steps, int at, Interval stretch) {
        return at < steps.size() && steps.get(at).valid().covers(stretch) ? steps.get(at).value() : null;
    }
}
