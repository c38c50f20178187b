package org.tamga.education.statistic;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.tamga.education.Api.CHANGES;
import static org.tamga.education.Api.body;
import static org.tamga.education.Api.editor;
import static org.tamga.education.Api.get;
import static org.tamga.education.Api.put;
import static org.tamga.education.Api.record;
import static org.tamga.education.Api.take;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.tamga.education.EducationTest;

@EducationTest
class StudentStatisticResourceTest {

    private static String stock(String origin, String host, String basis, String date, long value, String more) {
        return "'measure': 'stock', 'mobility': 'all', 'basis': '" + basis + "', 'origin': '" + origin + "', 'host': '" + host
                + "', 'referenceDate': '" + date + "', 'value': " + value + more;
    }

    @Test
    void a_number_says_of_which_students_and_of_what_time_it_is() {
        put("student-statistics", UUID.randomUUID(), "'measure': 'stock', 'mobility': 'all', 'basis': 'visa', 'value': 1,"
                + " 'academicYear': '2024/2025', 'referenceDate': '2025'").statusCode(422)
                .body("violations.pointer", contains("/referenceDate", "/host"));
    }

    @Test
    void numbers_of_a_pair_come_as_series_that_count_alike_and_never_as_one() {
        record("student-statistics", stock("BR", "AR", "visa", "2025-08-31", 18155, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BR", "AR", "visa", "2024-08-31", 17000, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BR", "AR", "enrolment-survey", "2025-04-01", 15786, ", 'reporter': 'Education'"));
        get("student-statistics?origin=BR&host=AR").body("series", hasSize(2))
                .body("series.find { it.basis == 'visa' }.points.value", contains(17000, 18155))
                .body("series.find { it.basis == 'visa' }.points[0].sources", hasSize(1))
                .body("series.find { it.basis == 'visa' }.reporter", equalTo("Interior"));
        get("student-statistics?origin=BR&host=AR&year=2024").body("series.points.flatten().value", contains(17000));
        get("student-statistics?origin=BR&host=AR&sum=true").statusCode(422)
                .body("type", equalTo("https://tamga.example/problems/not-comparable"))
                .body("detail", containsString("basis (visa, enrolment-survey)"));
        get("student-statistics?origin=BR&host=AR&basis=visa&sum=true").body("sum.date", contains("2024-08-31", "2025-08-31"))
                .body("sum.value", contains(17000, 18155));
        get("student-statistics?pair=AR-BR&basis=visa")
                .body("items.origin", contains("AR", "BR"), "items.host", contains("BR", "AR"))
                .body("items[0].series", empty()).body("items[1].series.points.flatten().value", contains(17000, 18155));
        get("student-statistics?pair=AR-BR&origin=BR").statusCode(400);
        get("student-statistics?origin=BR&year=2024").body("items.value", contains(17000));
        get("student-statistics?origin=BR&host=AR&referenceDate=2024-08-31").body("series.points.flatten().value",
                contains(17000));
        get("student-statistics?origin=BR&host=AR&academicYear=2024/2025").statusCode(200).body("series", empty());
        get("student-statistics?origin=BR&host=AR&confidence=reported").body("series", hasSize(2));
        get("student-statistics?origin=BR&host=AR&confidence=planned").body("series", empty());
        get("student-statistics?origin=BR&host=AR&sourceUrl=https://nowhere.example").body("series", empty());
        get("student-statistics/compare?origin=BR&host=AR&confidence=reported").statusCode(400);
        get("student-statistics?origin=BR&host=AR&basis=rumour").statusCode(400);
        get("student-statistics?origin=BR&host=AR&colour=red").statusCode(400);
        given().accept("text/csv").get("/api/education/student-statistics?origin=BR&host=AR").then().statusCode(200)
                .body(startsWith("id,"));
    }

    @Test
    void levels_of_one_count_are_added_but_not_their_total_beside_them() {
        record("student-statistics", stock("BR", "UY", "visa", "2025", 10, ", 'level': 'bachelor'"));
        record("student-statistics", stock("BR", "UY", "visa", "2025", 5, ", 'level': 'master'"));
        get("student-statistics?origin=BR&host=UY&sum=true").body("sum.value", contains(15));
        // A date of which a part is not recorded has no sum.
        record("student-statistics", stock("BR", "UY", "visa", "2024", 9, ", 'level': 'bachelor'"));
        get("student-statistics?origin=BR&host=UY&sum=true").body("sum.date", contains("2025"), "sum.value", contains(15));
        record("student-statistics", stock("BR", "UY", "visa", "2025", 15, ""));
        get("student-statistics?origin=BR&host=UY&sum=true").statusCode(422)
                .body("detail", containsString("A total stands beside its own parts"));
    }

