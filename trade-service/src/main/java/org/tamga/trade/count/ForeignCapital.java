package org.tamga.trade.count;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Period;
import org.tamga.record.database.Transaction;
import org.tamga.record.measure.PairMeasure;
import org.tamga.record.measure.Reading;
import org.tamga.trade.company.Company;
import org.tamga.trade.company.Company.Status;
import org.tamga.trade.company.CompanyRecords;
import org.tamga.trade.company.ForeignHoldings;
import org.tamga.trade.definition.CountDefinition;
import org.tamga.trade.definition.CountDefinition.Holding;
import org.tamga.trade.definition.CountDefinition.Threshold;
import org.tamga.trade.interest.InterestRecords;

/** How many companies of one country have capital from another. */
@Singleton
class ForeignCapital extends PairMeasure {

    static final String CODE = "trade.companies.foreign-capital";

    /** As the shipped definition {@code foreign-capital-any}; a measure's own does not change with what somebody records. */
    static final CountDefinition COUNTED = new CountDefinition("foreign-capital-any", null, null, List.of(),
            List.of(Status.ACTIVE, Status.SUSPENDED, Status.LIQUIDATING, Status.UNKNOWN), Threshold.ANY, Holding.DIRECT);

    private final CompanyRecords companies;
    private final InterestRecords interests;
    private final Counts counts;

