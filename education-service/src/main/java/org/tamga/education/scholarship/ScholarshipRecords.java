package org.tamga.education.scholarship;

import java.util.Objects;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Ledger;
import org.tamga.record.Records;

/** The scholarships. */
@Singleton
public class ScholarshipRecords extends Records<Scholarship> {

    ScholarshipRecords(Ledger ledger) {
        super(ledger, "scholarship", Scholarship.class);
    }

    @Override
    protected Stream<String> countries(Scholarship scholarship) {
        return Stream.of(scholarship.providerCountry(), scholarship.host()).filter(Objects::nonNull).map(Country::code);
    }
}