    @Test
    void a_sum_of_bounds_is_a_bound_and_unlike_numbers_are_not_added() {
        record("student-statistics", stock("HN", "SR", "visa", "2024", 300, ", 'level': 'graduate', 'relation': 'more-than'"));
        record("student-statistics",
                stock("HN", "SR", "visa", "2024", 200, ", 'level': 'undergraduate', 'relation': 'more-than'"));
        get("student-statistics?origin=HN&host=SR&sum=true").body("sum.value", contains(500)).body("sum.relation",
                contains("more-than"));
        record("student-statistics", stock("HN", "SR", "visa", "2025", 300, ", 'level': 'graduate', 'relation': 'more-than'"));
        record("student-statistics", stock("HN", "SR", "visa", "2025", 200, ", 'level': 'undergraduate'"));
        get("student-statistics?origin=HN&host=SR&sum=true").statusCode(422)
                .body("type", equalTo("https://tamga.example/problems/not-comparable"))
                .body("detail", containsString("one is given as more-than, another as exactly"));
        get("student-statistics?origin=HN&host=SR&level=undergraduate&year=2025&sum=true").body("sum.value", contains(200))
                .body("sum[0].relation", nullValue());
    }

    @Test
    void a_number_that_bounds_the_true_one_is_no_value_of_the_measure() {
        var address = "measures/education.students?origin=HN&host=GY&basis=visa&validAt=";
        record("student-statistics", stock("HN", "GY", "visa", "2024-08-31", 90, ", 'relation': 'about'"));
        record("student-statistics", stock("HN", "GY", "visa", "2025-08-31", 10000, ", 'relation': 'more-than'"));
        get(address + "2025-08-30").body("value", equalTo(90), "definitionVersion", equalTo(3)).body("breakdown.label",
                contains("2024-08-31, about"));
        get(address + "2025-08-31").body("value", nullValue()).body("breakdown.label", contains("2025-08-31, more-than"))
                .body("breakdown.value", contains(10000));
        record("coverages", "'measure': 'education.students', 'completeness': 'complete', 'dimensions': {'origin': 'HN',"
                + " 'host': 'GY', 'basis': 'visa'}");
        for (var day : List.of("2023-01-01", "2025-08-31")) {
            get(address + day).body("value", nullValue(), "completeness", equalTo("complete"));
        }
        get(address + "2025-08-30").body("value", equalTo(90));
    }

    @Test
    void a_number_that_is_only_planned_or_disputed_is_shown_and_neither_taken_nor_added_nor_compared() {
        record("student-statistics", stock("HN", "BZ", "visa", "2024-08-31", 90, ", 'reporter': 'Interior'"));
        record("student-statistics",
                stock("HN", "BZ", "visa", "2025-08-31", 500, ", 'reporter': 'Interior', 'confidence': 'disputed'"));
        record("student-statistics",
                stock("HN", "BZ", "visa", "2023-08-31", 70, ", 'reporter': 'Interior', 'confidence': 'planned'"));
        var measure = "measures/education.students?origin=HN&host=BZ&basis=visa&validAt=";
        get(measure + "2026-01-01").body("value", equalTo(90)).body("breakdown.label",
                containsInAnyOrder("2024-08-31, Interior", "2025-08-31, Interior, disputed, not counted"));
        get(measure + "2024-01-01").body("value", nullValue()).body("breakdown.label",
                contains("2023-08-31, Interior, planned, not counted"));
        get("student-statistics?origin=HN&host=BZ&sum=true").body("series[0].points.confidence",
                contains("planned", "reported", "disputed")).body("sum.value", contains(90));
        record("student-statistics", stock("HN", "BZ", "visa", "2025-08-31", 100, ", 'reporter': 'Education'"));
        record("student-statistics", stock("HN", "BZ", "visa", "2024-08-31", 95, ", 'reporter': 'Education'"));
        get("student-statistics/compare?origin=HN&host=BZ&a=Interior&b=Education").body("items[0].points.year",
                contains("2024"));
    }

