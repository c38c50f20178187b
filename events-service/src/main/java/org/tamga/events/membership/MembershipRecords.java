package org.tamga.events.membership;

import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.events.person.PersonRecords;
import org.tamga.events.post.PostRecords;
import org.tamga.record.Change;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** Who holds which post when, and the rules that is recorded by. */
@Singleton
public class MembershipRecords extends Records<Membership> {

    private final PersonRecords persons;
    private final PostRecords posts;
    private final OrganisationRecords organisations;

    MembershipRecords(Ledger ledger, PersonRecords persons, PostRecords posts, OrganisationRecords organisations) {
        super(ledger, "membership", Membership.class);
        this.persons = persons;
        this.posts = posts;
        this.organisations = organisations;
    }

    @Override
    protected void check(Draft<Membership> draft, Findings findings) throws SQLException {
        var membership = draft.content();
        persons.requireRecorded(draft, membership.personId(), "/personId", findings);
        posts.requireRecorded(draft, membership.postId(), "/postId", findings);
        organisations.requireRecorded(draft, membership.organisationId(), "/organisationId", findings);
        organisations.requireRecorded(draft, membership.onBehalfOfId(), "/onBehalfOfId", findings);
        for (var post : posts.standing(draft.transaction(), membership.postId())) {
            findings.refuseIf(membership.organisationId() != null
                    && !membership.organisationId().equals(post.content().organisationId())
                    && post.valid().overlaps(draft.write().valid()), "/organisationId", "is not the post's organisation");
        }
    }

    /** True if it is recorded that this person holds this post on one of those days at least. */
    public boolean holds(Transaction transaction, UUID personId, UUID postId, Interval days) throws SQLException {
        return transaction.first("select 1 from membership_version where person_id = ? and post_id = ?"
                + " and valid && ?::daterange and standing", row -> true, personId, postId,
                days.toRange()).isPresent();
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Membership> period) throws SQLException {
        var membership = period.content();
        var countries = new TreeSet<>(posts.countriesOf(transaction, membership.postId()));
        countries.addAll(organisations.countriesOf(transaction, membership.organisationId()));
        countries.addAll(organisations.countriesOf(transaction, membership.onBehalfOfId()));
        return countries.stream();
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", "post.holder-changed");
    }

    /** Who takes up or leaves a post changes the post. */
    @Override
    protected String eventName(Change<Membership> change) {
        return change.subject().postId() == null ? super.eventName(change) : "post.holder-changed";
    }
}
