package org.tamga.education.statistic;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.value.LanguageMap;
import org.tamga.education.value.Relation;
import org.tamga.record.At;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Period;
import org.tamga.record.measure.Measure;
import org.tamga.record.measure.Reading;

/** How many students of one country are in another, by the latest published number on one basis. */
@Singleton
class Students implements Measure {

    /** Numbers of one pair, basis and day, at most. */
    private static final int MAX_POINTS = 1000;

    private final StudentStatisticRecords records;

    Students(StudentStatisticRecords records) {
        this.records = records;
    }

    @Override
    public String code() {
        return "education.students";
    }

    @Override
    public LanguageMap name() {
        return new LanguageMap(
                Map.of("en", "Students from abroad", "ru", "Иностранные студенты", "kk", "Шетелдік студенттер", "ko",
                        "외국인 유학생 수"));
    }

    @Override
    public String unit() {
        return "persons";
    }

    @Override
    public List<Dimension> dimensions() {
        return List.of(Dimension.country("origin"), Dimension.country("host"),
                Dimension.choice("basis", StudentStatistic.Basis.class));
    }

    @Override
    public LanguageMap definition() {
        return LanguageMap.of("en",
                "The latest published stock of students of the origin in the host country, of all kinds of mobility, levels and"
                        + " institutions together, counted on that basis and about a day that is surely not after the asked one. Where"
                        + " the latest numbers contradict each other, or one only bounds the true one (more than, at least, at"
                        + " most), there is no value. Enrolment in branches is not mobility and not counted." + SURE_ALONE);
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public List<Ground<?>> grounds() {
        return List.of(new Ground<>(records, (transaction, period) -> {
            var number = period.content();
            return Stream.of(number.origin(), number.host(), number.basis()).anyMatch(Objects::isNull)
                    ? Stream.empty()
                    : Stream.of(Map.of("origin", number.origin().code(), "host", number.host().code(), "basis",
                            Json.name(number.basis())));
        }));
    }

    @Override
    public Condition rows(Map<String, String> dimensions) {
        return Condition.nested("""
                                select days.valid, %s from student_statistic_version v,
                                  lateral (values (v.valid), (daterange(upper(v.days) - 1, null))) days (valid)
                                where %s and v.standing""", Condition.of(Measure.sources("v")),
                of("v", dimensions));
    }

    /** The stocks that may count, of whatever date. */
    private static Condition of(String row, Map<String, String> dimensions) {
        return Condition.of("""
                            %1$s.origin = ? and %1$s.host = ? and %1$s.basis = ? and %1$s.measure = 'stock'
                            and %1$s.mobility = 'all' and %1$s.level is null and %1$s.institution_id is null""".formatted(row),
                dimensions.get("origin"), dimensions.get("host"), dimensions.get("basis"));
    }

    @Override
    public Reading read(Map<String, String> dimensions, At at) {
        // With those that would be the latest, were they sure.
        var last = Condition.nested("""
                                    %s and upper(v.days) <= ?::date + 1 and upper(v.days) >= coalesce((
                                      select max(upper(n.days)) from student_statistic_version n
                                      where %s and upper(n.days) <= ?::date + 1 and %s and %s), '-infinity')""",
                of("v", dimensions), at.validAt(), of("n", dimensions), at.validAt(),
                Condition.of(Confidence.sure("n")), at.on("n"));
        var found = records.matching(last, at, MAX_POINTS);
        var latest = found.stream().filter(period -> period.confidence().isSure()).map(Period::content).toList();
        var values = latest.stream().map(StudentStatistic::value).distinct().toList();
        var isBound = latest.stream().map(StudentStatistic::relation).anyMatch(Relation::isBound);
        return new Reading(values.size() == 1 && !isBound ? BigDecimal.valueOf(values.get(0)) : null, null,
                found.stream().map(number -> new Reading.Part(label(number), BigDecimal.valueOf(number.content().value())))
                        .toList(),
                "/api/education/student-statistics?origin=" + dimensions.get("origin") + "&host=" + dimensions.get("host")
                        + "&basis=" + dimensions.get("basis") + "&" + at.parameters());
    }

    private static String label(Period<StudentStatistic> period) {
        var number = period.content();
        return Stream.of(number.date(), number.reporter(),
                number.relation() == null || number.relation() == Relation.EXACTLY ? null : Json.name(number.relation()),
                period.confidence().isSure() ? null : Json.name(period.confidence()) + ", not counted")
                .filter(Objects::nonNull).collect(Collectors.joining(", "));
    }
}
