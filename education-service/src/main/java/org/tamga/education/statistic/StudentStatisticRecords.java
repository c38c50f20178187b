package org.tamga.education.statistic;

import java.sql.SQLException;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.tamga.commons.json.Json;
import org.tamga.commons.problem.Problem;
import org.tamga.commons.value.Country;
import org.tamga.education.institution.InstitutionRecords;
import org.tamga.education.statistic.StudentStatistic.Basis;
import org.tamga.education.statistic.StudentStatistic.Counting;
import org.tamga.education.statistic.StudentStatistic.Mobility;
import org.tamga.record.Change;
import org.tamga.record.Condition;
import org.tamga.record.Confidence;
import org.tamga.record.Draft;
import org.tamga.record.Findings;
import org.tamga.record.Ledger;
import org.tamga.record.Parameters;
import org.tamga.record.Records;

/** The published numbers of students and the rules they are recorded by. */
@Singleton
public class StudentStatisticRecords extends Records<StudentStatistic> {

    /** What {@link #series} may be narrowed by, beside the pair of countries. */
    static final Set<String> NARROWING = Set.of("year", "measure", "mobility", "basis", "level", "institutionId", "reporter");

    /** What the list can be narrowed by beside that, whatever form it has. */
    static final Set<String> LISTED_BY = Set.of("academicYear", "referenceDate", "confidence", "sourceUrl");

    /** Numbers of one pair of countries, at most. */
    private static final int MAX_POINTS = 10_000;

    private final InstitutionRecords institutions;

    StudentStatisticRecords(Ledger ledger, InstitutionRecords institutions) {
        super(ledger, "student-statistic", StudentStatistic.class);
        this.institutions = institutions;
    }

    @Override
    protected void check(Draft<StudentStatistic> draft, Findings findings) throws SQLException {
        var statistic = draft.content();
        findings.refuseIf((statistic.referenceDate() == null) == (statistic.academicYear() == null), "/referenceDate",
                "is needed, or academicYear, and not both: of what time is it?");
        findings.refuseIf(statistic.origin() == null && statistic.host() == null && statistic.institutionId() == null, "/host",
                "is needed, or origin, or institutionId: of which students is it?");
        institutions.requireRecorded(draft, statistic.institutionId(), "/institutionId", findings);
    }

    @Override
    protected Stream<String> countries(StudentStatistic statistic) {
        return Stream.of(statistic.origin(), statistic.host()).filter(Objects::nonNull).map(Country::code);
    }

    @Override
    protected Set<String> eventNames() {
        return Set.of("published", "revised", "retracted");
    }

    @Override
    protected String eventName(Change<StudentStatistic> change) {
        return switch (change.reason()) {
            case NEW -> "published";
            case UPDATE, CORRECTION -> "revised";
            case RETRACTION -> super.eventName(change);
        };
    }

    @Override
    protected Map<String, Filter> filters() {
        return Map.of("year", (year, at, all) -> within(year));
    }

    private static Condition within(String year) {
        if (!year.matches("\\d{4}") || year.equals("0000")) {
            throw new IllegalArgumentException("is a year of four digits");
        }
        return Condition.of("v.days && daterange(?::date, ?::date, '[]')", Year.parse(year).atDay(1),
                Year.parse(year).atMonth(12).atEndOfMonth());
    }

    /**
     * The numbers of one origin and host, by what and how they count; narrowed by {@link #NARROWING} and {@link #LISTED_BY}. Where
     * one of the two is not given, those of all countries together, as they were published, never a sum of ours.
     *
     * @throws Problem 422 where there are more than can be answered together: none is left out unsaid
     */
    List<Series> series(Parameters parameters) {
        if (!parameters.has("origin") && !parameters.has("host")) {
            throw Problem.invalidParameter("host", "host is needed, or origin, or both.");
        }
        return series(parameters.value("origin", Country::new).orElse(null),
                parameters.value("host", Country::new).orElse(null), parameters);
    }

    /** As {@link #series(Parameters)}, of these two; null is all countries together. */
    List<Series> series(Country origin, Country host, Parameters parameters) {
        var conditions = new ArrayList<>(List.of(of("v.origin", origin), of("v.host", host)));
        parameters.value("year", StudentStatisticRecords::within).ifPresent(conditions::add);
        parameters.constant("measure", Counting.class).ifPresent(equal("measure", conditions));
        parameters.constant("mobility", Mobility.class).ifPresent(equal("mobility", conditions));
        parameters.constant("basis", Basis.class).ifPresent(equal("basis", conditions));
        parameters.constant("confidence", Confidence.class).ifPresent(equal("confidence", conditions));
        Map.of("level", "level", "reporter", "reporter", "academicYear", "academic_year", "referenceDate", "reference_date")
                .forEach((name, column) -> parameters.text(name)
                        .ifPresent(text -> conditions.add(Condition.of("v." + column + " = ?", text))));
        parameters.text("sourceUrl").ifPresent(url -> conditions
                .add(Condition.of("v.sources @> jsonb_build_array(jsonb_build_object('url', ?::text))", url)));
        parameters.value("institutionId", UUID::fromString)
                .ifPresent(id -> conditions.add(Condition.of("v.institution_id = ?", id)));
        var all = Condition.nested(String.join(" and ", conditions.stream().map(each -> "(%s)").toList()),
                conditions.toArray());
        var numbers = matching(all, parameters.at(), MAX_POINTS + 1);
        if (numbers.size() > MAX_POINTS) {
            throw Problem.brokenRule("", "These are more than " + MAX_POINTS
                    + " numbers; narrow the question, such as by year, basis or institutionId.");
        }
        return Series.of(numbers);
    }

    private static Condition of(String column, Country country) {
        return country == null ? Condition.of(column + " is null") : Condition.of(column + " = ?", country.code());
    }

    private static Consumer<Enum<?>> equal(String column, List<Condition> conditions) {
        return constant -> conditions.add(Condition.of("v." + column + " = ?", Json.name(constant)));
    }
}
