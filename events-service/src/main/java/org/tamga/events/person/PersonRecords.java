package org.tamga.events.person;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The persons. */
@Singleton
public class PersonRecords extends Records<Person> {

    PersonRecords(Ledger ledger) {
        super(ledger, "person", Person.class);
    }

    @Override
    protected void check(Draft<Person> draft, Findings findings) {
        var person = draft.content();
        findings.refuseIf(person.birthDate() != null && person.deathDate() != null
                && person.deathDate().isSurelyBefore(person.birthDate()), "/deathDate", "lies before birthDate");
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "participation", Condition.of("v.person_id = ?", id),
                "membership", Condition.of("v.person_id = ?", id),
                "statement", Condition.of("v.speaker_id = ?", id)));
    }

    @Override
    protected Stream<String> countries(Person person) {
        return Stream.ofNullable(person.nationality()).map(Country::code);
    }
}
