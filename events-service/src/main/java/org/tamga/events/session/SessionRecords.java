package org.tamga.events.session;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.events.gathering.GatheringRecords;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The sessions of gatherings and the rules they are recorded by. */
@Singleton
public class SessionRecords extends Records<Session> {

    private final GatheringRecords gatherings;

    SessionRecords(Ledger ledger, GatheringRecords gatherings) {
        super(ledger, "session", Session.class);
        this.gatherings = gatherings;
    }

    @Override
    protected Records<?> parents() {
        return gatherings;
    }

    @Override
    protected void check(Draft<Session> draft, Findings findings) throws SQLException {
        var session = draft.content();
        if (session.startsAt() != null) {
            checkDays(draft, findings);
            warnOfClashes(draft, findings);
        }
    }

    /** It lies on days on which the gathering can take place. */
    private void checkDays(Draft<Session> draft, Findings findings) throws SQLException {
        for (var period : gatherings.standing(draft.transaction(), draft.parentId())) {
            var gathering = period.content();
            var days = gathering.possibleDays();
            if (days != null && period.valid().overlaps(draft.write().valid())) {
                var zone = gathering.zone() == null ? null : ZoneId.of(gathering.zone());
                findings.refuseIf(!days.contains(draft.content().firstDay(zone)), "/startsAt",
                        "lies outside the gathering, which is " + days);
                findings.refuseIf(!days.contains(draft.content().lastDay(zone)), "/endsAt",
                        "lies outside the gathering, which is " + days);
            }
        }
    }

    private void warnOfClashes(Draft<Session> draft, Findings findings) throws SQLException {
        var session = draft.content();
        for (var other : draft.transaction().list(
                """
                select id from session_version
                where parent_id = ? and lower(room) = lower(?::text) and id <> ?
                  and during && session_during(?, ?) and standing""",
                row -> row.getString("id"), draft.parentId(), session.room(), draft.id(), session.startsAt().toString(),
                Objects.toString(session.endsAt(), null))) {
            findings.warn("room-double-booked", "/room", "session " + other + " is in that room at the same time");
        }
        var persons = draft.transaction().list(
                """
                select distinct person_id from participation_version
                where session_id = ? and person_id is not null and standing""",
                row -> row.getObject("person_id", UUID.class), draft.id());
        for (var person : persons) {
            warnIfElsewhere(draft, person, draft.id(), session, "/startsAt", findings);
        }
    }

    /** Warns where a person takes part in another session, of whatever gathering, at the same time; null is nobody. */
    public void warnIfElsewhere(Draft<?> draft, UUID personId, UUID sessionId, Findings findings) throws SQLException {
        for (var session : standing(draft.transaction(), sessionId)) {
            if (personId != null && session.content().startsAt() != null) {
                warnIfElsewhere(draft, personId, sessionId, session.content(), "/sessionId", findings);
            }
        }
    }

    private static void warnIfElsewhere(Draft<?> draft, UUID personId, UUID sessionId, Session session, String pointer,
            Findings findings) throws SQLException {
        for (var other : draft.transaction().list(
                """
                select distinct s.id from participation_version p join session_version s on s.id = p.session_id
                where p.person_id = ? and s.id <> ? and s.during && session_during(?, ?)
                  and p.standing and s.standing""",
                row -> row.getString("id"), personId, sessionId, session.startsAt().toString(),
                Objects.toString(session.endsAt(), null))) {
            findings.warn("person-double-booked", pointer,
                    "person " + personId + " is in session " + other + " at the same time");
        }
    }

    /** Refuses a session that is not one of that gathering's; null refers to nothing. */
    public void requireAt(UUID gatheringId, Draft<?> draft, UUID sessionId, Findings findings) throws SQLException {
        findings.refuseIf(sessionId != null && standing(draft.transaction(), sessionId).stream()
                .noneMatch(session -> session.parentId().equals(gatheringId)), "/sessionId",
                "no session " + sessionId + " of that gathering is recorded");
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "participation", Condition.of("v.session_id = ?", id),
                "statement", Condition.of("v.session_id = ?", id)));
    }

    /** Those of the gathering. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Session> period) throws SQLException {
        return gatherings.countriesOf(transaction, period.parentId()).stream();
    }
}
