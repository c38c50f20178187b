package org.tamga.gateway.brief;

import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(value = StandIns.class, initArgs = @ResourceArg(name = StandIns.EDUCATION, value = "up"))
class EducationBriefTest {

    private static final String BRIEF = "/api/briefs/KR-UZ?lang=en";
    private static final String STUDENTS = "sections.find { it.domain == 'education' }.facts.findAll { it.kind == 'student-statistic' }";

    @Test
    void a_number_of_students_says_all_that_it_counts_and_by_whom() {
        var students = "Students from Uzbekistan in South Korea; ";
        when().get(BRIEF).then().statusCode(200).body("missing", empty())
                .body(STUDENTS + ".text", containsInAnyOrder(
                        students + "all; by student visa; Ministry of Justice: 18,155 persons",
                        students + "who came or left in that time; all; by student visa; Ministry of Justice: 4,400 persons",
                        students + "graduate; all; by student visa; Ministry of Justice: 2,300 persons",
                        students + "Hana University; all; by student visa; Ministry of Justice: about 700 persons",
                        students + "all; by student visa; Embassy: 17,000 persons",
                        students + "all; by student visa; Embassy: 17,500 persons"))
                .body(STUDENTS + ".find { it.value == 2300 }.confidence", is("planned"));
    }

    @Test
    void each_series_of_students_is_a_fact_of_its_own_and_so_are_numbers_that_contradict_each_other() {
        var ids = when().get(BRIEF).then().extract().jsonPath().<String>getList(STUDENTS + ".id");
        assertEquals(6, new HashSet<>(ids).size(), ids.toString());
        var flow = "/api/education/student-statistics?basis=visa&host=KR&measure=flow&mobility=all&origin=UZ"
                + "&reporter=Ministry+of+Justice#2025";
        var changes = "changes.findAll { it.kind == 'student-statistic' }";
        when().get(BRIEF + "&compareWith=2026-01-10").then().statusCode(200).body(changes + ".id", contains(flow))
                .body(changes + ".before", contains(containsString(": 4,000 persons")))
                .body(changes + ".now", contains(containsString(": 4,400 persons")));
    }

    @Test
    void a_partnership_says_for_how_long_it_is_in_effect_that_it_has_ended_or_is_only_planned() {
        var partnerships = "sections.find { it.domain == 'education' }.facts.findAll { it.kind == 'partnership' }";
        var parties = "Hana University – Samarkand College ";
        when().get(BRIEF).then()
                .body(partnerships + ".text", containsInAnyOrder(
                        parties + "(memorandum of understanding; in effect: 2010 to 2015)",
                        parties + "(dual degree; terminated: June 30, 2020)",
                        "Hana University – Fund for Exchanges (consortium)"))
                .body(partnerships + ".find { it.id == 'pa-planned' }.confidence", is("planned"));
        when().get(BRIEF + "&format=md").then().body(containsString("(consortium) (planned)"));
        when().get("/api/briefs/KR-UZ?lang=ru").then().body(partnerships + ".text", hasItems(
                parties + "(меморандум о взаимопонимании; срок действия: 2010 – 2015)",
                parties + "(двойной диплом; прекращено: 30 июня 2020 г.)"));
    }
}
