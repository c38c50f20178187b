package org.tamga.trade.interest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;
import org.tamga.trade.company.CompanyRecords;

/** How many companies of one country have capital from another. */
@Singleton
class ForeignCapital implements Measure {

    private final Database database;

    ForeignCapital(Ledger ledger) {
        this.database = ledger.database();
    }

    @Override
    public String code() {
        return "trade.companies.foreign-capital";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(Map.of("en", "Companies with foreign capital", "ru", "Компании с иностранным капиталом", "kk",
                "Шетел капиталы бар компаниялар", "ko", "외국 자본 기업 수"));
    }

    @Override
    public String unit() {
        return "companies";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("reporter"), Dimension.country("partner"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Entries of the reporter's registers, branches and representative offices included, that are not"
                        + " inactive or liquidated and in which a holder of the partner country directly holds an interest of any size."
                        + " Holders whose country is not recorded, and chains of owners, are not counted.");
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var company = at.on("c");
        var interest = at.on("i");
        var arguments = new ArrayList<Object>(company.arguments());
        arguments.add(dimensions.get("reporter"));
        arguments.addAll(interest.arguments());
        arguments.add(dimensions.get("partner"));
        var sql = """
                  with held as (
                    select c.id, c.entity_type, max(coalesce(i.least_share, 0)) as share
                    from company_version c join interest_version i on i.parent_id = c.id
                    where %s and c.jurisdiction = ? and %s
                      and %s and i.holder_country = ? and i.direct is not false
                    group by c.id, c.entity_type)
                  select 'all' as label, count(*) as companies from held
                  union all select 'entityType: ' || entity_type, count(*) from held group by entity_type
                  union all select 'share: at least 10 per cent', count(*) from held where share >= 10 having count(*) > 0
                  union all select 'share: over 50 per cent', count(*) from held where share > 50 having count(*) > 0
                  """.formatted(company.sql(), CompanyRecords.operating("c").sql(), interest.sql());
        var lines = database.read(transaction -> transaction.list(sql,
                row -> new Reading.Part(row.getString("label"), BigDecimal.valueOf(row.getLong("companies"))),
                arguments.toArray()));
        return Reading.count(lines.get(0).value().longValueExact(), lines.subList(1, lines.size()),
                "/api/trade/companies?country=" + dimensions.get("reporter") + "&capitalFrom=" + dimensions.get("partner")
                        + "&operating=true&validAt=" + at.validAt() + (at.knownAt() == null ? "" : "&knownAt=" + at.knownAt()));
    }
}
