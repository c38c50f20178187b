package org.tamga.events.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.events.gathering.Gathering;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.organisation.Organisation;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.participation.Participation;
import org.tamga.events.participation.ParticipationRecords;
import org.tamga.events.person.Person;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.programme.Programme.Entry;
import org.tamga.events.programme.Programme.Revision;
import org.tamga.events.programme.Programme.Speaker;
import org.tamga.events.session.SessionRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;

/** Puts programmes together, as valid and known at a pair of times. */
@Singleton
public class Programmes {

    /** More than the largest of conferences has. */
    static final int MOST_SESSIONS = 5_000;
    static final int MOST_SPEAKERS = 20_000;

    /**
     * A write opens a row, closes one, or both, at its instant. What is written of a person or an organisation counts while they
     * take part. Withholding and release leave no row: they are the versions of a participation that no instant accounts for, and
     * count whatever was known, as they show at once. Of what has been erased nobody can tell any more in which session it was.
     *
     * <p>
     * Those are worked out once for all sessions; and when each person and organisation was written once for all in which they take part,
     * by an array, because for an id alone the planner goes by the index that keeps a record's periods apart, which takes it many pages.
     */
    private static final String REVISIONS = """
                                            with written_of as materialized (
                                              select distinct id, at from (
                                                select id, unnest(array[lower(recorded), upper(recorded)]) as at from person_version
                                                where id = any (array(select person_id from participation_version where parent_id = ?))
                                                union all
                                                select id, unnest(array[lower(recorded), upper(recorded)]) from organisation_version
                                                where id = any (array(
                                                  select organisation_id from participation_version where parent_id = ?))) row_at
                                              where at is not null
                                            ), part as (
                                              select id as session, id, recorded from session_version where parent_id = ?
                                              union all
                                              select session_id, id, recorded from participation_version
                                              where parent_id = ? and session_id is not null
                                            ), written as (
                                              select session, id, lower(recorded) as at from part
                                              union select session, id, upper(recorded) from part where not upper_inf(recorded)
                                              union
                                              select p.session_id, who.id, who.at from participation_version p
                                              join written_of who on who.id = coalesce(p.person_id, p.organisation_id)
                                              where p.parent_id = ? and p.session_id is not null
                                                and p.recorded @> who.at and who.at > lower(p.recorded)
                                            ), taking_part as materialized (
                                              select h.id, h.version - count(distinct row_at.at) as number, h.written_at as at,
                                                array_agg(distinct v.session_id) as sessions, count(v.id) = 0 as is_erased
                                              from participation h left join participation_version v on v.id = h.id
                                              left join lateral unnest(array[lower(v.recorded), upper(v.recorded)]) as row_at (at)
                                                on true
                                              where h.parent_id = ? group by h.id, h.version, h.written_at
                                              having h.version > count(distinct row_at.at)
                                            ), shown as (
                                              select lower(recorded) as at,
                                                lag(recorded) over way is not null and row (status, zone) is distinct from
                                                  row (lag(status) over way, lag(zone) over way) as is_other
                                              from gathering_version where id = ?
                                              window way as (order by lower(recorded), lower(valid))
                                            ), gathering as (
                                              select count(*) as number, max(at) as at from shown
                                              where is_other and at <= coalesce(?::timestamptz, 'infinity')
                                            ), counted as (
                                              select session, count(*) as number, max(at) as at from written
                                              where at <= coalesce(?::timestamptz, 'infinity') group by session
                                            )
                                            select c.session, c.number - 1 + g.number + coalesce(u.number, 0) as number,
                                              greatest(c.at, g.at, u.at) as at
                                            from counted c cross join gathering g
                                            left join lateral (
                                              select sum(t.number) as number, max(t.at) as at from taking_part t
                                              where t.is_erased or c.session = any (t.sessions)) u on true""";

