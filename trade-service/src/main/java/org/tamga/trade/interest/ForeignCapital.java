package org.tamga.trade.interest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.LanguageMap;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;
import org.tamga.trade.company.CompanyRecords;

/** How many companies of one country have capital from another. */
@Singleton
class ForeignCapital implements Measure {

    private final Database database;
    private final CompanyRecords companies;
    private final InterestRecords interests;

    ForeignCapital(Ledger ledger, CompanyRecords companies, InterestRecords interests) {
        this.database = ledger.database();
        this.companies = companies;
        this.interests = interests;
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
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(companies,
                        (transaction, company) -> company.content().jurisdiction() == null
                                ? Stream.empty()
                                : transaction.list("select distinct holder_country from interest_version"
                                        + " where parent_id = ? and standing and holder_country is not null",
                                        row -> dimensions(company.content().jurisdiction().code(), row.getString(1)),
                                        company.id())
                                        .stream()),
                new Ground<>(interests, (transaction, interest) -> interest.content().holder().country() == null
                        ? Stream.empty()
                        : transaction.list("select distinct jurisdiction from company_version"
                                + " where id = ? and standing and jurisdiction is not null",
                                row -> dimensions(row.getString(1), interest.content().holder().country().code()),
                                interest.parentId()).stream()));
    }

    private static Map<String, String> dimensions(String reporter, String partner) {
        return Map.of("reporter", reporter, "partner", partner);
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested("select c.valid * i.valid as valid, c.sources || i.sources as sources %s", held(dimensions));
    }

    /** Each company and the days on which it counts, whatever interests they come from; then how many count from each day on. */
    @Override
    public Optional<List<Counted>> counted(Map<String, String> dimensions) {
        var sql = Condition
                .nested("""
                        with counted as (
                          select unnest(range_agg(c.valid * i.valid)) as valid %s group by c.id),
                        bound as (
                          select lower(valid) as day, 1 as step from counted
                          union all select upper(valid), -1 from counted where not upper_inf(valid)),
                        day as (
                          select day, sum(step) as step from bound group by day having sum(step) <> 0)
                        select day as valid_from, lead(day) over by_day as valid_to, sum(step) over by_day as companies
                        from day window by_day as (order by day nulls first)""", held(dimensions));
        return Optional.of(database.read(transaction -> transaction.list(sql.sql(),
                row -> new Counted(
                        new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                        row.getBigDecimal("companies")),
                sql.arguments().toArray())).stream().filter(counted -> counted.value().signum() > 0).toList());
    }

    private static Condition held(Map<String, String> dimensions) {
        return Condition.nested("""
                                from company_version c join interest_version i on i.parent_id = c.id
                                where c.standing and c.jurisdiction = ? and %s and i.standing and i.holder_country = ?
                                  and i.direct is not false and c.valid && i.valid""", dimensions.get("reporter"),
                CompanyRecords.operating("c"), dimensions.get("partner"));
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
