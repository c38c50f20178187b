package org.tamga.education.quota;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.scholarship.ScholarshipRecords;
import org.tamga.record.At;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The places of scholarships and the rules they are recorded by. */
@Singleton
public class QuotaRecords extends Records<Quota> {

    /** Quotas of one scholarship, at most: decades, by origin, track and level. */
    private static final int MAX_QUOTAS = 20_000;

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
    protected Set<String> eventNames() {
        return Set.of("published", "revised", "retracted");
    }

    @Override
    protected String eventName(Change<Quota> change) {
        return switch (change.reason()) {
            case NEW -> "published";
            case UPDATE, CORRECTION -> "revised";
            case RETRACTION -> super.eventName(change);
        };
    }

    /** The places of a scholarship over the years; of one origin, or of each. A 404 where nothing is known of it then. */
    List<YearlyPlaces> overYears(UUID scholarship, Optional<Country> origin, At at) {
        scholarships.get(scholarship, null, at);
        var condition = origin.map(country -> Condition.of("v.parent_id = ? and v.origin = ?", scholarship, country.code()))
                .orElse(Condition.of("v.parent_id = ?", scholarship));
        return YearlyPlaces.of(matching(condition, at, MAX_QUOTAS));
    }

    /** The quotas of a scholarship, as they stand now. */
    List<Period<Quota>> of(Transaction transaction, UUID scholarship) throws SQLException {
        return standing(transaction, Condition.of("v.parent_id = ?", scholarship));
    }
}