    /**
     * Every write and withholding of what makes a programme, whether it shows or not: of the records' heads, however long their history.
     * And which periods of all that hold on the day, for without any write others may hold on the next.
     */
    private static final String STATE = """
                                        select (select string_agg(concat_ws(' ', id, version, withheld), ',' order by id) from (
                                          select id, version, withheld from gathering where id = ?
                                          union all select id, version, withheld from session where parent_id = ?
                                          union all select id, version, withheld from participation where parent_id = ?
                                          union all select id, version, withheld from person
                                            where id = any (array(select person_id from participation_version where parent_id = ?))
                                          union all select id, version, withheld from organisation
                                            where id = any (array(select organisation_id from participation_version where parent_id = ?))
                                        ) head) || (select coalesce(md5(string_agg(row_id::text, ',' order by row_id)), '') from (
                                          select v.row_id from gathering_version v where v.id = ? and %s
                                          union all select v.row_id from session_version v where v.parent_id = ? and %s
                                          union all select v.row_id from participation_version v where v.parent_id = ? and %s
                                          union all select v.row_id from person_version v
                                            where v.id = any (array(select person_id from participation_version where parent_id = ?))
                                              and %s
                                          union all select v.row_id from organisation_version v
                                            where v.id = any (array(select organisation_id from participation_version where parent_id = ?))
                                              and %s
                                        ) period)""";

    private static final String REVISION = """
                                           select count(distinct at) - 1 as number, max(at) as at from gathering_version
                                           cross join lateral unnest(array[lower(recorded), upper(recorded)]) as written (at)
                                           where id = ? and at <= coalesce(?::timestamptz, 'infinity') having count(*) > 0""";

    private final Ledger ledger;
    private final GatheringRecords gatherings;
    private final SessionRecords sessions;
    private final ParticipationRecords participations;
    private final PersonRecords persons;
    private final OrganisationRecords organisations;
    private final Database database;

    Programmes(Ledger ledger, GatheringRecords gatherings, SessionRecords sessions, ParticipationRecords participations,
            PersonRecords persons, OrganisationRecords organisations) {
        this.ledger = ledger;
        this.database = ledger.database();
        this.gatherings = gatherings;
        this.sessions = sessions;
        this.participations = participations;
        this.persons = persons;
        this.organisations = organisations;
    }

    /**
     * A gathering's programme; a 404 problem where nothing of it is recorded for then.
     *
     * @param language in which texts are wanted, or null for the gathering's own
     */
    public Programme of(UUID gatheringId, At at, String language) {
        var gathering = gatherings.get(gatheringId, null, at);
        var parts = Condition.of("v.parent_id = ?", gatheringId);
        var speakers = speakers(participations.matching(parts, at, MOST_SPEAKERS), at);
        var revisions = revisions(gatheringId, at);
        var entries = sessions.matching(parts, at, MOST_SESSIONS).stream()
                .map(session -> new Entry(session, speakers.getOrDefault(session.id(), List.of()),
                        revisions.getOrDefault(session.id(), new Revision(session.version() - 1, session.recordedAt()))))
                .sorted(Programme.ORDER).toList();
        return new Programme(gathering, entries, languages(gathering, language), revision(gathering, at));
    }

    /**
     * What tells a programme of then from others, which takes less than the programme: it is another with every write of what that is
     * made of, and on a day on which other periods of it hold. A 404 problem as of the programme.
     */
    String state(UUID gatheringId, At at) {
        gatherings.get(gatheringId, null, at);
        var holds = at.on("v");
        var state = Condition.nested(STATE, gatheringId, gatheringId, gatheringId, gatheringId, gatheringId,
                gatheringId, holds, gatheringId, holds, gatheringId, holds, gatheringId, holds, gatheringId, holds);
        return database
                .read(transaction -> transaction.first(state.sql(), row -> row.getString(1), state.arguments().toArray()))
                .orElseThrow() + at.knownParameters();
    }

    /** How often a gathering has been written, as known then; the count of a session's entry has what it shows of this. */
    private Revision revision(Period<Gathering> gathering, At at) {
        // What its source made known before it was recorded here has not been written then.
        return database.read(transaction -> transaction.first(REVISION, Programmes::revisionOf, gathering.id(), at.knownAt()))
                .orElseGet(() -> new Revision(gathering.version() - 1, gathering.recordedAt()));
    }

    private static Revision revisionOf(ResultSet row) throws SQLException {
        return new Revision(row.getInt("number"), Transaction.instant(row, "at"));
    }

