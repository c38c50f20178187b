package org.tamga.events.attendance;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** How many came to gatherings, and the rules that is recorded by. Several figures may stand side by side. */
@Singleton
public class AttendanceFigureRecords extends Records<AttendanceFigure> {

    private final GatheringRecords gatherings;

    AttendanceFigureRecords(Ledger ledger, GatheringRecords gatherings) {
        super(ledger, "attendance-figure", AttendanceFigure.class);
        this.gatherings = gatherings;
    }

    @Override
    protected Records<?> parents() {
        return gatherings;
    }

    @Override
    protected void check(Draft<AttendanceFigure> draft, Findings findings) throws SQLException {
        var figures = new ArrayList<>(List.of(draft.content()));
        standing(draft.transaction(), Condition.of("v.parent_id = ? and v.id <> ?", draft.parentId(), draft.id()))
                .forEach(other -> figures.add(other.content()));
        var attendance = new Attendance(figures);
        findings.warnIf(attendance.leastByCategories() > attendance.mostByTotals(), "categories-over-total", "/value",
                "the categories come to at least " + attendance.leastByCategories() + ", the total to at most "
                        + attendance.mostByTotals());
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<AttendanceFigure> period) throws SQLException {
        return Stream.concat(Stream.ofNullable(period.content().country()).map(Country::code),
                gatherings.countriesOf(transaction, period.parentId()).stream());
    }
}
