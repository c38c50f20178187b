package org.tamga.gateway.desk;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.stringContainsInOrder;

import org.junit.jupiter.api.Test;
import org.tamga.gateway.service.StandIns;
import org.tamga.testing.RealServices;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(RealServices.class)
@WithTestResource(StandIns.class)
class StayPageTest {

    @Test
    void judges_a_stay_and_draws_it() {
        given().get("/stay-check?lang=en").then().statusCode(200);
        given().urlEncodingEnabled(false).get(
                "/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09&exit=2025-08-27&trips=2025-05-02%202025-05-31")
                .then().statusCode(200).body(containsString("not allowed")).body(containsString("30 days per entry"))
                .body(containsString("90 days in any 180 days, counted backward"))
                .body(containsString("<rect class=\"planned\"")).body(containsString("August 7, 2025"));
    }

    @Test
    void of_a_window_whose_kind_no_source_gives_both_readings_are_shown() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09").then().statusCode(200)
                .body(stringContainsInOrder("depends on which reading holds", "60 days in any 180 days, counted backward",
                        "not allowed", "60 days in each 180 days, counted from the first entry", "allowed"));
    }

    @Test
    void judges_by_the_rules_of_a_day_as_they_were_known() {
        given().get("/stay-check?lang=en&nationality=KR&destination=KZ&entry=2025-07-09&validAt=2014-12-01"
                + "&knownAt=2026-01-10T00:00:00.5").then().statusCode(200)
                .body(containsString("&quot;rulesAsOf&quot;:&quot;2014-12-01&quot;"))
                .body(containsString("&quot;knownAt&quot;:&quot;2026-01-10T00:00:00.500Z&quot;"))
                .body(containsString("name=\"validAt\" value=\"2014-12-01\""))
                .body(containsString("name=\"knownAt\" value=\"2026-01-10T00:00:00.500\""));
        given().get("/journeys?lang=en&from=KZO&to=SEL&knownAt=2026-01-10T00:00").then().statusCode(200)
                .body(containsString("name=\"knownAt\" value=\"2026-01-10T00:00:00\""));
        given().get("/journeys?from=KZO&to=SEL&knownAt=later").then().statusCode(400);
    }

    @Test
    void says_what_is_no_day() {
        given().get("/stay-check?nationality=KR&destination=KZ&entry=tomorrow").then().statusCode(400);
        given().get("/stay-check?nationality=KR&destination=KZ&trips=2025-01-01").then().statusCode(400);
    }

    @Test
    void where_no_schedule_is_recorded_nobody_knows_the_way() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=2026-03-02T08:00").then().statusCode(200)
                .body(containsString("nobody knows"));
        given().get("/journeys?from=KZO&to=SEL&depart=now").then().statusCode(400);
        given().get("/journeys?from=KZO&to=SEL&arrive=soon").then().statusCode(400);
    }

    @Test
    void a_way_there_by_a_time_says_what_a_nationality_needs_where_one_changes() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=&arrive=2026-03-05T09:00&nationality=KZ").then().statusCode(200)
                .body(containsString("name=\"arrive\" value=\"2026-03-05T09:00:00\""))
                .body(containsString("<option value=\"KZ\" selected>Kazakhstan</option>"))
                .body(stringContainsInOrder("KC217", "HY513", "visa-regimes/0199e7a0-0000-7000-8000-00000000f001?lang=en",
                        "Transit in Uzbekistan (TAS), nationals of Kazakhstan: visa-free",
                        "Transit in China (PEK), nationals of Kazakhstan: not recorded",
                        "Transit in QZZ (QZZ), nationals of Kazakhstan: not recorded"));
        given().get("/journeys?lang=ko&from=KZO&to=SEL&arrive=2026-03-05T09:00:00Z&nationality=KZ").then()
                .body(containsString("환승: 우즈베키스탄 (TAS), 국적 카자흐스탄: 무비자"));
    }

    @Test
    void asks_for_one_of_two_times_and_keeps_what_was_filled_in() {
        given().get("/journeys?lang=en&from=KZO&to=SEL&depart=2026-03-02T08:00&arrive=2026-03-05T09:00").then().statusCode(200)
                .body(containsString("Give one of the two times"))
                .body(containsString("name=\"depart\" value=\"2026-03-02T08:00:00\""))
                .body(containsString("name=\"from\" value=\"KZO\""));
    }
}