    /**
     * What a calendar shows of a gathering, before any of that is read: one row always says the same.
     *
     * @param rowId the period's
     */
    record Shown(UUID rowId, Revision revision) {}

    /** The gatherings that meet the condition and have days, as they stand now; of more than {@code limit}, those that begin last. */
    List<Shown> shown(Condition condition, At now, int limit) {
        var query = Condition.nested("""
                                     select v.row_id, g.version - 1 as number, g.written_at as at
                                     from gathering_version v join gathering g on g.id = v.id
                                     where v.days is not null and %s and %s
                                     order by lower(v.days) desc nulls last, v.id limit ?""", condition, now.on("v"), limit);
        return database.read(transaction -> transaction.list(query.sql(),
                row -> new Shown(row.getObject("row_id", UUID.class), revisionOf(row)), query.arguments().toArray()));
    }

    /** Hands these over without their sessions, one by one, the first to begin first: see {@link Ledger#export}. */
    void each(List<Shown> shown, At now, String language, Consumer<Programme> sink) {
        var revisions = shown.stream().collect(Collectors.toMap(Shown::rowId, Shown::revision));
        ledger.export(() -> gatherings.overlapping(new Interval(now.validAt(), now.validAt().plusDays(1)),
                Condition.of("v.row_id = any (?::uuid[])", revisions.keySet()), now, List.of("days", "id"),
                gathering -> sink.accept(new Programme(gathering, List.of(), languages(gathering, language),
                        revisions.get(gathering.rowId())))));
    }

    /**
     * How often each session of a gathering has changed: writes of itself, of who takes part in it, also of who no longer does or is
     * withheld, and of what its entry shows of the gathering.
     */
    private Map<UUID, Revision> revisions(UUID gatheringId, At at) {
        record Counted(UUID session, Revision revision) {}
        return database.read(transaction -> transaction.list(REVISIONS,
                row -> new Counted(row.getObject("session", UUID.class), revisionOf(row)),
                gatheringId, gatheringId, gatheringId, gatheringId, gatheringId, gatheringId, gatheringId, at.knownAt(),
                at.knownAt()))
                .stream().collect(Collectors.toMap(Counted::session, Counted::revision));
    }

    private static List<String> languages(Period<Gathering> gathering, String language) {
        return Stream.concat(Stream.ofNullable(language), gathering.content().languages().stream()).toList();
    }

    private Map<UUID, List<Speaker>> speakers(List<Period<Participation>> all, At at) {
        var inSessions = all.stream().filter(one -> one.content().sessionId() != null).toList();
        var people = byId(inSessions.stream().map(one -> one.content().personId()),
                ids -> persons.matching(ids, at, MOST_SPEAKERS));
        var bodies = byId(inSessions.stream().map(one -> one.content().organisationId()),
                ids -> organisations.matching(ids, at, MOST_SPEAKERS));
        var speakers = new HashMap<UUID, List<Speaker>>();
        for (var participation : inSessions) {
            speaker(participation, people, bodies).ifPresent(speaker -> speakers
                    .computeIfAbsent(participation.content().sessionId(), session -> new ArrayList<>()).add(speaker));
        }
        return speakers;
    }

    private static Optional<Speaker> speaker(Period<Participation> participation, Map<UUID, Person> people,
            Map<UUID, Organisation> bodies) {
        var content = participation.content();
        var person = people.get(content.personId());
        var body = bodies.get(content.organisationId());
        return person != null
                ? Optional.of(new Speaker(participation, content.personId(), person.name(), person))
                : Optional.ofNullable(body).map(it -> new Speaker(participation, content.organisationId(), it.name(), null));
    }

    private static <C> Map<UUID, C> byId(Stream<UUID> ids, Function<Condition, List<Period<C>>> read) {
        var wanted = ids.filter(Objects::nonNull).distinct().toList();
        // A map that may be asked for null: who takes part is a person or an organisation.
        var found = new HashMap<UUID, C>();
        if (!wanted.isEmpty()) {
            read.apply(Condition.of("v.id = any (?::uuid[])", wanted))
                    .forEach(period -> found.put(period.id(), period.content()));
        }
        return found;
    }
}
