package org.tamga.events.post;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.organisation.OrganisationRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The posts and the rules they are recorded by. */
@Singleton
public class PostRecords extends Records<Post> {

    private final OrganisationRecords organisations;

    PostRecords(Ledger ledger, OrganisationRecords organisations) {
        super(ledger, "post", Post.class);
        this.organisations = organisations;
    }

    @Override
    protected void check(Draft<Post> draft, Findings findings) throws SQLException {
        organisations.requireRecorded(draft, draft.content().organisationId(), "/organisationId", findings);
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "membership", Condition.of("v.post_id = ?", id),
                "participation", Condition.of("v.post_id = ?", id)));
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Post> period) throws SQLException {
        return organisations.countriesOf(transaction, period.content().organisationId()).stream();
    }

    /** A query for the ids of the posts of a country's organisations. */
    public static Condition of(Country country, At at) {
        return Condition.nested("select o.id from post_version o where o.organisation_id in (%s) and %s",
                OrganisationRecords.of(country, at), at.on("o"));
    }
}
