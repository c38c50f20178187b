package org.tamga.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.problem.ProblemType;

/** Years stand for their first days, null for no bound; what stands is given in any order. */
class TransitionsTest {

    private enum Status {
        DRAFTED, SIGNED, IN_FORCE, SUSPENDED, TERMINATED
    }

    private static final Transitions<Status> TRANSITIONS = Transitions.of(Status.class)
            .from(Status.DRAFTED, Status.SIGNED)
            .from(Status.SIGNED, Status.IN_FORCE, Status.TERMINATED)
            .from(Status.IN_FORCE, Status.SUSPENDED, Status.TERMINATED)
            .from(Status.SUSPENDED, Status.IN_FORCE, Status.TERMINATED);

    @Test
    void a_first_version_may_have_any() {
        accept(stated(Status.TERMINATED, null, null));
    }

    @Test
    void what_is_cut_leads_to_what_is_stated_and_follows_it() {
        var inForce = period(Status.IN_FORCE, 2020, null);
        accept(stated(Status.TERMINATED, 2021, null), inForce);
        accept(stated(Status.SUSPENDED, 2021, 2022), inForce);
        assertEquals("terminated leads to nothing, not to in-force, and it is in-force from 2022-01-01."
                + " If it was not, correct or withdraw that first.", refuse(stated(Status.TERMINATED, 2021, 2022), inForce));
        assertEquals(
                "in-force leads to suspended, terminated, not to signed, and it is in-force from 2020-01-01 up to 2021-01-01."
                        + " If it was not, correct or withdraw that first.",
                refuse(stated(Status.SIGNED, 2021, null), inForce));
        accept(stated(Status.SIGNED, null, 2021), inForce);
        refuse(stated(Status.DRAFTED, null, 2021), inForce);
    }

    @Test
    void what_ended_long_before_leads_to_it() {
        var signed = period(Status.SIGNED, 2018, 2020);
        var terminated = period(Status.TERMINATED, 2020, 2022);
        assertEquals("terminated leads to nothing, not to drafted, and it is terminated from 2020-01-01 up to 2022-01-01."
                + " If it was not, correct or withdraw that first.",
                refuse(stated(Status.DRAFTED, 2023, null), terminated, signed));
        refuse(stated(Status.IN_FORCE, 2022, null), signed, terminated);
        accept(stated(Status.TERMINATED, 2023, null), signed, terminated);
        accept(stated(Status.IN_FORCE, 2023, null), signed);
    }

    @Test
    void it_leads_to_what_begins_at_its_end_or_later() {
        var inForce = period(Status.IN_FORCE, 2015, 2020);
        var terminated = period(Status.TERMINATED, 2020, null);
        for (var end : List.of(2012, 2015, 2017)) {
            accept(stated(Status.SIGNED, 2010, end), terminated, inForce);
            refuse(stated(Status.DRAFTED, 2010, end), inForce, terminated);
            refuse(stated(Status.TERMINATED, null, end), terminated, inForce);
        }
        assertEquals("drafted leads to signed, not to in-force, and it is in-force from 2015-01-01 up to 2020-01-01."
                + " If it was not, correct or withdraw that first.", refuse(stated(Status.DRAFTED, 2010, 2015), inForce));
    }

    @Test
    void all_that_is_covered_leads_to_it_unless_that_was_wrong() {
        var signed = period(Status.SIGNED, 2010, 2015);
        var inForce = period(Status.IN_FORCE, 2015, 2020);
        assertEquals(
                "in-force leads to suspended, terminated, not to drafted. If it never was in-force, send reason: correction,"
                        + " and leave out recordedAt so that it is taken for yours.",
                refuse(stated(Status.DRAFTED, 2010, null), inForce));
        refuse(stated(Status.DRAFTED, null, 2020), inForce);
        accept(corrected(Status.DRAFTED, 2010, null), inForce);
        accept(corrected(Status.DRAFTED, null, 2020), inForce);
        accept(stated(Status.TERMINATED, 2008, null), signed, inForce);
        refuse(stated(Status.SUSPENDED, 2008, null), signed, inForce);
        refuse(stated(Status.SUSPENDED, 2008, null), inForce, signed);
        accept(corrected(Status.SUSPENDED, 2008, null), signed, inForce);
    }

    @Test
    void a_period_of_the_same_start_leads_to_it_unless_that_was_wrong() {
        var terminated = period(Status.TERMINATED, null, null);
        assertEquals("terminated leads to nothing, not to in-force. If it never was terminated, send reason: correction, and"
                + " leave out recordedAt so that it is taken for yours.",
                refuse(stated(Status.IN_FORCE, null, null), terminated));
        accept(corrected(Status.IN_FORCE, null, null), terminated);
        accept(stated(Status.TERMINATED, null, null), period(Status.IN_FORCE, null, null));
    }

