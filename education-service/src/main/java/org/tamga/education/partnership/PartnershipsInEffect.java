package org.tamga.education.partnership;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.value.Country;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Interval;
import org.tamga.record.Ledger;
import org.tamga.record.database.Database;
import org.tamga.record.database.Transaction;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.PairMeasure;
import org.tamga.record.measure.Reading;

/** How many partnerships between two countries are in effect. */
@Singleton
class PartnershipsInEffect extends PairMeasure {

    /** Days of change below which a reading of each is told by type. */
    private static final int FEW = 24;
    private static final String UNDATED = "term not recorded, not counted";

    private final Database database;
    private final PartnershipRecords partnerships;
    private final InstitutionRecords institutions;

    PartnershipsInEffect(Ledger ledger, PartnershipRecords partnerships, InstitutionRecords institutions) {
        super("education.partnerships.in-effect", 2, "partnerships",
                Map.of("en", "Partnerships of institutions in effect", "ru", "Действующие партнёрства вузов", "kk",
                        "Оқу орындарының қолданыстағы серіктестіктері", "ko", "발효 중인 교육기관 협력"),
                "Partnerships of every type with a party of each of the two countries, in either order, whose recorded term covers"
                        + " the day; one without an interval of effect counts from its signing. An agreement"
                        + " that several parties keep copies of counts once. Partnerships that no date is"
                        + " recorded for are not counted, but named in the breakdown." + SURE_ALONE);
        this.database = ledger.database();
        this.partnerships = partnerships;
        this.institutions = institutions;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(partnerships, (transaction, partnership) -> Measure.pairs(REPORTER, PARTNER,
                        partnerships.concerned(transaction, List.of(partnership)))),
                // A new one has no partnerships yet.
                new Ground<>(institutions, (transaction, institution) -> partnerships
                        .countriesWith(transaction, institution).stream()
                        .flatMap(countries -> Measure.pairs(REPORTER, PARTNER, countries)),
                        (transaction, institution) -> Stream.empty()));
    }

    @Override
    protected Condition rows(Country reporter, Country partner) {
        var more = Condition.nested("""
                                    from partnership_version v
                                    where v.country_pair is null and v.party_countries @> array[?::text, ?::text]
                                      and v.copy_of is null and v.standing""", reporter.code(), partner.code());
        var sources = Condition.of(Measure.sources("v"));
        // What is of the pair alone is read in the index of such pairs by whoever asks for no sources.
        return Condition.nested(
                """
                select coalesce(v.valid * v.effective_days, v.valid) as valid, %s from partnership_version v
                where v.country_pair = ? and v.copy_of is null and v.standing
                union all select coalesce(v.valid * v.effective_days, v.valid), %s %s
                union all select i.valid, %s from (select * %s and v.countries_vary) v,
                  jsonb_array_elements(v.parties) party
                  join institution_version i on i.id = (party ->> 'institutionId')::uuid and i.standing""",
                sources, pair(reporter, partner), sources, more, sources, more);
    }

    /**
     * In one pass, where so much begins and ends that reading it day by day would take as many looks at all of it; where little
     * does, each step has its breakdown.
     */
    @Override
    public Optional<List<Counted>> counted(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        var counted = counted(transaction, dimensions, Condition.of(Confidence.sure("v")));
        return counted.size() < FEW
                ? Optional.empty()
                : Optional.of(counted.stream().filter(one -> one.value().signum() > 0).toList());
    }

    @Override
    public List<Interval> disputed(Transaction transaction, Map<String, String> dimensions) throws SQLException {
        return counted(transaction, dimensions, Condition.of("v.confidence = 'disputed'")).stream()
                .filter(one -> one.value().signum() > 0).map(Counted::valid).toList();
    }

    /** How many of those of which the condition is true there are, from each day on which that changes. */
    private static List<Counted> counted(Transaction transaction, Map<String, String> dimensions, Condition which)
            throws SQLException {
        var reporter = new Country(dimensions.get(REPORTER));
        var partner = new Country(dimensions.get(PARTNER));
        var sql = Condition.nested("""
                                   with counted as (
                                     select v.valid * v.effective_days as valid from partnership_version v
                                     where v.country_pair = ? and v.copy_of is null and v.standing and %s
                                     union all select unnest(datemultirange(v.valid * v.effective_days) * %s * %s)
                                     from partnership_version v
                                     where v.country_pair is null and v.party_countries @> array[?::text, ?::text]
                                       and v.copy_of is null and v.standing and %s),
                                   bound as (
                                     select lower(valid) as day, 1 as step from counted where not isempty(valid)
                                     union all select upper(valid), -1 from counted
                                     where not isempty(valid) and not upper_inf(valid)),
                                   day as (
                                     select day, sum(step) as step from bound group by day having sum(step) <> 0)
                                   select day as valid_from, lead(day) over by_day as valid_to,
                                     sum(step) over by_day as partnerships
                                   from day window by_day as (order by day nulls first)""",
                pair(reporter, partner), which, daysOf(reporter), daysOf(partner), reporter.code(), partner.code(), which);
        return transaction.list(sql.sql(),
                row -> new Counted(
                        new Interval(row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class)),
                        row.getBigDecimal("partnerships")),
                sql.arguments().toArray());
    }

    /** The days on which a partnership {@code v} has a party of the country, as {@link PartnershipRecords} has it of one day. */
    private static Condition daysOf(Country country) {
        return Condition
                .nested("""
                        case when not v.countries_vary then datemultirange(daterange(null, null)) else (
                          select coalesce(range_agg(said.days), '{}') from jsonb_array_elements(v.parties) party, lateral (
                            select party ->> 'country' as country, daterange(null, null) as days
                            union all select i.country, daterange(
                              case when lag(i.id) over days is null then null else lower(i.valid) end,
                              lead(lower(i.valid)) over days)
                            from institution_version i where i.id = (party ->> 'institutionId')::uuid and i.standing
                            window days as (order by lower(i.valid) nulls first)) said
                          where said.country = ?) end""", country.code());
    }

    /** Nearly all are between two countries, and are counted in the index of such pairs alone. */
    private static String pair(Country one, Country other) {
        return Stream.of(one.code(), other.code()).sorted().collect(Collectors.joining("-"));
    }

    @Override
    protected Reading read(Country reporter, Country partner, At at) {
        var sure = Condition.of(Confidence.sure("v"));
        var types = Condition.nested("""
                                     select case when not (%s) then v.confidence || ', not counted'
                                         when v.effective_days is null then ? else 'type: ' || v.type end as label,
                                       count(*) as records, v.effective_days is not null and %s as counts,
                                       bool_or(v.effective_days is not null and v.confidence = 'disputed') as is_disputed
                                     from (select v.type, v.effective_days, v.confidence from partnership_version v
                                         where v.country_pair = ? and v.copy_of is null and %s
                                       union all select v.type, v.effective_days, v.confidence from partnership_version v
                                         where v.country_pair is null and %s and v.copy_of is null and %s) v
                                     where v.effective_days is null or v.effective_days @> ?::date
                                     group by 1, 3 order by 3 desc, 1""", sure, UNDATED, sure, pair(reporter, partner),
                at.on("v"),
                PartnershipRecords.between(reporter, partner, at), at.on("v"), at.validAt());
        var lines = database
                .read(transaction -> transaction.list(types.sql(), Reading.Line::of, types.arguments().toArray()));
        return Reading.count(lines, "/api/education/partnerships?country=" + reporter + "," + partner
                + "&inEffectOn=" + at.validAt() + "&isCopy=false&" + at.parameters());
    }
}
