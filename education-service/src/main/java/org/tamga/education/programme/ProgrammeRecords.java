package org.tamga.education.programme;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.programme.Programme.Award;
import org.tamga.education.value.IscedFields;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The programmes and the rules they are recorded by. */
@Singleton
public class ProgrammeRecords extends Records<Programme> {

    private final InstitutionRecords institutions;

    ProgrammeRecords(Ledger ledger, InstitutionRecords institutions) {
        super(ledger, "programme", Programme.class);
        this.institutions = institutions;
    }

    @Override
    protected void check(Draft<Programme> draft, Findings findings) throws SQLException {
        var programme = draft.content();
        var ids = programme.awardingInstitutionIds();
        for (int i = 0; i < ids.size(); i++) {
            institutions.requireRecorded(draft, ids.get(i), "/awardingInstitutionIds/" + i, findings);
        }
        var distinct = new HashSet<>(ids).size();
        findings.refuseIf(distinct < ids.size(), "/awardingInstitutionIds", "names an institution twice");
        // None at all is "not recorded", whatever the award.
        findings.refuseIf(programme.award() == Award.SINGLE && distinct > 1, "/award",
                "is not single where several institutions award: joint is one degree of all, dual one of each");
        findings.refuseIf((programme.award() == Award.JOINT || programme.award() == Award.DUAL) && distinct == 1, "/award",
                "is single where one institution awards");
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Programme> period) throws SQLException {
        return institutions.countriesOf(transaction, period.content().awardingInstitutionIds()).stream();
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "awardingInstitutionId",
                Filter.of(UUID.class,
                        (id, at, all) -> Condition.of("v.awarding_institution_ids @> jsonb_build_array(?::uuid)",
                                UUID.fromString(id))),
                "country", Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Condition.nested("v.id in (select p.id from (%s) i join programme_version p"
                                + " on p.awarding_institution_ids @> jsonb_build_array(i.id) and %s)",
                                InstitutionRecords.of(new Country(country), at), at.on("p")))),
                "iscedF", (field, at, all) -> IscedFields.within("isced_f", field));
    }
}
