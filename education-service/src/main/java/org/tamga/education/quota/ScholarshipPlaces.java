package org.tamga.education.quota;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.education.scholarship.Scholarship;
import org.tamga.education.scholarship.ScholarshipRecords;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Period;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many scholarship places a country offers to the students of another, in a year. */
@Singleton
class ScholarshipPlaces implements Measure {

    /** Quotas of one year and host, at most; schemes divide them by origin, track and level. */
    private static final int MAX_QUOTAS = 10_000;

    private final QuotaRecords quotas;
    private final ScholarshipRecords scholarships;

    ScholarshipPlaces(QuotaRecords quotas, ScholarshipRecords scholarships) {
        this.quotas = quotas;
        this.scholarships = scholarships;
    }

    @Override
    public String code() {
        return "education.scholarship-places";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(
                Map.of("en", "Scholarship places", "ru", "Стипендиальные места", "kk", "Шәкіртақы орындары", "ko",
                        "장학금 정원"));
    }

    @Override
    public String unit() {
        return "places";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("origin"), Dimension.country("host"), Dimension.year("year"));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "Places that scholarships for studies in the host country have in the year for students of the origin, filled or"
                        + " not. Where a total and its parts are published, the total counts. Places that are not divided by origin are"
                        + " not counted, but named in the breakdown; where sources contradict each other there is no value."
                        + SURE_ALONE);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(
                new Ground<>(quotas, (transaction, quota) -> scholarships.standing(transaction, quota.parentId()).stream()
                        .flatMap(scholarship -> of(quota, scholarship))),
                new Ground<>(scholarships, (transaction, scholarship) -> quotas.of(transaction, scholarship.id()).stream()
                        .flatMap(quota -> of(quota, scholarship))));
    }

    private Stream<Map<String, String>> of(Period<Quota> quota, Period<Scholarship> scholarship) {
        var origin = quota.content().origin();
        var host = scholarship.content().host();
        return origin == null || host == null
                ? Stream.empty()
                : Stream.of(Map.of("origin", origin.code(), "host", host.code(), "year",
                        quota.content().year().toString()));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested(
                """
                select v.valid * s.valid as valid, %s from quota_version v join scholarship_version s on s.id = v.parent_id
                where v.year = ? and v.origin = ? and s.host = ? and v.standing and s.standing and v.valid && s.valid""",
                Condition.of(Measure.sources("v", "s")), Integer.valueOf(dimensions.get("year")), dimensions.get("origin"),
                dimensions.get("host"));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        var ofHost = Condition.nested("v.year = ? and coalesce(v.origin, ?) = ?"
                + " and v.parent_id in (select s.id from scholarship_version s where s.host = ? and %s)",
                Integer.valueOf(dimensions.get("year")), dimensions.get("origin"), dimensions.get("origin"),
                dimensions.get("host"), at.on("s"));
        Map<UUID, List<Period<Quota>>> byScheme = quotas.matching(ofHost, at, MAX_QUOTAS).stream()
                .collect(Collectors.groupingBy(Period::parentId, LinkedHashMap::new, Collectors.toList()));
        var breakdown = new ArrayList<Reading.Part>();
        BigDecimal total = null;
        var contradicted = false;
        for (var scheme : byScheme.entrySet()) {
            var scholarship = scholarships.find(scheme.getKey(), at).orElseThrow();
            var name = scholarship.content().name().in("en");
            var sure = scheme.getValue().stream().filter(quota -> areSure(quota, scholarship)).toList();
            var divided = contents(sure, true);
            if (!divided.isEmpty()) {
                var places = Places.of(divided);
                contradicted |= places.isEmpty();
                var value = places.isEmpty() ? null : BigDecimal.valueOf(places.getAsLong());
                breakdown.add(new Reading.Part(places.isEmpty() ? name + ", cannot be put together" : name, value));
                total = value == null ? total : total == null ? value : total.add(value);
            }
            var undivided = Places.of(contents(sure, false));
            if (undivided.isPresent()) {
                breakdown.add(new Reading.Part(name + ", for all origins together, not counted",
                        BigDecimal.valueOf(undivided.getAsLong())));
            }
            scheme.getValue().stream().filter(quota -> !areSure(quota, scholarship) && quota.content().places() != null)
                    .map(quota -> new Reading.Part(name + ", " + unsure(quota, scholarship) + ", not counted",
                            BigDecimal.valueOf(quota.content().places())))
                    .forEach(breakdown::add);
        }
        return new Reading(contradicted ? null : total, null, breakdown,
                "/api/education/scholarships?host=" + dimensions.get("host") + "&" + at.parameters());
    }

    /** Places of a scholarship that is only planned, or disputed, are so too. */
    private static boolean areSure(Period<Quota> quota, Period<Scholarship> scholarship) {
        return quota.confidence().isSure() && scholarship.confidence().isSure();
    }

    private static String unsure(Period<Quota> quota, Period<Scholarship> scholarship) {
        return Json.name((quota.confidence().isSure() ? scholarship : quota).confidence());
    }

    private static List<Quota> contents(List<Period<Quota>> quotas, boolean divided) {
        return quotas.stream().map(Period::content).filter(quota -> quota.origin() != null == divided).toList();
    }
}
