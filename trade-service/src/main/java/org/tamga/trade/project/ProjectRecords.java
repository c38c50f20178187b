package org.tamga.trade.project;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Period;
import org.tamga.record.Reason;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;
import org.tamga.trade.company.Isic;
import org.tamga.trade.party.Parties;

/** The investment projects and the rules they are recorded by. */
@Singleton
public class ProjectRecords extends Records<Project> {

    private final Parties parties;

    ProjectRecords(Ledger ledger, Parties parties) {
        super(ledger, "project", Project.class);
        this.parties = parties;
    }

    @Override
    protected void check(Draft<Project> draft, Findings findings) throws SQLException {
        var project = draft.content();
        findings.refuseIf(project.name() == null && project.parties().isEmpty(), "/name",
                "is needed, or parties: which project?");
        parties.check(draft, project.parties(), findings);
    }

    @Override
    protected Stream<String> countries(Transaction transaction, Period<Project> period) throws SQLException {
        var project = period.content();
        return Stream.concat(Stream.ofNullable(project.country()).map(Country::code),
                parties.countries(transaction, project.parties()).stream());
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("recorded", "updated", "corrected", "retracted", "stage-changed");
    }

    @Override
    protected String eventName(Change<Project> change) {
        return change.reason() != Reason.NEW && change.newly(Project::stage).isPresent()
                ? "stage-changed"
                : super.eventName(change);
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of(
                "party", (party, at, all) -> Parties.all(party),
                "partyCountry",
                Filter.of(Country[].class, (countries, at, all) -> Condition.each(countries,
                        country -> Parties.among("project", new Country(country), at))),
                // Or the code itself: before V1_14 there was nothing else to find it by.
                "isic", (code, at, all) -> Condition.nested("(%s or %s)", Isic.within(code),
                        Condition.of("v.isic @> jsonb_build_array(?::text)", code)));
    }
}