    ForeignCapital(CompanyRecords companies, InterestRecords interests, Counts counts) {
        super(CODE, 3, "companies",
                Map.of("en", "Companies with foreign capital", "ru", "Компании с иностранным капиталом", "kk",
                        "Шетел капиталы бар компаниялар", "ko", "외국 자본 기업 수"),
                "Entries of the reporter's registers that are not inactive, liquidated or dissolved by then and in which holders of the partner"
                        + " country directly have a shareholding of any size; and branches and representative offices of the"
                        + " partner country's companies. A holder that is a recorded company without a country of its own counts"
                        + " as of where it is registered. Holders whose country is not recorded, and chains of owners, are not"
                        + " counted." + SURE_ALONE);
        this.companies = companies;
        this.interests = interests;
        this.counts = counts;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(companies, new MovedByCompany(), (transaction, company) -> {
                    var country = company.content().jurisdiction();
                    return country == null
                            ? Stream.empty()
                            : pairs(Set.of(country.code()), companies.countriesOf(transaction, company.content().headId()));
                }),
                new Ground<>(interests, (transaction, interest) -> {
                    var holder = interest.content().holder();
                    return pairs(companies.countriesOf(transaction, interest.parentId()),
                            holder.country() != null
                                    ? Set.of(holder.country().code())
                                    : companies.countriesOf(transaction, holder.companyId()));
                }));
    }

    private static Stream<Map<String, String>> pairs(Set<String> reporters, Set<String> partners) {
        return reporters.stream().flatMap(reporter -> partners.stream().filter(partner -> !partner.equals(reporter))
                .map(partner -> Map.of(REPORTER, reporter, PARTNER, partner)));
    }

    /** What a company counts by itself, and what it is the owner or the head of. */
    private static final class MovedByCompany implements Moves<Company> {

        private record Told(String country, UUID headId) {}

        @Override
        public Stream<Map<String, String>> of(Transaction transaction, Period<Company> company) throws SQLException {
            return ofAll(transaction, List.of(company));
        }

        @Override
        public Stream<Map<String, String>> ofAll(Transaction transaction, List<Period<Company>> periods) throws SQLException {
            var told = periods.stream().map(Period::content).filter(company -> company.jurisdiction() != null)
                    .map(company -> new Told(company.jurisdiction().code(), company.headId())).distinct().toList();
            if (told.isEmpty()) {
                return Stream.empty();
            }
            var id = periods.get(0).id();
            return transaction
                    .list("""
                          with told (country, head_id) as (select * from unnest(?::text[], ?::uuid[]))
                          select t.country as jurisdiction, coalesce(i.holder ->> 'country', h.jurisdiction) as partner
                          from told t cross join interest_version i
                            left join company_version h on h.id = i.holder_company and h.standing
                          where i.parent_id = ? and i.standing and i.is_capital
                          union select t.country, h.jurisdiction
                          from told t join company_version h on h.id = t.head_id and h.standing
                          union select c.jurisdiction, t.country
                          from told t cross join interest_version i
                            join company_version c on c.id = i.parent_id and c.standing
                          where i.holder_company = ? and i.standing and i.is_capital
                          union select b.jurisdiction, t.country
                          from told t cross join company_version b where b.head_id = ? and b.standing""",
                            ForeignCapital::dimensions, told.stream().map(Told::country).toList(),
                            told.stream().map(Told::headId).toList(), id, id, id)
                    .stream().filter(found -> !found.isEmpty());
        }
    }

    /** Empty where one of the two is not known, or both are the same: that capital is not foreign. */
    private static Map<String, String> dimensions(ResultSet row) throws SQLException {
        var reporter = row.getString("jurisdiction");
        var partner = row.getString("partner");
        return reporter == null || partner == null || reporter.equals(partner)
                ? Map.of()
                : Map.of("reporter", reporter, "partner", partner);
    }

    @Override
    protected Condition rows(Country reporter, Country partner) {
        return Condition.nested("select c.valid * h.valid as valid, c.sources || h.sources as sources %s",
                held(reporter.code(), partner.code()));
    }

    /** Each company and the days on which it counts, whatever interests they come from; then how many count from each day on. */
    @Override
    public Optional<List<Counted>> counted(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        var reporter = dimensions.get(REPORTER);
        var partner = dimensions.get(PARTNER);
        Counts.foresee(transaction, holdings(reporter, partner));
        var sql = Condition
                .nested("""
                        with counted as (
                          select unnest(range_agg(c.valid * h.valid)) as valid %s group by c.id),
                        bound as (
                          select lower(valid) as day, 1 as step from counted
                          union all select upper(valid), -1 from counted where not upper_inf(valid)),
                        day as (
                          select day, sum(step) as step from bound group by day having sum(step) <> 0)
                        select day as valid_from, lead(day) over by_day as valid_to, sum(step) over by_day as companies
                        from day window by_day as (order by day nulls first)""",
                        held(reporter, partner));
        return Optional.of(transaction.list(sql.sql(),
                row -> new Counted(
                        new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                        row.getBigDecimal("companies")),
                sql.arguments().toArray()).stream().filter(counted -> counted.value().signum() > 0).toList());
    }

    /** Of each company the days on which it does not count, but would if neither it nor what is held in it were disputed. */
    @Override
    public List<Interval> disputed(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        var reporter = dimensions.get(REPORTER);
        var partner = dimensions.get(PARTNER);
        Counts.foresee(transaction, holdings(reporter, partner));
        var sql = Condition.nested(
                """
                with possible as (
                  select c.id, range_agg(c.valid * h.valid) as days %s group by c.id),
                counted as (
                  select c.id, range_agg(c.valid * h.valid) as days %s group by c.id),
                disputed as (
                  select unnest(p.days - coalesce(n.days, '{}')) as valid from possible p left join counted n on n.id = p.id)
                select distinct lower(valid) as valid_from, upper(valid) as valid_to from disputed""",
                held(reporter, partner, "v.confidence <> 'planned'", "i.is_capital and i.confidence <> 'planned'"),
                held(reporter, partner));
        return transaction.list(sql.sql(),
                row -> new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                sql.arguments().toArray());
    }

    /** On which days which companies are whose, as {@link ForeignHoldings} has it of one day. */
    private static Condition held(String reporter, String partner) {
        return held(reporter, partner, Confidence.sure("v"), ForeignHoldings.capital("i"));
    }

    /** The same of companies {@code v} and interests {@code i} of which the conditions are true. */
    private static Condition held(String reporter, String partner, String company, String interest) {
        return Condition.nested(
                """
                from (
                  select v.id, v.sources, v.valid * daterange(null, v.dissolved_by) as valid from company_version v
                  where v.standing and v.jurisdiction = ? and %s and %s) c join (%s) h on h.id = c.id
                where c.valid && h.valid""",
                reporter, CompanyRecords.operating("v", null), Condition.of(company), holdings(reporter, partner, interest));
    }

    /** What is held of the reporter's companies, and their days, whether they count or not; others' may be among them. */
    private static Condition holdings(String reporter, String partner) {
        return holdings(reporter, partner, ForeignHoldings.capital("i"));
    }

    private static Condition holdings(String reporter, String partner, String interest) {
        var capital = Condition.of(interest);
        return Condition.nested(
                """
                select i.parent_id as id, i.valid, i.sources from interest_version i
                where i.standing and %s and i.holder_country = ? and i.company_country = ?
                union all select i.parent_id, i.valid * o.valid, i.sources
                from interest_version i, lateral (%s) o
                where i.standing and %s and i.holder_countries @> array[?]::text[]
                  and coalesce(i.holder ->> 'country', o.jurisdiction) = ? and i.valid && o.valid
                union all select id, valid, '[]'::jsonb from company_version
                where standing and head_country = ? and jurisdiction = ?
                union all select b.id, b.valid * o.valid, '[]'::jsonb
                from company_version b, lateral (%s) o
                where b.standing and b.head_countries @> array[?]::text[] and o.jurisdiction = ?
                  and b.valid && o.valid""",
                capital, partner, reporter, countriesOf("i.holder_company"), capital, partner, partner, partner, reporter,
                countriesOf("b.head_id"), partner, partner);
    }

    /** Each country of a company until the next, the first since ever; where nothing is recorded, all days of none. */
    private static Condition countriesOf(String id) {
        return Condition.of("""
                            select o.jurisdiction, daterange(
                              case when lag(o.id) over days is null then null else lower(o.valid) end,
                              lead(lower(o.valid)) over days) as valid
                            from company_version o where o.id = %1$s and o.standing
                            window days as (order by lower(o.valid) nulls first)
                            union all select null, daterange(null, null)
                            where not exists (select from company_version o where o.id = %1$s and o.standing)"""
                .formatted(id));
    }

    @Override
    protected Reading read(Country reporter, Country partner, At at) {
        var cells = counts.cells(reporter, partner, Holding.DIRECT, at);
        var breakdown = cells.breakdown(COUNTED);
        var parts = new ArrayList<Reading.Part>();
        breakdown.byEntityType().forEach((type, companies) -> parts.add(part("entityType: " + type, companies)));
        parts.add(part("share: at least 10 per cent", breakdown.byThreshold().get("at-least-10")));
        parts.add(part("share: over 50 per cent", breakdown.byThreshold().get("over-50")));
        parts.add(part("planned or disputed, not counted", breakdown.unsure()));
        parts.removeIf(part -> part.value().signum() == 0);
        return Reading.count(cells.count(COUNTED), parts,
                "/api/trade/companies?country=" + reporter + "&capitalFrom=" + partner
                        + "&operating=true&" + at.parameters(),
                cells.isUnsettled(COUNTED));
    }

    private static Reading.Part part(String label, long companies) {
        return new Reading.Part(label, BigDecimal.valueOf(companies));
    }
}
