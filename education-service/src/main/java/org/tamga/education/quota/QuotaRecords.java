package org.tamga.education.quota;

import java.sql.SQLException;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.scholarship.ScholarshipRecords;
import org.tamga.record.Change;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The places of scholarships and the rules they are recorded by. */
@Singleton
public class QuotaRecords extends Records<Quota> {

    private final ScholarshipRecords scholarships;

    QuotaRecords(Ledger ledger, ScholarshipRecords scholarships) {
        super(ledger, "quota", Quota.class);
        this.scholarships = scholarships;
    }

    @Override
    protected ScholarshipRecords parents() {
        return scholarships;
    }

    @Override
    protected void check(Draft<Quota> draft, Findings findings) {
        var quota = draft.content();
        findings.refuseIf(quota.places() == null && quota.reached() == null, "/places", "is needed, or reached");
        findings.warnIf(quota.places() != null && quota.reached() != null && quota.reached() > quota.places(),
                "reached-over-places", "/reached", "is more than places");
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Quota> period) throws SQLException {
        return Stream.concat(Stream.ofNullable(period.content().origin()).map(Country::code),
                scholarships.countriesOf(transaction, period.parentId()).stream());
    }

    @Override
    protected String eventName(Change<Quota> change) {
        return switch (change.reason()) {
            case NEW -> "published";
            case UPDATE, CORRECTION -> "revised";
            case RETRACTION -> super.eventName(change);
        };
    }
}