    @Test
    void two_reporters_are_set_side_by_side_with_what_they_count_differently() {
        record("student-statistics", stock("BR", "PY", "visa", "2025-08-31", 200, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BR", "PY", "enrolment-survey", "2025-04-01", 160, ", 'reporter': 'Education'"));
        for (var address : List.of("student-statistics/compare?origin=BR&host=PY&a=Interior&b=Education",
                "student-statistics/compare?origin=BR&host=PY&year=2025")) {
            get(address).body("items", hasSize(1)).body("items[0].comparable", equalTo(false),
                    "items[0].differs", contains("basis", "date"), "items[0].points.year", contains("2025"))
                    .body("items[0].because", containsString("visa"), "items[0].because", containsString("enrolment-survey"))
                    .body("items[0].points.collect { it.difference.abs() }", contains(40))
                    .body("items[0].with { [a.reporter, b.reporter] }", containsInAnyOrder("Interior", "Education"));
        }
        get("student-statistics/compare?origin=BR&host=PY&a=Interior&b=Nobody").body("items", empty());
        get("student-statistics/compare?origin=BR&host=PY&a=Interior").statusCode(400);
        get("student-statistics/compare?year=2025").statusCode(400);
    }

    @Test
    void a_difference_of_numbers_of_other_dates_or_kinds_is_no_contradiction() {
        record("student-statistics", stock("BJ", "TG", "visa", "2025-08-31", 200, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BJ", "TG", "visa", "2025-08-31", 160, ", 'reporter': 'Education'"));
        var address = "student-statistics/compare?origin=BJ&host=TG&a=Interior&b=Education";
        get(address).body("items[0].comparable", equalTo(true), "items[0].because", containsString("contradiction"));
        record("student-statistics",
                stock("BJ", "TG", "visa", "2024-08-31", 150, ", 'reporter': 'Interior', 'relation': 'more-than'"));
        record("student-statistics", stock("BJ", "TG", "visa", "2024-04-01", 140, ", 'reporter': 'Education'"));
        get(address).body("items[0].comparable", equalTo(false), "items[0].differs", contains("date", "relation"))
                .body("items[0].because", containsString("date 2024-08-31 and 2024-04-01, relation more-than and exactly"));
        get(address + "&year=2025").body("items[0].comparable", equalTo(true));
    }

    @Test
    void numbers_of_no_common_year_are_not_comparable() {
        record("student-statistics", stock("BJ", "ML", "visa", "2023-08-31", 200, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BJ", "ML", "visa", "2025-08-31", 160, ", 'reporter': 'Education'"));
        var address = "student-statistics/compare?origin=BJ&host=ML&a=Interior&b=Education";
        get(address).body("items[0].comparable", equalTo(false), "items[0].points", empty())
                .body("items[0].because", containsString("no year in common"));
        record("student-statistics", stock("BJ", "ML", "visa", "/2024-04-01", 150, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BJ", "ML", "visa", "../2024-04-01", 140, ", 'reporter': 'Education'"));
        get(address).body("items[0].points.year", contains("2024"), "items[0].points.difference", contains(10));
    }

    @Test
    void numbers_too_large_to_be_added_are_not() {
        record("student-statistics", stock("BJ", "NE", "visa", "2025", Long.MAX_VALUE, ", 'level': 'bachelor'"));
        record("student-statistics", stock("BJ", "NE", "visa", "2025", 1, ", 'level': 'master'"));
        get("student-statistics?origin=BJ&host=NE&sum=true").statusCode(422).body("detail", containsString("too large"));
    }

    @Test
    void the_measure_takes_the_latest_stock_that_was_not_still_to_come() {
        record("student-statistics", stock("BR", "BO", "visa", "2024-08-31", 100, ""));
        record("student-statistics", stock("BR", "BO", "visa", "2025-08-31", 120, ", 'reporter': 'Interior'"));
        record("student-statistics", stock("BR", "BO", "visa", "2025-08-31", 7, ", 'level': 'doctoral'"));
        var address = "measures/education.students?origin=BR&host=BO&basis=visa&validAt=";
        get(address + "2025-08-30").body("value", equalTo(100));
        get(address + "2025-08-31").body("value", equalTo(120)).body("breakdown.label", contains("2025-08-31, Interior"));
        get(address + "2020-01-01").body("value", nullValue());
        get("measures/education.students?origin=BR&host=BO&basis=rumour").statusCode(400)
                .body("detail", containsString("basis is one of prior-education"));
        record("student-statistics", stock("BR", "BO", "visa", "2025-08-31", 121, ", 'reporter': 'Education'"));
        get(address + "2025-08-31").body("value", nullValue()).body("breakdown.value", containsInAnyOrder(120, 121));
    }

    @Test
    void the_latest_number_is_found_however_many_there_are_before_it() {
        var first = LocalDate.of(2020, 1, 1);
        take("student-statistics", "ndjson", "application/x-ndjson", IntStream.range(0, 1100)
                .mapToObj(day -> body("'id': '" + new UUID(0x0199_0000_0000_7000L, Long.MIN_VALUE + day) + "', "
                        + stock("BR", "SV", "visa", first.plusDays(day).toString(), day, "")))
                .collect(Collectors.joining("\n"))).body("accepted", equalTo(1100));
        get("measures/education.students?origin=BR&host=SV&basis=visa&validAt=2030-01-01").body("value", equalTo(1099));
    }

    @Test
    void a_number_is_published_and_revised() {
        var id = record("student-statistics", stock("BR", "EC", "visa", "2025", 10, ""));
        editor().body(body(stock("BR", "EC", "visa", "2025", 11, ""))).header("If-Match", "\"1\"")
                .put("/api/education/student-statistics/" + id).then().statusCode(200);
        CHANGES.awaitAll(id, "published", "revised");
    }
}
