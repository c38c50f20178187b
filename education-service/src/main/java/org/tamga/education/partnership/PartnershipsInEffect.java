package org.tamga.education.partnership;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.PairMeasure;
import org.tamga.record.measure.Reading;

/** How many partnerships between two countries are in effect. */
@Singleton
class PartnershipsInEffect extends PairMeasure {

    private static final String UNDATED = "term not recorded, not counted";

    private final Database database;
    private final PartnershipRecords partnerships;

    PartnershipsInEffect(Ledger ledger, PartnershipRecords partnerships) {
        super("education.partnerships.in-effect", 1, "partnerships",
                Map.of("en", "Partnerships of institutions in effect", "ru", "Действующие партнёрства вузов", "kk",
                        "Оқу орындарының қолданыстағы серіктестіктері", "ko", "발효 중인 교육기관 협력"),
                "Partnerships of every type with a party of each of the two countries, in either order, whose recorded term covers"
                        + " the day; one without an interval of effect counts from its signing. An agreement"
                        + " that several parties keep copies of counts once. Partnerships that no date is"
                        + " recorded for are not counted, but named in the breakdown.");
        this.database = ledger.database();
        this.partnerships = partnerships;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(partnerships, (transaction, partnership) -> Measure.pairs(REPORTER, PARTNER,
                partnerships.concerned(transaction, List.of(partnership)))));
    }

    @Override
    protected Condition rows(Country reporter, Country partner) {
        var both = List.of(reporter.code(), partner.code());
        return Condition.nested("""
                                select days.valid, v.sources
                                from partnership_version v, lateral (
                                  values (v.valid), (v.effective_days)
                                  union all select i.valid from jsonb_array_elements(v.parties) party
                                    join institution_version i on i.id = (party ->> 'institutionId')::uuid and i.standing
                                    where v.countries_vary) days (valid)
                                where v.party_countries @> ?::text[] and v.copy_of is null and v.standing""", both);
    }

    @Override
    protected Reading read(Country reporter, Country partner, At at) {
        // Nearly all are between two countries, and are counted in the index of such pairs alone.
        var pair = Stream.of(reporter.code(), partner.code()).sorted().collect(Collectors.joining("-"));
        var types = Condition.nested("""
                                     select case when v.effective_days is null then ? else 'type: ' || v.type end as label,
                                       count(*) as partnerships, v.effective_days is not null as counts
                                     from (select v.type, v.effective_days from partnership_version v
                                         where v.country_pair = ? and v.copy_of is null and %s
                                       union all select v.type, v.effective_days from partnership_version v
                                         where %s and %s and v.copy_of is null and %s) v
                                     where v.effective_days is null or v.effective_days @> ?::date
                                     group by 1, 3 order by 3 desc, 1""", UNDATED, pair, at.on("v"),
                Condition.of(reporter.equals(partner) ? "true" : "v.country_pair is null"),
                PartnershipRecords.between(reporter, partner, at), at.on("v"), at.validAt());
        record Line(Reading.Part part, boolean counts) {}
        var lines = database.read(transaction -> transaction.list(types.sql(),
                row -> new Line(new Reading.Part(row.getString("label"), BigDecimal.valueOf(row.getLong("partnerships"))),
                        row.getBoolean("counts")),
                types.arguments().toArray()));
        return Reading.count(
                lines.stream().filter(Line::counts).mapToLong(line -> line.part().value().longValueExact()).sum(),
                lines.stream().map(Line::part).toList(), "/api/education/partnerships?country=" + reporter + "," + partner
                        + "&inEffectOn=" + at.validAt() + "&" + at.parameters());
    }
}
