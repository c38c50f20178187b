package org.tamga.events.person;

import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;

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
    protected Stream<String> countries(Person person) {
        return Stream.ofNullable(person.nationality()).map(Country::code);
    }
}
