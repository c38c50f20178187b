package org.tamga.trade.agreement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Ledger;
import org.tamga.record.Records;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.PairMeasure;
import org.tamga.record.measure.Reading;
import org.tamga.trade.chamber.ChamberRecords;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.party.Parties;

/** How many agreements between two countries are in force. */
@Singleton
class AgreementsInForce extends PairMeasure {

    private final Database database;
    private final AgreementRecords agreements;
    private final CompanyRecords companies;
    private final ChamberRecords chambers;

    AgreementsInForce(Ledger ledger, AgreementRecords agreements, CompanyRecords companies, ChamberRecords chambers) {
        super("trade.agreements.in-force", 2, "agreements",
                Map.of("en", "Agreements in force", "ru", "Действующие соглашения", "kk",
                        "Қолданыстағы келісімдер", "ko", "발효 중인 협정"),
                "Agreements of every kind with a party of each of the two countries, in either order: the state itself, its"
                        + " companies and chambers, or others of it. Counted are those whose status is in force or provisionally"
                        + " applied and whose own dates do not exclude the day; signed ones are not." + SURE_ALONE);
        this.database = ledger.database();
        this.agreements = agreements;
        this.companies = companies;
        this.chambers = chambers;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(agreements, (transaction, agreement) -> Measure.pairs(REPORTER, PARTNER,
                agreements.concerned(transaction, List.of(agreement)))), party(companies), party(chambers));
    }

    /** Of the agreements of a party; a new one has none yet. */
    private <C extends Record> Ground<C> party(Records<C> parties) {
        return new Ground<>(parties, (transaction, party) -> agreements
                .countriesWith(transaction, party.id(), parties.concerned(transaction, List.of(party))).stream()
                .flatMap(countries -> Measure.pairs(REPORTER, PARTNER, countries)), (transaction, party) -> Stream.empty());
    }

    @Override
    protected Condition rows(Country reporter, Country partner) {
        return Condition.nested("""
                                select days.valid, %s
                                from agreement_version v, lateral (
                                  values (v.valid), (v.effective_days)
                                  union all select c.valid from jsonb_array_elements(v.parties) p
                                  join company_version c on c.id = (p ->> 'companyId')::uuid and c.standing
                                  union all select h.valid from jsonb_array_elements(v.parties) p
                                  join chamber_version h on h.id = (p ->> 'chamberId')::uuid and h.standing) days (valid)
                                where %s and %s and v.standing""", Condition.of(Measure.sources("v")),
                Parties.among("agreement", reporter, At.everyDay()),
                Parties.among("agreement", partner, At.everyDay()));
    }

    @Override
    protected Reading read(Country reporter, Country partner, At at) {
        var sure = Condition.of(Confidence.sure("v"));
        var inForce = Condition.nested(
                """
                select case when %s then 'kind: ' || v.kind else v.confidence || ', not counted' end as label,
                  count(*) as records, %s as counts, bool_or(v.confidence = 'disputed') as is_disputed
                from agreement_version v
                where %s and %s and %s and %s group by 1, 3 order by 3 desc, 1""",
                sure, sure, AgreementRecords.inForce(at.validAt()), Parties.among("agreement", reporter, at),
                Parties.among("agreement", partner, at), at.on("v"));
        var lines = database.read(
                transaction -> transaction.list(inForce.sql(), Reading.Line::of, inForce.arguments().toArray()));
        return Reading.count(lines,
                "/api/trade/agreements?country=" + reporter + "," + partner + "&inForceOn=" + at.validAt() + "&"
                        + at.parameters());
    }
}
