package org.tamga.events.participation;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.gathering.GatheringRecords;
import org.tamga.events.membership.MembershipRecords;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.post.PostRecords;
import org.tamga.events.session.SessionRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** Who takes part in gatherings, and the rules that is recorded by. */
@Singleton
public class ParticipationRecords extends Records<Participation> {

    private final GatheringRecords gatherings;
    private final SessionRecords sessions;
    private final PersonRecords persons;
    private final OrganisationRecords organisations;
    private final PostRecords posts;
    private final MembershipRecords memberships;

    ParticipationRecords(Ledger ledger, GatheringRecords gatherings, SessionRecords sessions, PersonRecords persons,
            OrganisationRecords organisations, PostRecords posts, MembershipRecords memberships) {
        super(ledger, "participation", Participation.class);
        this.gatherings = gatherings;
        this.sessions = sessions;
        this.persons = persons;
        this.organisations = organisations;
        this.posts = posts;
        this.memberships = memberships;
    }

    @Override
    protected Records<?> parents() {
        return gatherings;
    }

    @Override
    protected void check(Draft<Participation> draft, Findings findings) throws SQLException {
        var participation = draft.content();
        persons.requireRecorded(draft, participation.personId(), "/personId", findings);
        organisations.requireRecorded(draft, participation.organisationId(), "/organisationId", findings);
        organisations.requireRecorded(draft, participation.onBehalfOfId(), "/onBehalfOfId", findings);
        posts.requireRecorded(draft, participation.postId(), "/postId", findings);
        sessions.requireAt(draft.parentId(), draft, participation.sessionId(), findings);
        sessions.warnIfElsewhere(draft, participation.personId(), participation.sessionId(), findings);
        if (participation.postId() != null) {
            warnIfNotHeld(draft, findings);
        }
    }

    /** The post is there, and this person's, on a day on which the gathering can take place. */
    private void warnIfNotHeld(Draft<Participation> draft, Findings findings) throws SQLException {
        var participation = draft.content();
        for (var gathering : gatherings.standing(draft.transaction(), draft.parentId())) {
            var days = gathering.content().possibleDays();
            if (days == null || !gathering.valid().overlaps(draft.write().valid())) {
                continue;
            }
            findings.warnIf(posts.standing(draft.transaction(), participation.postId()).stream()
                    .noneMatch(post -> post.valid().overlaps(days)), "post-not-valid", "/postId",
                    "the post is not recorded for the gathering's days, which are " + days);
            findings.warnIf(
                    !memberships.holds(draft.transaction(), participation.personId(), participation.postId(), days),
                    "post-not-held", "/postId",
                    "it is not recorded that the person held the post on the gathering's days, which are " + days);
        }
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "statement", Condition.of("v.participation_id = ?", id)));
    }

    /** Those of the gathering, and of those for whom the participant is there. */
    @Override
    protected Stream<String> countries(Transaction transaction, Period<Participation> period) throws SQLException {
        var participation = period.content();
        var countries = new TreeSet<>(gatherings.countriesOf(transaction, period.parentId()));
        countries.addAll(organisations.countriesOf(transaction, participation.organisationId()));
        countries.addAll(organisations.countriesOf(transaction, participation.onBehalfOfId()));
        countries.addAll(posts.countriesOf(transaction, participation.postId()));
        return countries.stream();
    }

    /** The participations of a person or organisation in a gathering. */
    public Stream<UUID> of(Transaction transaction, UUID participant, UUID gatheringId) throws SQLException {
        return standing(transaction, Condition.of("v.parent_id = ? and (v.person_id = ? or v.organisation_id = ?)",
                gatheringId, participant, participant)).stream().map(Period::id);
    }

    /**
     * A query, within one of statements {@code s}, for the participations in which each was made: the one that it names, or those of its
     * speaker in its gathering. They are asked for apart, because no index answers the one or the other, and a gathering may have
     * thousands.
     */
    public static Condition of(At at) {
        var holds = at.on("a");
        return Condition.nested("""
                                select a.* from participation_version a where a.id = s.participation_id and %s
                                union all select a.* from participation_version a
                                  where a.parent_id = s.gathering_id and a.person_id = s.speaker_id and %s
                                union all select a.* from participation_version a
                                  where a.parent_id = s.gathering_id and a.organisation_id = s.speaker_id and %s""",
                holds, holds, holds);
    }

    /** A query for the ids of the participations on behalf of a country's organisations, or in a post of one. */
    public static Condition onBehalfOf(Country country, At at) {
        var organisations = OrganisationRecords.of(country, at);
        var holds = at.on("p");
        return Condition.nested("""
                                select p.id from participation_version p where p.organisation_id in (%s) and %s
                                union all select p.id from participation_version p where p.on_behalf_of_id in (%s) and %s
                                union all select p.id from participation_version p where p.post_id in (%s) and %s""",
                organisations, holds, organisations, holds, PostRecords.of(country, at), holds);
    }
}
