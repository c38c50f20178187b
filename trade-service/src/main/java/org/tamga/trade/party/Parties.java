package org.tamga.trade.party;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.database.Transaction;
import org.tamga.trade.chamber.ChamberRecords;
import org.tamga.trade.company.CompanyRecords;

/** What holds of the parties to whatever has them: a jsonb column {@code parties} of {@link Party}. */
@Singleton
public class Parties {

    private final CompanyRecords companies;
    private final ChamberRecords chambers;

    Parties(CompanyRecords companies, ChamberRecords chambers) {
        this.companies = companies;
        this.chambers = chambers;
    }

    /** Refuses a party that is named twice, or refers to what is not recorded. */
    public void check(Draft<?> draft, List<Party> parties, Findings findings) throws SQLException {
        record Who(Country country, UUID companyId, UUID chamberId, String name) {}
        var known = new HashSet<Who>();
        for (int i = 0; i < parties.size(); i++) {
            var party = parties.get(i);
            var pointer = "/parties/" + i;
            companies.requireRecorded(draft, party.companyId(), pointer + "/companyId", findings);
            chambers.requireRecorded(draft, party.chamberId(), pointer + "/chamberId", findings);
            findings.refuseIf(!known.add(new Who(party.country(), party.companyId(), party.chamberId(), party.name())), pointer,
                    "is a party already");
        }
    }

    /** The countries of the parties, as they stand now. */
    public Set<String> countries(Transaction transaction, List<Party> parties) throws SQLException {
        var countries = new HashSet<String>();
        for (var party : parties) {
            if (party.country() != null) {
                countries.add(party.country().code());
            }
            countries.addAll(companies.countriesOf(transaction, party.companyId()));
            countries.addAll(chambers.countriesOf(transaction, party.chamberId()));
        }
        return countries;
    }

    /**
     * Has a party of that country: itself, or a company or chamber of it on that day, as known then; one branch for each way to
     * find some.
     *
     * @param record such as {@code agreement}
     */
    public static Condition among(String record, Country country, At at) {
        var holds = at.on("r");
        // A country has few chambers but many companies: those are looked up from the parties, not the other way round.
        return Condition.among(Condition.nested(
                """
                select r.id from %1$s_version r
                  where r.parties @> jsonb_build_array(jsonb_build_object('country', ?::text)) and %%s
                union all select r.id from (
                    select distinct id from chamber_version where countries @> jsonb_build_array(?::text)) h
                  join %1$s_version r on r.parties @> jsonb_build_array(jsonb_build_object('chamberId', h.id)) and %%s
                  where %%s
                union all select r.id from %1$s_version r, jsonb_array_elements(r.parties) p
                  where p ->> 'companyId' is not null and %%s and %%s""".formatted(record),
                country.code(), holds, country.code(), holds,
                says("chamber", "countries", "h.id", "@> jsonb_build_array(?::text)", country, at), holds,
                says("company", "jurisdiction", "(p ->> 'companyId')::uuid", "= ?", country, at)));
    }

    /** Whether that is the country of a recorded party on the day, or on any where several are looked at together. */
    private static Condition says(String party, String column, String id, String is, Country country, At at) {
        return at.validAt() == null
                ? Condition.nested("exists (select from " + party + "_version o where o.id = " + id + " and %s and o." + column
                        + " " + is + ")", at.on("o"), country.code())
                : Condition.nested("(%s) " + is, at.said(party, column, id), country.code());
    }

    /** Has those parties, with commas between, or the one whose name has commas in it. */
    public static Condition all(String parties) {
        return Condition.nested("(%s) or (%s)", named(parties), Condition.each(parties, Parties::named));
    }

    /** Has that party: a company or chamber by its id, or somebody by name. */
    public static Condition named(String party) {
        var members = List.of("companyId", "chamberId", "name").stream()
                .map(member -> "v.parties @> jsonb_build_array(jsonb_build_object('" + member + "', ?::text))").toList();
        return Condition.of(String.join(" or ", members), party, party, party);
    }
}