    @Test
    void a_correction_has_the_neighbours_of_what_it_corrects() {
        var signed = period(Status.SIGNED, 2010, 2015);
        var inForce = period(Status.IN_FORCE, 2015, 2020);
        var terminated = period(Status.TERMINATED, 2020, null);
        accept(corrected(Status.TERMINATED, 2015, 2020), signed, inForce, terminated);
        refuse(corrected(Status.SUSPENDED, 2015, 2020), signed, inForce, terminated);
        refuse(corrected(Status.DRAFTED, 2010, 2015), signed, inForce, terminated);
        refuse(corrected(Status.SIGNED, 2020, null), signed, inForce, terminated);
        // Of what begins with it nothing remains, of what it cuts something does.
        accept(corrected(Status.TERMINATED, 2015, 2017), signed, inForce);
        refuse(corrected(Status.TERMINATED, 2016, 2017), signed, inForce);
        // All of it can be stated anew.
        accept(corrected(Status.DRAFTED, 2010, null), signed, inForce, terminated);
    }

    @Test
    void where_the_status_stays_nothing_is_asked() {
        // As dated imports may leave them.
        var drafted = period(Status.DRAFTED, 2010, 2012);
        var inForce = period(Status.IN_FORCE, 2015, 2020);
        var signed = period(Status.SIGNED, 2022, null);
        accept(stated(Status.IN_FORCE, 2015, 2020), drafted, inForce, signed);
        accept(stated(Status.IN_FORCE, 2016, 2018), drafted, inForce, signed);
        refuse(stated(Status.IN_FORCE, 2014, 2020), drafted, inForce, signed);
        refuse(stated(Status.IN_FORCE, 2015, 2021), drafted, inForce, signed);
    }

    @Test
    void what_is_withdrawn_leaves_no_neighbours_of_which_one_does_not_lead_to_the_other() {
        var drafted = period(Status.DRAFTED, 2010, 2012);
        var signed = period(Status.SIGNED, 2012, 2015);
        var inForce = period(Status.IN_FORCE, 2015, 2020);
        assertEquals("drafted leads to signed, not to in-force, which would follow it: it is drafted from 2010-01-01 up to"
                + " 2012-01-01, and in-force from 2015-01-01 up to 2020-01-01. State what it was between them instead, or correct or"
                + " withdraw one of them first.", refuseWithdrawal(days(2012, 2015), inForce, drafted, signed));
        refuseWithdrawal(days(2011, 2016), drafted, signed, inForce);
        withdraw(days(2012, 2014), drafted, signed, inForce);
        withdraw(days(2010, 2015), drafted, signed, inForce);
        withdraw(days(2012, null), drafted, signed, inForce);
        withdraw(days(null, null), drafted, signed, inForce);
        // In the midst of one, and where nobody knows.
        withdraw(days(2016, 2018), inForce);
        withdraw(days(2012, 2015), drafted, signed, period(null, 2015, null));
    }

    @SafeVarargs
    private static void withdraw(Interval days, Period<Status>... standing) {
        TRANSITIONS.checkWithdrawal(days, List.of(standing), Function.identity());
    }

    /** Gives the detail. */
    @SafeVarargs
    private static String refuseWithdrawal(Interval days, Period<Status>... standing) {
        var refused = assertThrows(Problem.class, () -> withdraw(days, standing));
        assertEquals(ProblemType.ILLEGAL_TRANSITION, refused.type());
        return refused.getMessage();
    }

    @Test
    void a_status_that_nobody_knows_may_follow_and_lead_to_any() {
        accept(stated(null, 2021, 2022), period(Status.TERMINATED, 2020, null));
        accept(stated(Status.DRAFTED, 2021, 2022), period(null, 2020, null));
        accept(stated(Status.DRAFTED, 2020, 2022), period(null, 2020, null));
    }

    private static Write<Status> stated(Status status, Integer from, Integer to) {
        return write(status, from, to, null);
    }

    private static Write<Status> corrected(Status status, Integer from, Integer to) {
        return write(status, from, to, Reason.CORRECTION);
    }

    private static Write<Status> write(Status status, Integer from, Integer to, Reason reason) {
        return new Write<>(days(from, to), status, Confidence.REPORTED, Thing.SOURCES, reason, null);
    }

    private static Period<Status> period(Status status, Integer from, Integer to) {
        return new Period<>(UUID.randomUUID(), UUID.randomUUID(), null, 1, days(from, to), Instant.EPOCH, null, Instant.EPOCH,
                "test", Reason.NEW, Confidence.REPORTED, null, status, Thing.SOURCES);
    }

    private static Interval days(Integer from, Integer to) {
        return new Interval(from == null ? null : LocalDate.of(from, 1, 1), to == null ? null : LocalDate.of(to, 1, 1));
    }

    @SafeVarargs
    private static void accept(Write<Status> write, Period<Status>... standing) {
        var draft = new Draft<>(null, UUID.randomUUID(), null, write, List.of(standing), false, standing.length == 0,
                List.of());
        TRANSITIONS.check(draft, Function.identity());
    }

    /** Gives the detail. */
    @SafeVarargs
    private static String refuse(Write<Status> write, Period<Status>... standing) {
        var refused = assertThrows(Problem.class, () -> accept(write, standing));
        assertEquals(ProblemType.ILLEGAL_TRANSITION, refused.type());
        return refused.getMessage();
    }
}
