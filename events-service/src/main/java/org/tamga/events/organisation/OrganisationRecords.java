package org.tamga.events.organisation;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.events.value.Party;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.database.Transaction;

/** The organisations and the rules they are recorded by. */
@Singleton
public class OrganisationRecords extends Records<Organisation> {

    OrganisationRecords(Ledger ledger) {
        super(ledger, "organisation", Organisation.class);
    }

    @Override
    protected void check(Draft<Organisation> draft, Findings findings) throws SQLException {
        var organisation = draft.content();
        requireRecorded(draft, organisation.parentId(), "/parentId", findings);
        requireNoCircle(draft, content -> Stream.ofNullable(content.parentId()), "/parentId", findings);
        findings.refuseIf(organisation.foundingDate() != null && organisation.dissolutionDate() != null
                && organisation.dissolutionDate().isSurelyBefore(organisation.foundingDate()), "/dissolutionDate",
                "lies before foundingDate");
    }

    @Override
    protected List<String> referrers(Transaction transaction, UUID id) throws SQLException {
        return named(transaction, Map.of(
                "organisation", Condition.of("v.within_id = ?", id),
                "post", Condition.of("v.organisation_id = ?", id),
                "membership", Condition.of("v.organisation_id = ? or v.on_behalf_of_id = ?", id, id),
                "participation", Condition.of("v.organisation_id = ? or v.on_behalf_of_id = ?", id, id),
                "statement", Condition.of("v.speaker_id = ?", id),
                "gathering", listed("organisers", "organisationId", id),
                "format", Condition.nested("%s or %s", listed("members", "organisationId", id), listed("tracks", "ledBy", id)),
                "commitment", Condition.nested("%s or %s", listed("committers", "organisationId", id),
                        listed("beneficiaries", "organisationId", id)),
                "recommendation", listed("addressees", "organisationId", id)));
    }

    private static Condition listed(String list, String member, UUID id) {
        return Condition.of("v." + list + " @> jsonb_build_array(jsonb_build_object('" + member + "', ?::uuid))", id);
    }

    @Override
    protected Stream<String> countries(Organisation organisation) {
        return Stream.ofNullable(organisation.country()).map(Country::code);
    }

    /** Refuses parties that are organisations of which none is recorded. */
    public void requireRecorded(Draft<?> draft, List<Party> parties, String pointer, Findings findings) throws SQLException {
        for (int i = 0; i < parties.size(); i++) {
            requireRecorded(draft, parties.get(i).organisationId(), pointer + "/" + i + "/organisationId", findings);
        }
    }

    /** The countries among the parties, and those of the organisations among them. */
    public Stream<String> countriesAmong(Transaction transaction, List<Party> parties) throws SQLException {
        var countries = new TreeSet<String>();
        for (var party : parties) {
            if (party.country() != null) {
                countries.add(party.country().code());
            }
            countries.addAll(countriesOf(transaction, party.organisationId()));
        }
        return countries.stream();
    }

    /** A query for the ids of a country's organisations. */
    public static Condition of(Country country, At at) {
        return Condition.nested("select o.id from organisation_version o where o.country = ? and %s", country.code(),
                at.on("o"));
    }

    /**
     * A query for the ids of the records that name a country, or an organisation of it, among their parties.
     *
     * @param record such as {@code commitment}
     * @param parties its column of parties; it needs an index of {@code jsonb_path_ops}
     */
    public static Condition among(String record, String parties, Country country, At at) {
        return Condition.nested("""
                                select r.id from %1$s_version r
                                where r.%2$s @> jsonb_build_array(jsonb_build_object('country', ?::text)) and %%s
                                union all select r.id from (%%s) o join %1$s_version r
                                  on r.%2$s @> jsonb_build_array(jsonb_build_object('organisationId', o.id)) and %%s"""
                .formatted(record, parties), country.code(), at.on("r"), of(country, at), at.on("r"));
    }
}
