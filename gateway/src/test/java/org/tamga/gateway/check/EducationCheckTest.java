package org.tamga.gateway.check;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(value = StandIns.class, initArgs = @ResourceArg(name = StandIns.EDUCATION, value = "up"))
class EducationCheckTest {

    private static ValidatableResponse check(String text) {
        return given().contentType("application/json").body(Map.of("text", text, "lang", "en")).post("/api/briefs/check")
                .then().statusCode(200).body("missing", empty());
    }

    @Test
    void enrolment_in_branches_and_at_one_institution_is_no_number_of_students_from_abroad() {
        check("There are 1,600 foreign students in Uzbekistan.")
                .body("findings[0].matches.recordId", not(hasItem("st-branch")))
                .body("findings[0].matches.recordId", not(hasItem("st-college")))
                .body("findings[0].matches.findAll { it.agrees == false }.recordId", contains("st-all"));
        check("There are 2,000 foreign students in Uzbekistan.").body("findings[0].matches.agrees", not(hasItem(true)));
    }

    @Test
    void a_number_of_students_says_what_it_counts_and_of_which_academic_year() {
        check("There are 6,200 foreign students in Uzbekistan.").body("findings[0].matches.recordId", contains("st-all"))
                .body("findings[0].matches[0].agrees", is(true)).body("findings[0].matches[0].date", is("2024/2025"))
                .body("findings[0].matches[0].said", is("Students from all countries in Uzbekistan; all; by enrolment survey;"
                        + " Ministry of Education: 6,200 persons"));
        check("450 students from Korea study in Uzbekistan.").body("findings[0].matches.recordId", contains("st-from-kr"))
                .body("findings[0].matches[0].said",
                        is("Students from South Korea in Uzbekistan; degree students; by student visa: 450 persons"));
    }

    @Test
    void students_of_one_level_and_those_who_came_in_a_year_contradict_no_number_of_all() {
        var matches = "findings[0].matches.findAll { it.recordId in ['st-graduate', 'st-flow'] }.agrees";
        check("There are 7,000 foreign students in Uzbekistan.").body(matches, not(hasItem(false)));
        check("There are 1,500 foreign students in Uzbekistan.")
                .body("findings[0].matches.find { it.recordId == 'st-flow' }.said",
                        is("Students from all countries in Uzbekistan; who came or left in that time; all;"
                                + " by enrolment survey: 1,500 persons"));
    }

    @Test
    void an_intake_of_about_so_many_is_compared_as_roughly_and_is_not_all_students() {
        check("The branch of a university of Korea in Uzbekistan took in 412 students.")
                .body("findings[0].matches.recordId", contains("pr1")).body("findings[0].matches[0].agrees", is(true))
                .body("findings[0].matches[0].said",
                        is("South Korea in Tashkent, Uzbekistan (branch campus; intake): about 400 persons"));
        check("1,000 students from Korea study in Uzbekistan.")
                .body("findings[0].matches.findAll { it.recordId == 'pr1' }.agrees", not(hasItem(false)));
    }

    @Test
    void places_of_one_level_or_track_contradict_no_number_of_all() {
        check("Korea offers 5,000 scholarships in 2026.").body("findings[0].matches.agrees", not(hasItem(false)));
        check("Korea gives Uzbekistan 150 scholarships.").body("findings[0].matches.agrees", not(hasItem(false)));
    }

    @Test
    void places_for_one_country_are_not_those_for_another_nor_for_all() {
        check("Korea gives Uzbekistan 120 scholarships.").body("findings[0].matches.recordId", contains("q-uz"))
                .body("findings[0].matches[0].agrees", is(true)).body("findings[0].matches[0].newer", nullValue())
                .body("findings[0].matches[0].said", is("State grants; Uzbekistan (origin); embassy: 120 places"));
        check("Korea gives Uzbekistan 90 scholarships.").body("findings[0].matches.recordId", not(hasItem("q-kz")));
        check("Korea offers 2,000 scholarships in 2026.").body("findings[0].matches.recordId", contains("q-all"))
                .body("findings[0].matches[0].agrees", is(true)).body("findings[0].matches[0].newer", nullValue());
    }
}
